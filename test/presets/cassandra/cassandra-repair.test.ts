import { Cron, Duration } from 'cdk8s';
import { CassandraRepair, Manifests, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const cronJobOf = (deployed: Deployed) => deployed.one('CronJob', 'cassandra-repair');
const containerOf = (deployed: Deployed) => cronJobOf(deployed).spec.jobTemplate.spec.template.spec.containers[0];

test('a Job asks the members in turn each Sunday, never two at a time, and without rights in the cluster', () => {
  const deployed = new Deployed({ repair: CassandraRepair.full() });
  const { spec } = cronJobOf(deployed);

  expect(spec).toMatchObject({ schedule: '0 2 * * 0', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' });
  expect(spec.jobTemplate.spec).toMatchObject({ activeDeadlineSeconds: 86_400, backoffLimit: 2 });
  expect(spec.jobTemplate.spec.template.spec).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never' });
  expect(containerOf(deployed).env).toEqual([
    { name: 'HOSTS', value: 'cassandra-0.cassandra,cassandra-1.cassandra,cassandra-2.cassandra' },
    expect.objectContaining({ name: 'JOB_NAME' }),
    // as long as the Job lives: one that is created again under its name repairs again
    { name: 'JOB_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.labels[\'batch.kubernetes.io/controller-uid\']' } } },
    { name: 'KIND', value: 'full' },
    { name: 'NAME', value: 'cassandra' },
  ]);
  expect(Manifests.titles(deployed.chart).filter(title => title.startsWith('Role'))).toEqual([]);
});

test('schedule, deadline and kind are those of the props', () => {
  const options = { schedule: Cron.schedule({ minute: '30', hour: '4' }), deadline: Duration.hours(6), gcGrace: Duration.days(2) };
  const deployed = new Deployed({ repair: CassandraRepair.incremental(options) });

  expect(cronJobOf(deployed).spec).toMatchObject({ schedule: '30 4 * * *', jobTemplate: { spec: { activeDeadlineSeconds: 21_600 } } });
  expect(containerOf(deployed).env).toContainEqual({ name: 'KIND', value: 'incremental' });
});

test('only the Job reaches the port by which a repair begins', () => {
  const { chart } = new Deployed({ repair: CassandraRepair.full(), networkAccess: NetworkAccess.isolated() });
  const { ingress } = Manifests.one(chart, 'NetworkPolicy', 'cassandra').spec;
  const opened = ingress.filter(({ ports }: any) => ports?.some(({ port }: any) => port === 7190));

  expect(opened).toEqual([{
    from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cassandra-repair', 'app.kubernetes.io/part-of': 'cassandra' } } }],
    ports: [{ port: 7190, protocol: 'TCP' }],
  }]);
});

test('without Jobs that ask, a member opens no port for them', () => {
  const deployed = new Deployed();

  expect(deployed.variable('ANSWERS_JOBS')).toBe('false');
  expect(JSON.stringify(deployed.server.ports)).not.toContain('7190');
  expect(Manifests.titles(deployed.chart).filter(title => title.startsWith('CronJob'))).toEqual([]);
});
