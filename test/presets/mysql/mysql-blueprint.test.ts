import { Duration, Size } from 'cdk8s';
import { Manifests, MySqlAdoption, MySqlProps } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

function statefulSet(props: Partial<MySqlProps> = {}): any {
  return Manifests.one(new Deployed(props), 'StatefulSet');
}

function podOf(props: Partial<MySqlProps> = {}): any {
  return statefulSet(props).spec.template.spec;
}

test('members start in parallel, so that those with data can be asked before an empty one does anything', () => {
  expect(statefulSet().spec.podManagementPolicy).toBe('Parallel');
});

test('no password is in an argument, a variable or a file of the manifest', () => {
  const { containers, initContainers } = podOf();

  for (const { command, args, env } of [...containers, ...initContainers]) {
    expect(JSON.stringify([command, args])).not.toMatch(/password/i);
    expect(env.filter((variable: any) => variable.valueFrom?.secretKeyRef)).toEqual([]);
    expect(JSON.stringify(env)).not.toMatch(/password/i);
  }
});

test('passwords are files, readable by the group alone', () => {
  const volume = podOf().volumes.find((v: any) => v.projected);

  expect(volume.projected.defaultMode).toBe(0o440);
  expect(volume.projected.sources.map(({ secret }: any) => [secret.name, secret.items[0].key, secret.items[0].path])).toEqual([
    ['mysql-auth', 'replication', 'replication'], ['mysql-auth', 'root', 'root'],
  ]);
});

test('probes need no password, and the liveness probe queries only the local server', () => {
  const [{ startupProbe, livenessProbe, readinessProbe }] = podOf().containers;

  for (const { exec } of [startupProbe, livenessProbe]) {
    expect(exec.command).toEqual(['mysqladmin', '--no-defaults', '--user=nobody', '--socket=/var/run/mysqld/mysqld.sock', 'ping']);
  }
  expect(readinessProbe.exec.command).toEqual(['bash', '/etc/mysql/stateful/scripts/ready.sh', '5', '10', '20']);
});

test('before a server receives SIGTERM it accepts no more writes, and commits in flight have their replica', () => {
  const statements = (props: Partial<MySqlProps>) => podOf(props).containers[0].lifecycle.preStop.exec.command.at(-1);

  expect(podOf().containers[0].lifecycle.preStop.exec.command.slice(0, 3)).toEqual(['timeout', '10', 'mysql']);
  expect(statements({})).toBe('--execute=SET GLOBAL super_read_only = ON; SET GLOBAL event_scheduler = OFF;');
  expect(statements({ settings: { 'event-scheduler': 'disabled' } })).toBe('--execute=SET GLOBAL super_read_only = ON;');
});

test('crash recovery has an hour', () => {
  const [{ startupProbe }] = podOf().containers;

  expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBeGreaterThanOrEqual(3600);
});

test.each([
  ['two minutes, and a second for each 32 MiB of buffer pool', {}, 120 + 4],
  ['more with a larger pool', { bufferPool: Size.gibibytes(16) }, 120 + 512],
  ['more with a larger limit, of which the pool is half', { resources: { memory: { limit: Size.gibibytes(32) } } }, 120 + 512],
  ['what was asked for', { terminationGracePeriod: Duration.minutes(10) }, 600],
])('the grace period is %s', (_, props: Partial<MySqlProps>, seconds) => {
  expect(podOf(props).terminationGracePeriodSeconds).toBe(seconds);
});

test('neither the end of the first boot nor another number of members rolls a pod', () => {
  const before = statefulSet({ firstBoot: true, replicas: 3 });
  const after = statefulSet({ firstBoot: false, replicas: 5 });

  expect(after.spec.template).toEqual(before.spec.template);
});

test('members see the end of the first boot and their number without a restart', () => {
  const deployed = new Deployed({ firstBoot: true, replicas: 5 });

  expect([deployed.file('live/first-boot'), deployed.file('live/members')]).toEqual(['true\n', '5\n']);
});

test('an adoption is declared by a file with the account of the application, and its end rolls no pod', () => {
  const application = { database: 'shop', user: 'o\'neil' };
  const declared = { adopt: MySqlAdoption.bitnami() };

  expect(statefulSet(declared).spec.template).toEqual(statefulSet().spec.template);
  expect(new Deployed({ ...declared, application }).file('live/adoption')).toBe('true\no\'neil\n');
  expect(new Deployed().file('live/adoption')).toBe('false\n\n');
});

test.each<[string, Partial<MySqlProps>]>([
  ['a setting', { settings: { sort_buffer_size: '1M' } }],
  ['a setting of replicas', { replicaSettings: { sort_buffer_size: '1M' } }],
  ['the primary', { primaryOrdinal: 1 }],
  ['the image', { image: 'mysql:9.7.4' }],
])('another value for %s rolls the pods', (_, change) => {
  expect(statefulSet(change).spec.template).not.toEqual(statefulSet().spec.template);
});

test('each member has a stable identity from its ordinal and its name', () => {
  const [{ args, env }] = podOf().containers;

  expect(args).toEqual(expect.arrayContaining(['--server-id=1$(POD_INDEX)', '--report-host=$(POD_NAME).$(NAME)']));
  expect(env.find(({ name }: any) => name === 'POD_INDEX').valueFrom.fieldRef.fieldPath).toContain('apps.kubernetes.io/pod-index');
});

test('the bound of the lag reaches the probe', () => {
  const variable = ({ containers: [{ env }] }: any) => env.find(({ name }: any) => name === 'MAX_LAG_SECONDS');

  expect(variable(podOf({ maxLag: Duration.minutes(1) }))).toEqual({ name: 'MAX_LAG_SECONDS', value: '60' });
  expect(variable(podOf())).toBeUndefined();
});

test('init scripts are files beside the preset\'s own', () => {
  expect(new Deployed({ initScripts: { '10.sql': 'SELECT 1;' } }).file('init/10.sql')).toBe('SELECT 1;');
});

test('the series that an upgrade may not skip are known to the scripts', () => {
  expect(new Deployed().file('lts-series')).toBe('8.0\n8.4\n9.7\n');
});

test('bootstrap runs with the image, the user and the limits of the server, before it', () => {
  const limit = Size.gibibytes(2);
  const { initContainers: [bootstrap], containers: [server] } = podOf({ resources: { memory: { limit } } });

  expect(bootstrap.name).toBe('bootstrap');
  expect(bootstrap.image).toBe(server.image);
  expect(bootstrap.resources).toEqual(server.resources);
  expect(bootstrap.securityContext).toEqual(server.securityContext);
});
