import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { CassandraDurability, Manifests, NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { factsOf } from '../../../src/plan/facts';

/** The settings of cassandra.yaml that are a single value. */
function settingsOf(deployed: Deployed): Record<string, string> {
  return Object.fromEntries([...deployed.file('.cassandra.yaml').matchAll(/^(\w+): (.+)$/gm)].map(([, name, value]) => [name, value]));
}

test('each member has a Service whose address stays the same, and which answers before the pod is Ready', () => {
  const { chart } = new Deployed();

  for (const ordinal of [0, 1, 2]) {
    expect(Manifests.one(chart, 'Service', `cassandra-${ordinal}`).spec).toEqual({
      publishNotReadyAddresses: true,
      ports: [{ name: 'cql', port: 9042 }, { name: 'storage', port: 7000 }],
      selector: {
        'app.kubernetes.io/name': 'cassandra',
        'app.kubernetes.io/instance': 'cassandra',
        'apps.kubernetes.io/pod-index': `${ordinal}`,
      },
    });
  }
});

test('accounts log in, and the system keyspaces have three copies from the first start on', () => {
  const text = new Deployed().file('.cassandra.yaml');

  expect(text).toContain('authenticator:\n  class_name: PasswordAuthenticator\n');
  expect(text).toContain('authorizer:\n  class_name: CassandraAuthorizer\n');
  expect(settingsOf(new Deployed())).toMatchObject({
    cluster_name: 'orders', default_keyspace_rf: '3', allocate_tokens_for_local_replication_factor: '3', num_tokens: '16',
  });
  expect(settingsOf(new Deployed({ replicas: 1, allowSingleMember: true }))).toMatchObject({ default_keyspace_rf: '1' });
});

test.each<[CassandraDurability | undefined, object]>([
  [undefined, { commitlog_sync: 'batch' }],
  [CassandraDurability.group(), { commitlog_sync: 'group', commitlog_sync_group_window: '15ms' }],
  [CassandraDurability.periodic(Duration.seconds(2)), { commitlog_sync: 'periodic', commitlog_sync_period: '2000ms' }],
])('the commit log is flushed as durability says, by default before a write is acknowledged', (durability, lines) => {
  expect(settingsOf(new Deployed(durability ? { durability } : {}))).toMatchObject(lines);
});

test('a disk error ends the server, so that the kubelet restarts it', () => {
  expect(settingsOf(new Deployed())).toMatchObject({ disk_failure_policy: 'die', commit_failure_policy: 'die' });
});

test('the configuration that all members share names neither seeds nor addresses, which the start script adds', () => {
  expect(new Deployed().file('.cassandra.yaml')).not.toMatch(/seed|broadcast/);
});

test('settings reach cassandra.yaml as numbers, booleans and words', () => {
  const settings = { concurrent_reads: '64', auto_snapshot: 'false', range_request_timeout: '7s', phi_convict_threshold: '9.5' };

  expect(settingsOf(new Deployed({ settings }))).toMatchObject(settings);
});

test('the settings that are changed most often have props', () => {
  const given = {
    readTimeout: Duration.seconds(7),
    writeTimeout: Duration.millis(1500),
    maxHintWindow: Duration.hours(6),
    compactionThroughput: Size.mebibytes(128),
    concurrentCompactors: 4,
  };

  expect(settingsOf(new Deployed(given))).toMatchObject({
    read_request_timeout: '7000ms',
    write_request_timeout: '1500ms',
    max_hint_window: '21600s',
    compaction_throughput: '131072KiB/s',
    concurrent_compactors: '4',
  });
  expect(new Deployed().file('.cassandra.yaml')).not.toMatch(/timeout|hint_window|compact/);
});

test('a dot in the name of a setting leads into a map, and commas separate the values of a list', () => {
  const text = new Deployed({
    settings: {
      'memtable.configurations.default.inherits': 'tree',
      'memtable.configurations.tree.class_name': 'TrieMemtable',
      'memtable.configurations.tree.parameters.shards': '4',
      'read_consistency_levels_warned': 'ALL, EACH_QUORUM',
      'audit_logging_options.included_categories': 'AUTH,DDL',
    },
  }).file('.cassandra.yaml');

  expect(text).toContain(`
audit_logging_options:
  included_categories: AUTH,DDL
memtable:
  configurations:
    default:
      inherits: tree
    tree:
      class_name: TrieMemtable
      parameters:
        shards: 4
read_consistency_levels_warned:
  - ALL
  - EACH_QUORUM
`);
});

test('the heap is half of the memory limit, and never follows from the memory of the node', () => {
  const limited = new Deployed({ resources: { cpu: { request: Cpu.millis(500) }, memory: { limit: Size.gibibytes(4) } } });

  expect(limited.variable('SERVER_JVMFLAGS')).toBe('-Xms2048m -Xmx2048m -XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError');
  expect(new Deployed().variable('SERVER_JVMFLAGS')).toContain('-Xmx1024m');
});

test('a garbage collector that the user selects replaces that of the image, since a JVM does not start with two', () => {
  expect(new Deployed({ jvmFlags: ['-XX:+UseZGC'] }).variable('SERVER_JVMFLAGS')).toMatch(/ -XX:-UseG1GC -XX:\+UseZGC$/);
  expect(new Deployed({ jvmFlags: ['-XX:+UseG1GC'] }).variable('SERVER_JVMFLAGS')).toMatch(/ -XX:-UseG1GC -XX:\+UseG1GC$/);
  expect(new Deployed({ jvmFlags: ['-XX:MaxGCPauseMillis=200'] }).variable('SERVER_JVMFLAGS')).not.toContain('G1GC');
});

test('a large volume has longer to receive its data', () => {
  const startOf = (storage: Size) => {
    const { periodSeconds, failureThreshold } = new Deployed({ storage }).server.startupProbe;
    return periodSeconds * failureThreshold;
  };

  expect(startOf(Size.gibibytes(1))).toBe(664);
  expect(startOf(Size.tebibytes(1))).toBeGreaterThan(18 * 3600);
});

test('a connection decides whether a member is Ready, and a command runs only at the start and twice a minute', () => {
  const { readinessProbe, livenessProbe, startupProbe } = new Deployed().server;

  expect(readinessProbe).toEqual({ tcpSocket: { port: 'cql' }, periodSeconds: 5 });
  expect(startupProbe.exec.command).toEqual(['bash', '/etc/cassandra/stateful/scripts/alive.sh', 'startup']);
  expect(livenessProbe).toMatchObject({ exec: { command: [...startupProbe.exec.command.slice(0, 2), 'liveness'] }, periodSeconds: 30 });
});

test('a member stops by itself on SIGTERM, so no hook delays it', () => {
  const { pod, server } = new Deployed();

  expect(server.lifecycle).toBeUndefined();
  expect(pod.terminationGracePeriodSeconds).toBe(120);
});

test('at most one member is unavailable, by a drain as by a rollout', () => {
  const deployed = new Deployed();

  expect(deployed.one('PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
  expect(deployed.one('StatefulSet').spec).toMatchObject({ podManagementPolicy: 'Parallel', minReadySeconds: 10 });
});

test('the end of the first boot rolls no pods', () => {
  const [on, off] = [true, false].map(firstBoot => new Deployed({ firstBoot }));

  expect(on.one('StatefulSet')).toEqual(off.one('StatefulSet'));
  expect(Object.values(on.one('ConfigMap', 'cassandra-reloaded-files').data)).toContain('true\n');
});

test('more or fewer members restart none of the others', () => {
  const [three, four] = [3, 4].map(replicas => new Deployed({ replicas }));

  expect(four.one('StatefulSet').spec.template).toEqual(three.one('StatefulSet').spec.template);
  expect(four.one('StatefulSet').spec.replicas).toBe(4);
  expect(Object.values(four.one('ConfigMap', 'cassandra-reloaded-files').data)).toContain('4\n');
  expect(four.one('Service', 'cassandra-3')).toBeDefined();
});

test('clients reach CQL alone in an isolated set, and the password is a file', () => {
  const { chart, pod, server } = new Deployed({ networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })) });
  const { ingress } = Manifests.one(chart, 'NetworkPolicy').spec;
  const rule = ingress.find(({ from }: any) => JSON.stringify(from).includes('"app":"shop"'));

  expect(rule.ports).toEqual([{ port: 9042, protocol: 'TCP' }]);
  expect(JSON.stringify(server.env)).not.toContain('cassandra-auth');
  expect(JSON.stringify(pod.volumes)).toContain('cassandra-auth');
});

test('a plan knows the system, the ring to which the volumes belong, and the datacenter', () => {
  expect(factsOf(new Deployed().one('StatefulSet'))).toMatchObject({ system: 'cassandra', cluster: 'orders', datacenter: 'datacenter1' });
});

test('applications in the namespace and elsewhere find the members by the client Service', () => {
  expect(new Deployed().ring.clientService).toBe('cassandra-client.shop');
});
