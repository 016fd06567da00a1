import { App, Chart, Size } from 'cdk8s';
import { ImagePullPolicy, Secret } from 'cdk8s-plus-28';
import { Manifests, MySqlProps } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const secrets = new Chart(new App(), 'secrets');
const password = { secret: Secret.fromSecretName(secrets, 'Backup', 'backup'), key: 'password' };

function withBackup(props: Partial<MySqlProps> = {}): Deployed {
  return new Deployed({ backup: { password, storage: Size.gibibytes(1) }, ...props });
}

test('the schedule is read in UTC, wherever the controllers of the cluster run', () => {
  expect(Manifests.one(withBackup(), 'CronJob', 'mysql-backup').spec).toMatchObject({ schedule: '0 3 * * *', timeZone: 'Etc/UTC' });
});

test.each([
  ['mysql-backup', 'mysql-2.mysql'],
  ['mysql-restore', 'mysql-primary'],
])('the Job %s reaches a server by a name that its certificate has to have in any case: %s', (cronJob, host) => {
  const [container] = Manifests.one(withBackup(), 'CronJob', cronJob).spec.jobTemplate.spec.template.spec.containers;

  expect(container.env).toContainEqual({ name: 'SERVER', value: host });
});

test('a Job that restores has a place for the name of a dump, and takes the newest without one', () => {
  const [container] = Manifests.one(withBackup(), 'CronJob', 'mysql-restore').spec.jobTemplate.spec.template.spec.containers;

  expect(container.env).toContainEqual({ name: 'DUMP', value: '' });
});

test.each(['mysql-backup', 'mysql-restore'])('the pods of the Job %s take their image by the policy of the members', cronJob => {
  const chart = withBackup({ image: 'registry.example.com/mysql:9.7', imagePullPolicy: ImagePullPolicy.ALWAYS });
  const [container] = Manifests.one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.template.spec.containers;

  expect(container).toMatchObject({ image: 'registry.example.com/mysql:9.7', imagePullPolicy: 'Always' });
});
