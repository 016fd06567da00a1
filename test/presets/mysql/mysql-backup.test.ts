import { App, Chart, Duration, Size } from 'cdk8s';
import { ImagePullPolicy, Secret } from 'cdk8s-plus-28';
import { Manifests, MySqlProps, NetworkAccess } from 'cdk8s-stateful-app';
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

test.each([
  ['mysql-backup', 12], ['mysql-restore', 48],
])('the Job %s is ended after %i hours, or the deadline that is set', (cronJob, hours) => {
  const backup = { password, storage: Size.gibibytes(1), deadline: Duration.hours(1), restoreDeadline: Duration.hours(2) };
  const deadlineIn = (chart: Deployed) => Manifests.one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.activeDeadlineSeconds;

  expect(deadlineIn(withBackup())).toBe(hours * 3600);
  expect(deadlineIn(withBackup({ backup }))).toBe(cronJob === 'mysql-backup' ? 3600 : 7200);
});

test.each(['mysql-backup', 'mysql-restore'])('with network policies, the pods of %s reach the primary and the replicas', cronJob => {
  const chart = withBackup({ networkAccess: NetworkAccess.isolated() });
  const { labels } = Manifests.one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.template.metadata;
  const ports = [{ port: 3306, protocol: 'TCP' }];
  const { podSelector, egress } = Manifests.one(chart, 'NetworkPolicy', cronJob).spec;
  const [, { from }] = Manifests.one(chart, 'NetworkPolicy', 'mysql').spec.ingress;

  expect(labels).toMatchObject(podSelector.matchLabels);
  expect(egress[0].ports).toEqual(ports);
  expect(from).toContainEqual({ podSelector });
});

test.each(['mysql-backup', 'mysql-restore'])('the pods of the Job %s take their image by the policy of the members', cronJob => {
  const chart = withBackup({ image: 'registry.example.com/mysql:9.7', imagePullPolicy: ImagePullPolicy.ALWAYS });
  const [container] = Manifests.one(chart, 'CronJob', cronJob).spec.jobTemplate.spec.template.spec.containers;

  expect(container).toMatchObject({ image: 'registry.example.com/mysql:9.7', imagePullPolicy: 'Always' });
});
