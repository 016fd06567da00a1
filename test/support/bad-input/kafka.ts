import { Chart, Duration, Size } from 'cdk8s';
import { Cpu, Deployment, Secret, ServiceType } from 'cdk8s-plus-28';
import {
  Controllers, DisruptionBudget, Kafka, KafkaAdoption, KafkaPermission, KafkaSasl, NetworkAccess, NetworkPeer, Port, UpdateStrategy,
} from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

/** Three brokers, with what is given added. */
function kafka(chart: Chart, props: LooseProps = {}): Kafka {
  return new Kafka(chart, 'Kafka', { replicas: 3, storage: Size.gibibytes(100), clusterId: 'Tm90IGEgcmFuZG9tIGlkLg', ...props } as any);
}

function refused(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for Kafka: ${title}`,
    bad: (_, chart) => kafka(chart, bad),
    error: `${error} at test/Kafka]`,
    good: (_, chart) => kafka(chart, good),
  };
}

/** What certificates make possible. */
function secured(chart: Chart, props: LooseProps = {}): Kafka {
  return kafka(chart, { tls: { certificate: Secret.fromSecretName(chart, 'Tls', 'kafka-tls') }, ...props });
}

function refusedSecured(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for Kafka: ${title}`,
    bad: (_, chart) => secured(chart, bad),
    error: `${error} at test/Kafka]`,
    good: (_, chart) => secured(chart, good),
  };
}

function refusedTopic(title: string, bad: [string, LooseProps], error: string, good: [string, LooseProps]): BadInput {
  return {
    title: `for Kafka: ${title}`,
    bad: (_, chart) => kafka(chart).addTopic(...bad),
    error: `${error} at test/Kafka]`,
    good: (_, chart) => kafka(chart).addTopic(...good),
  };
}

function refusedUser(title: string, bad: [string, LooseProps, LooseProps?], error: string, good: [string, LooseProps]): BadInput {
  const scram = { sasl: KafkaSasl.scram(), authorization: { superUsers: ['User:CN=kafka'] } };
  const add = (chart: Chart, [name, options, props]: [string, LooseProps, LooseProps?]) =>
    secured(chart, props ?? scram).addUser(name, (typeof options === 'string' ? options : {
      password: { secret: Secret.fromSecretName(chart, 'Shop', 'shop'), key: 'password' },
      ...options,
    }) as any);
  return {
    title: `for Kafka: ${title}`,
    bad: (_, chart) => add(chart, bad),
    error: `${error} at test/Kafka]`,
    good: (_, chart) => add(chart, good),
  };
}

const clusterProps = { replicas: 3, storage: Size.gibibytes(100), clusterId: 'Tm90IGEgcmFuZG9tIGlkLg' };

function kafkaNamed(chart: Chart, name: string, props: LooseProps = {}): Kafka {
  return new Kafka(chart, name, { ...clusterProps, name, ...props });
}

function addUsers(chart: Chart, ...keys: [string, string]): void {
  const cluster = secured(chart, { sasl: KafkaSasl.scram() });
  const secret = Secret.fromSecretName(chart, 'Users', 'users');
  for (const [i, name] of ['shop', 'audit'].entries()) { cluster.addUser(name, { password: { secret, key: keys[i] } }); }
}

function mountTwice(chart: Chart, ...directories: string[]): void {
  const cluster = kafka(chart);
  directories.forEach((
    directory, i,
  ) => cluster.mountClientProperties(new Deployment(chart, `Shop${i}`, { containers: [{ image: 'shop:1.0' }] }), directory));
}

function memory(limit: Size): LooseProps {
  return { cpu: { request: Cpu.millis(100) }, memory: { limit } };
}

const hosts = ['a.example.com', 'b.example.com', 'c.example.com'];

function manyTopics(chart: Chart, count: number): void {
  const cluster = kafka(chart);
  for (let i = 0; i < count; i += 1) { cluster.addTopic(`topic-${i}-${'x'.repeat(200)}`); }
}

export const kafkaCases: BadInput[] = [
  {
    title: 'for Kafka: more topics than kubectl apply can write',
    bad: (_, chart) => manyTopics(chart, 1300),
    error: 'topics and users must fit into a ConfigMap of 262144 bytes as JSON, because kubectl apply stores the whole object in an '
      + 'annotation, got "287490 bytes"; remove topics that applications can create themselves, and use the defaults of the cluster for '
      + 'settings [TopicsTooLarge at test/Kafka]',
    reportedBy: 'test/Kafka/Job-topics/Files',
    good: (_, chart) => manyTopics(chart, 1000),
  },
  refused('a Job that is ended before it starts', { topicsJob: { deadline: Duration.seconds(0) } },
    'topicsJob.deadline must be whole seconds from 1 to 2147483647, got "0s"; use Duration.hours(12) [JobDeadlineInvalid',
    { topicsJob: { deadline: Duration.hours(1) } }),
  refused('no broker at all', { replicas: 0, replicationFactor: 1 },
    'replicas must be a whole number of brokers from 1 to 1000, got 0; use 3, and kubectl scale to stop the members temporarily '
      + '[MembersInvalid',
    { replicas: 1 }),
  refused('an even number of controllers', { controllers: Controllers.dedicated({ replicas: 2 }) },
    'controllers must be 1, 3 or 5, because an even number tolerates no more failures than one fewer, got 2; use 3, of which one can be '
      + 'unavailable [ControllersInvalid', { controllers: Controllers.dedicated({ replicas: 3 }) }),
  refused('more controllers than brokers that play them', { controllers: Controllers.combined(5) },
    'controllers must be at most 3, because combined controllers run on the brokers, got 5; use fewer controllers, more replicas, or '
      + 'Controllers.dedicated() [ControllersMissing',
    { controllers: Controllers.combined(5), replicas: 5 }),
  refused('null, however deep', { monitoring: { image: 'jmx:1.0', podMonitor: null } },
    'monitoring.podMonitor must have a value, got null; omit it, or set a value [ValueMissing', { monitoring: undefined }),
  refused('volumes without a size', { storage: Size.gibibytes(0) },
    'storage must be a Size from 256 MiB to 1 PiB, because each node keeps up to 100 MiB of metadata before it deletes any, got "0Gi"; '
      + 'use Size.gibibytes(100) [StorageInvalid', { storage: Size.gibibytes(1) }),
  refused('an image of another maker, whose paths differ', { image: 'confluentinc/cp-kafka:8.0.0' },
    'image must be the official image of Kafka or a compatible one, and not confluentinc, because the scripts of the preset need its '
      + 'paths, tools and users, got "confluentinc/cp-kafka:8.0.0"; use apache/kafka:4.3.1 or a mirror of it, or add allowOtherImage: true '
      + 'if the image has all of them [ImageOfOtherMaker', { image: 'confluentinc/cp-kafka:8.0.0', allowOtherImage: true }),
  refused('an image without auto-join', { image: 'apache/kafka:4.1.0' },
    'image must be Kafka 4.2 or later, because a controller with an empty volume does not regain its vote in earlier versions, got '
      + '"apache/kafka:4.1.0"; use apache/kafka:4.3.1 [ImageTooOld', { image: 'apache/kafka:4.2.1' }),
  refused('a cluster without an id', { clusterId: undefined },
    'clusterId must be an ID of 22 characters that is unique to the cluster and never changes, got undefined; use '
      + '\'54LzkyU0oGuGk23JXDVgCw\', or the output of kafka-storage.sh random-uuid '
      + '[ClusterIdInvalid', { clusterId: '54LzkyU0oGuGk23JXDVgCw' }),
  {
    title: 'for Kafka: the ID of another cluster',
    bad: (_, chart) => [kafka(chart), new Kafka(new Chart(chart.node.root, 'staging'), 'Kafka', clusterProps)],
    error: 'clusterId must differ from that of test/Kafka, because a node recognizes the volumes and the nodes of its cluster by it, got '
      + '"Tm90IGEgcmFuZG9tIGlkLg"; use \'5890KuJDSMbnf5nlcftMrA\', or add allowSharedClusterId: true if both clusters have been deployed '
      + 'with one ID [ClusterIdShared at staging/Kafka]',
    good: (_, chart) => [kafka(chart), kafkaNamed(chart, 'events', { clusterId: 'Tm90IGEgcmFuZG9tIGlkLw' })],
  },
  {
    title: 'for Kafka: the ID of another cluster, in one namespace',
    bad: (_, chart) => [kafka(chart), kafkaNamed(chart, 'events')],
    error: 'clusterId must differ from that of test/Kafka, because a node recognizes the volumes and the nodes of its cluster by it, got '
      + '"Tm90IGEgcmFuZG9tIGlkLg"; use \'lVAgYmlju11dyvdbIRkg6Q\', or add allowSharedClusterId: true if both clusters have been deployed '
      + 'with one ID [ClusterIdShared at test/events]',
    good: (_, chart) => [kafka(chart), kafkaNamed(chart, 'events', { allowSharedClusterId: true })],
  },
  {
    title: 'for Kafka: two users with one password',
    bad: (_, chart) => addUsers(chart, 'password', 'password'),
    error: 'the password of user audit must differ from the password of user shop, because a client with the password of one account could '
      + 'log in as the other, got "key password of the Secret users for both"; use another key or another Secret [PasswordShared at '
      + 'test/Kafka]',
    good: (_, chart) => addUsers(chart, 'shop', 'audit'),
  },
  refused('more copies than brokers', { replicationFactor: 4 },
    'replicationFactor must be a whole number from 1 to 3 (the number of brokers), because each copy is on a different broker, got 4; omit '
      + 'it for the default (3), or use more replicas [ReplicationFactorTooHigh',
    { replicationFactor: 3 }),
  refused('copies of which none may be away', { minInSyncReplicas: 3 },
    'minInSyncReplicas must be a whole number from 1 to 2, because only 2 of 3 copies are in sync while a broker restarts, so every '
      + 'rolling update would block writers, got 3; omit it for the default (2), or use a higher replicationFactor '
      + '[MinInSyncReplicasTooHigh', { minInSyncReplicas: 2 }),
  refused('a drain that takes more copies than writers can do without', { disruptionBudget: DisruptionBudget.minAvailable(1) },
    'disruptionBudget must keep available the 2 of 3 copies that writers wait for and a majority of the 3 controllers, got "2 '
      + 'unavailable"; omit it, or allow at most 1 to be unavailable [BudgetLeavesTooFew',
    { disruptionBudget: DisruptionBudget.minAvailable(2) }),
  refused('a drain that takes most controllers', {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(2),
  },
  'disruptionBudget must keep available the 3 of 5 copies that writers wait for and a majority of the 3 controllers, got "2 unavailable"; '
    + 'omit it, or allow at most 1 to be unavailable [BudgetLeavesTooFew',
  {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(2),
    controllers: Controllers.combined(5),
  }),
  refused('a drain beside dedicated controllers', {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(3),
    controllers: Controllers.dedicated(),
  },
  'disruptionBudget must keep available the 3 of 5 copies that writers wait for, got "3 unavailable"; omit it, or allow at most 2 to be '
    + 'unavailable [BudgetLeavesTooFew',
  {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(2),
    controllers: Controllers.dedicated(),
  }),
  refused('an update of two brokers at once', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    'updateStrategy.maxUnavailable must keep available the 2 of 3 copies that writers wait for and a majority of the 3 controllers, got 2; '
      + 'omit it for the default (1) [RolloutLeavesTooFew',
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused(
    'no partitions', { partitions: 0 }, 'partitions must be a whole number from 1 to 10000, got 0; omit it for the default (1) '
      + '[PartitionsInvalid', { partitions: 1 },
  ),
  refused('a retention of no time', { retention: Duration.seconds(0) },
    'retention must be whole seconds, 1 or more, got "0s"; omit it for the default (7 days) '
      + '[RetentionInvalid', { retention: Duration.seconds(1) }),
  refused('a grace period in which no broker can leave in order', { terminationGracePeriod: Duration.seconds(329) },
    'terminationGracePeriod must be 330 s or more, because a broker moves its partition leaders for up to 300 s, and a broker that is '
      + 'killed earlier must recover its logs at the next start, got "329s"; omit it for the default (330 s) '
      + '[GracePeriodTooShort', { terminationGracePeriod: Duration.seconds(330) }),
  refused('a heap that leaves nothing for the page cache', { heapPercent: 51, resources: memory(Size.gibibytes(4)) },
    'heapPercent must be 50 or less, because the broker reads records from the page cache, which uses the rest of the memory limit, got '
      + '51; omit it for the default (50) [HeapCrowdsPageCache',
    { heapPercent: 50, resources: memory(Size.gibibytes(4)) }),
  refused('a certificate in the manifest', { tls: { certificate: '-----BEGIN CERTIFICATE-----' } },
    'tls.certificate must be a Secret, got "a literal value"; use Secret.fromSecretName(this, \'Auth\', \'auth\') [ValueTypeInvalid', {}),
  refusedSecured('a way to ask for certificates that there is not', { tls: { certificate: { name: 'kafka-tls' }, clientAuth: 'yes' } },
    'tls.clientAuth must be none, requested or required, got "yes"; omit it for the default (none) [ClientAuthInvalid', {
      tls: {
        certificate: { name: 'kafka-tls' },
        clientAuth: 'required',
      },
    }),
  refused('passwords for clients, while everybody can pass for a broker', { sasl: KafkaSasl.scram() },
    'sasl requires tls, because without it the nodes cannot authenticate each other, and any client could act as a node, got undefined; '
      + 'add tls: { certificate } [TlsMissing', {}),
  refusedSecured('permissions of clients that have no name', { authorization: { superUsers: ['User:CN=kafka'] } },
    'authorization requires sasl or tls.clientAuth, because otherwise every client is User:ANONYMOUS, which has no permissions, got '
      + 'undefined; add sasl: KafkaSasl.scram() or clientAuth: \'required\' [ClientsAnonymous',
    { authorization: { superUsers: ['User:CN=kafka', 'User:ANONYMOUS'] } }),
  refusedSecured('nobody who may do everything', { sasl: KafkaSasl.scram(), authorization: { superUsers: ['kafka'] } },
    'authorization.superUsers must be principals and include the principal of the nodes, got ["kafka"]; use [\'User:CN=kafka\'] if the '
      + 'certificate of the nodes has the subject CN=kafka [SuperUsersInvalid',
    { sasl: KafkaSasl.scram(), authorization: { superUsers: ['User:CN=kafka'] } }),
  refused('clients outside that connect in plain text', { external: { addresses: hosts.map(host => ({ host })) } },
    'external requires tls, because otherwise clients outside the cluster connect in plain text and without a login, got undefined; add '
      + 'tls: { certificate }, and sasl for logins, or add external.allowPlaintext: true in a network that you trust [ExternalPlaintext',
    { external: { addresses: hosts.map(host => ({ host })), allowPlaintext: true } }),
  refusedSecured('a Service that leads nowhere', { external: { type: ServiceType.CLUSTER_IP, addresses: hosts.map(host => ({ host })) } },
    'external.type must be LoadBalancer or NodePort, got "ClusterIP"; omit it for the default (LoadBalancer) [ExternalTypeInvalid',
    { external: { addresses: hosts.map(host => ({ host })) } }),
  refusedSecured('brokers that clients outside cannot find', { external: { addresses: [{ host: 'a.example.com' }] } },
    'external.addresses must have an address for each of the 3 brokers, because a client must connect to the broker that leads a '
      + 'partition, got 1; add the missing addresses, including those of brokers that you plan to add [AddressesMissing',
    { external: { addresses: hosts.map(host => ({ host })) } }),
  refusedSecured('an address that is none', { external: { addresses: ['a b', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got "a b"; '
      + 'use kafka-0.example.com [AddressHostInvalid',
    { external: { addresses: ['a', 'b', 'c'].map(host => ({ host })) } }),
  refusedSecured('a node port that no node has', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 29999 + i })),
    },
  },
  'external.addresses[0].port must be a node port from 30000 to 32767, got 29999; use 31090 [AddressPortInvalid',
  { external: { type: ServiceType.NODE_PORT, addresses: hosts.map((host, i) => ({ host, port: 30000 + i })) } }),
  refusedSecured('one external address for two brokers',
    { external: { addresses: ['a.example.com', 'b.example.com', 'A.example.com'].map(host => ({ host })) } },
    'external.addresses[2] must have a different host or port than external.addresses[0], because a client that asks for one broker would '
      + 'reach the other, got "a.example.com:9094"; use a different host or port for each broker [AddressTaken',
    { external: { addresses: [9094, 9095, 9096].map(port => ({ host: 'a.example.com', port })) } }),
  refusedSecured('one node port for two brokers', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 31090 + i % 2 })),
    },
  },
  'external.addresses[2] must have a different node port than external.addresses[0], because a client that asks for one broker would reach '
    + 'the other, got "port 31090"; use a different port for each broker [AddressTaken', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 31090 + i })),
    },
  }),
  refusedSecured('a host with a port in it', { external: { addresses: ['kafka.example.com:9094', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got '
      + '"kafka.example.com:9094"; use kafka.example.com, and port: 9094 [AddressHostInvalid',
    { external: { addresses: [{ host: 'kafka.example.com', port: 9094 }, { host: 'b' }, { host: 'c' }] } }),
  refusedSecured('a host with a scheme', { external: { addresses: ['https://kafka.example.com', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got '
      + '"https://kafka.example.com"; use kafka.example.com [AddressHostInvalid',
    { external: { addresses: [{ host: 'kafka.example.com' }, { host: 'b' }, { host: 'c' }] } }),
  refusedSecured('a host that ends in a dot', { external: { addresses: ['kafka.example.com.', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got '
      + '"kafka.example.com."; use kafka.example.com [AddressHostInvalid',
    { external: { addresses: [{ host: 'KAFKA.example.com' }, { host: 'b' }, { host: 'c' }] } }),
  refusedSecured('an IPv6 address in brackets', { external: { addresses: ['[2001:db8::1]:9095', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got '
      + '"[2001:db8::1]:9095"; use 2001:db8::1, and port: 9095 [AddressHostInvalid',
    { external: { addresses: [{ host: '2001:db8::1', port: 9095 }, { host: 'b' }, { host: 'c' }] } }),
  refusedSecured('an IPv4 address that is none', { external: { addresses: ['192.168.1.300', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an IP address, without scheme, port, brackets and a dot at the end, got '
      + '"192.168.1.300"; use kafka-0.example.com [AddressHostInvalid',
    { external: { addresses: [{ host: '192.168.1.30' }, { host: 'b' }, { host: 'c' }] } }),
  {
    title: 'for Kafka: access for clients outside that the network policy blocks',
    bad: (_, chart) => secured(chart, {
      networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('shop')),
      external: { addresses: hosts.map(host => ({ host })) },
    }),
    error: 'networkAccess must admit clients by their addresses with external, because the network policy would block every client outside '
      + 'the cluster, got [{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"shop"}}}]; add '
      + 'NetworkPeer.cidr(\'203.0.113.0/24\') with the range of your clients to NetworkAccess.isolated, or call allowFrom [ExternalBlocked '
      + 'at test/Kafka]',
    reportedBy: 'test/Kafka',
    good: (_, chart) => secured(chart, {
      networkAccess: NetworkAccess.isolated(),
      external: { addresses: hosts.map(host => ({ host })) },
    }).allowFrom(NetworkPeer.cidr('203.0.113.0/24'), Port.tcp(9094)),
  },
  refused('a slip beside a plugin', { settings: { 'metric.reporters': 'com.example.Reporter', 'num.io.thread': '16' } },
    'settings must contain only settings of Kafka 4.3, because Kafka silently ignores unknown settings, got "num.io.thread"; use '
      + 'num.io.threads [SettingUnknown',
    { settings: { 'metric.reporters': 'com.example.Reporter', 'com.example.interval.ms': '1000' } }),
  refused('settings of a plugin that is not named', { settings: { 'prometheus.metrics.reporter.listener.enable': 'true' } },
    'settings must contain only settings of Kafka 4.3, because Kafka silently ignores unknown settings, got '
      + '"prometheus.metrics.reporter.listener.enable"; look it up in the configuration reference of Kafka [SettingUnknown',
    {
      settings: {
        'allow.everyone.if.no.acl.found': 'true',
        'rsm.config.chunk.size': '4194304',
        'rlmm.config.remote.log.metadata.topic.replication.factor': '1',
        'metrics.jmx.exclude': 'x',
      },
    }),
  refusedTopic('an unclean election for a topic', ['orders', { config: { 'unclean.leader.election.enable': 'true' } }],
    'config of topic orders must not contain a setting that the preset controls, got "unclean.leader.election.enable"; remove it, because '
      + 'an unclean election drops acknowledged records, and use kafka-leader-election.sh for a single partition as a last resort '
      + '[SettingOwned', ['orders', { config: { 'retention.ms': '1000' } }]),
  refused('a configuration of the log by flag', { jvmFlags: ['-Dlog4j2.configurationFile=/etc/log4j2.yaml'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dlog4j2.configurationFile=/etc/log4j2.yaml"; use logging '
      + '[JvmFlagOfPreset', { jvmFlags: ['-Dlog4j2.formatMsgNoLookups=true'] }),
  refused('a level in place of what is logged', { logging: 'DEBUG' },
    'logging must be an object with props of KafkaLogging, got "DEBUG"; use { level: '
      + '\'text\' } [ValueTypeInvalid', { logging: { level: undefined } }),
  refused('a level that there is not', { logging: { level: 'debug' } },
    'logging.level must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, got "debug"; use WARN for fewer messages or DEBUG for more '
      + '[LogLevelInvalid', { logging: { level: 'DEBUG' } }),
  refused('a level of a logger that there is not', { logging: { loggers: { kafka: 'LOUD' } } },
    'logging.loggers.kafka must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, got "LOUD"; use WARN for fewer messages or DEBUG for more '
      + '[LogLevelInvalid', { logging: { loggers: { kafka: 'WARN' } } }),
  refused('a logger by a name that none has', { logging: { loggers: { 'kafka: x': 'WARN' } } },
    'logging.loggers must have the names of classes or packages as keys, got "kafka: x"; use kafka.authorizer.logger or org.apache.kafka '
      + '[LoggerInvalid',
    { logging: { loggers: { 'kafka.server': 'WARN' } } }),
  refused(
    'a layout that there is not', { logging: { layout: 'xml' } }, 'logging.layout must be text or json, got "xml"; omit it for the default '
      + '(text) [LogLayoutInvalid', { logging: { layout: 'json' } },
  ),
  refused('settings in a list', { settings: ['num.io.threads=16'] },
    'settings must be an object that maps names to strings, got ["num.io.threads=16"]; use { name: \'text\' } '
      + '[ValueTypeInvalid', { settings: { 'num.io.threads': '16' } }),
  refused('a setting of two lines', { settings: { 'num.io.threads': '16\n' } },
    'settings.num.io.threads must be a single-line string, got "16\\n"; use one entry for each setting '
      + '[SettingValueInvalid', { settings: { 'num.io.threads': '16' } }),
  refused('a slip in a setting', { settings: { 'num.io.thread': '16' } },
    'settings must contain only settings of Kafka 4.3, because Kafka silently ignores unknown settings, got "num.io.thread"; use '
      + 'num.io.threads [SettingUnknown', { settings: { 'num.io.threads': '16' } }),
  refused('an unclean election', { settings: { 'unclean.leader.election.enable': 'true' } },
    'settings must not contain a setting that the preset controls, got "unclean.leader.election.enable"; remove it, because an unclean '
      + 'election drops acknowledged records, and use kafka-leader-election.sh for a single partition as a last resort '
      + '[SettingOwned', { settings: { 'replica.lag.time.max.ms': '20000' } }),
  refusedTopic('a topic by a name of Kafka\'s own', ['__orders', {}],
    'the name of a topic must be 1 to 249 letters, digits, dots, dashes and underscores, without two underscores at the start, because '
      + 'Kafka reserves them for internal topics, got "__orders"; use a name such as orders [TopicNameInvalid',
    ['_orders', {}]),
  refusedTopic('a topic of no partition', ['orders', { partitions: 0 }],
    'partitions of topic orders must be a whole number from 1 to 10000, got 0; use 6, or enough for all planned consumers '
      + '[TopicPartitionsInvalid', ['orders', { partitions: 1 }]),
  refusedTopic('a topic with more copies than brokers', ['orders', { replicationFactor: 4 }],
    'replicationFactor of topic orders must be a whole number from 1 to 3 (the number of brokers), got 4; omit it for the default of the '
      + 'cluster [TopicCopiesInvalid', ['orders', { replicationFactor: 3 }]),
  refusedTopic('a topic of which no copy may be away', ['orders', { replicationFactor: 2 }],
    'min.insync.replicas of topic orders must be less than its 2 copies, because otherwise the restart of one broker blocks writers, got '
      + '2; use 1, or a higher replicationFactor [TopicStopsInUpdate',
    ['orders', { replicationFactor: 2, config: { 'min.insync.replicas': '1' } }]),
  {
    title: 'for Kafka: a topic twice',
    bad: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('orders');
      cluster.addTopic('orders');
    },
    error: 'the topics of a cluster must have different names, got "orders"; combine both declarations in one addTopic [TopicTaken at '
      + 'test/Kafka]',
    good: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('orders');
      cluster.addTopic('parcels');
    },
  },
  {
    title: 'for Kafka: topics that differ only in dot and underscore',
    bad: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('shop.orders');
      cluster.addTopic('shop_orders');
    },
    error: 'the topics of a cluster must differ in more than dots and underscores, because Kafka\'s metrics have one name for both and '
      + 'Kafka rejects the second, got "shop.orders and shop_orders"; use dashes, or either dots or underscores in all names '
      + '[TopicsCollide at test/Kafka]',
    good: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('shop.orders');
      cluster.addTopic('shop-orders');
    },
  },
  {
    title: 'for Kafka: clients that look for the certificate elsewhere',
    bad: (_, chart) => mountTwice(chart, '/etc/a', '/etc/b'),
    error: 'directory must be the same for all clients, because the file contains the path of the certificate, got "/etc/b"; use /etc/a '
      + '[ClientDirectoryDiffers at test/Kafka]',
    good: (_, chart) => mountTwice(chart, '/etc/a', '/etc/a'),
  },
  refused('an agent that is nowhere', { monitoring: { image: 'jmx:1', jar: 'agent.jar' } },
    'monitoring.jar must be an absolute path in monitoring.image, got "agent.jar"; omit it for the default (/jmx_prometheus_javaagent.jar) '
      + '[AgentPathInvalid', { monitoring: { image: 'jmx:1', jar: '/agent.jar' } }),
  {
    title: 'for Kafka: a user twice',
    bad: (_, chart) => {
      const cluster = secured(chart, { sasl: KafkaSasl.scram() });
      const password = { secret: Secret.fromSecretName(chart, 'Shop', 'shop'), key: 'password' };
      cluster.addUser('shop', { password });
      cluster.addUser('shop', { password });
    },
    error: 'the users of a cluster must have different names, got "shop"; combine both declarations in one addUser [UserTaken at '
      + 'test/Kafka]',
    good: (_, chart) => secured(chart, { sasl: KafkaSasl.scram() }).addUser('shop', {
      password: {
        secret: Secret.fromSecretName(chart, 'Shop', 'shop'),
        key: 'password',
      },
    }),
  },
  refusedUser('a user by a name that no file has', ['a/b', {}],
    'the name of a user must be 1 to 100 letters, digits, dots, dashes, underscores and @, got "a/b"; '
      + 'use a name such as shop [KafkaUserInvalid', ['a-b', {}]),
  refusedUser('a password in the manifest', ['shop', { password: 'secret' }],
    'options.password of addUser must be an object with props of SecretValue, got "a literal value"; use { secret: '
      + 'Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } [ValueTypeInvalid', ['shop', {}]),
  refusedUser('a user who cannot log in', ['shop', {}, {}],
    'user shop requires SCRAM authentication, because it logs in with a password, got undefined; add sasl: KafkaSasl.scram() '
      + '[ScramMissing', ['shop', {}]),
  refusedUser('permissions that nobody asks for', [
    'shop', { permissions: [KafkaPermission.produce('orders')] }, { sasl: KafkaSasl.scram() },
  ],
  'permissions of user shop require authorization, because otherwise the brokers ignore them, got undefined; add authorization: { '
    + 'superUsers: [\'User:CN=kafka\'] } [AuthorizationMissing',
  ['shop', { permissions: [KafkaPermission.produce('orders')] }]),
  refusedUser('a permission for two topics at once', ['shop', { permissions: [KafkaPermission.produce('orders parcels')] }],
    'permissions of user shop must have a topic and, to consume, a group without spaces, each either in full or as a prefix followed by a '
      + 'star, got "orders parcels"; use KafkaPermission.consume(\'orders\', \'shop\') [PermissionInvalid', [
      'shop', { permissions: [KafkaPermission.produce('o*'), KafkaPermission.consume('orders', 'shop')] },
    ]),
  refusedUser('a permission for no group', ['shop', { permissions: [KafkaPermission.consume('orders', '')] }],
    'permissions of user shop must have a topic and, to consume, a group without spaces, each either in full or as a prefix followed by a '
      + 'star, got "orders"; use KafkaPermission.consume(\'orders\', \'shop\') [PermissionInvalid',
    ['shop', { permissions: [KafkaPermission.consume('orders', '*')] }]),
  refusedUser('a transactional id with a space', ['shop', { permissions: [KafkaPermission.transact('shop 1')] }],
    'permissions of user shop must have a transactional ID without spaces, either in full or as a prefix followed by a star, got "shop 1"; '
      + 'use KafkaPermission.transact(\'shop-*\') [TransactionalIdInvalid',
    ['shop', { permissions: [KafkaPermission.transact('shop-1')] }]),
  refusedUser('a permission for groups by their end', ['shop', { permissions: [KafkaPermission.consume('orders', '*-shop')] }],
    'permissions of user shop must have a topic and, to consume, a group without spaces, each either in full or as a prefix followed by a '
      + 'star, got "orders *-shop"; use KafkaPermission.consume(\'orders\', \'shop\') [PermissionInvalid', [
      'shop', { permissions: [KafkaPermission.consume('orders', 'shop-*')] },
    ]),
  refused('old data and new data at once', { adopt: KafkaAdoption.bitnami(), firstBoot: true },
    'firstBoot must be off with adopt, because a first boot creates new data, and an adoption uses the data of an old volume, got true; '
      + 'remove firstBoot, or remove adopt if the volumes are empty [AdoptionWithFirstBoot', { adopt: KafkaAdoption.bitnami() }),
  refused('a node id that is no number', { firstNodeId: -1 },
    'firstNodeId must be a whole number from 0 to 1000000, got -1; use the id of the former first node, or omit it [NodeIdInvalid',
    { firstNodeId: 100 }),
  refused('an id of a controller that is no number', { controllers: Controllers.dedicated({ firstNodeId: 0.5 }) },
    'controllers.firstNodeId must be a whole number from 0 to 1000000, got 0.5; use the id of the former first node, or omit it '
      + '[NodeIdInvalid', { controllers: Controllers.dedicated({ firstNodeId: 3 }) }),
  refused('a broker with the id of a controller', { firstNodeId: 2, controllers: Controllers.dedicated({ firstNodeId: 0 }) },
    'firstNodeId must leave no id for a broker that a controller has, got "brokers 2 to 4, controllers 0 to 2"; omit both firstNodeId for '
      + 'the defaults (0 and 9000); for a chart of Bitnami, use 100 for brokers and 0 for controllers [NodeIdsMeet',
    { firstNodeId: 3, controllers: Controllers.dedicated({ firstNodeId: 0 }) }),
  refused('an adopted id that begins with a dash', { adopt: KafkaAdoption.bitnami(), clusterId: '-afka_cluster_id_test1' },
    'clusterId must be a UUID in base64, which ends in A, Q, g or w and begins with no dash, got "-afka_cluster_id_test1"; use '
      + '\'54LzkyU0oGuGk23JXDVgCw\', or the output of kafka-storage.sh random-uuid [ClusterIdInvalid',
    { adopt: KafkaAdoption.bitnami(), clusterId: 'kafka_cluster_id_test1' }),
  refused('an id whose last letter no UUID has', { clusterId: 'c3RhZ2luZyBvZiBhIHNob3' },
    'clusterId must be a UUID in base64, which ends in A, Q, g or w and begins with no dash, got "c3RhZ2luZyBvZiBhIHNob3"; use '
      + '\'54LzkyU0oGuGk23JXDVgCw\', or the output of kafka-storage.sh random-uuid [ClusterIdInvalid',
    { clusterId: 'c3RhZ2luZyBvZiBhIHNobw' }),
  refused('a fraction of a broker', { replicas: 2.5 },
    'replicas must be a whole number of brokers from 1 to 1000, got 2.5; use 3 [MembersInvalid', { replicas: 2 }),
  refused('a name that is none, once for both sets', { name: 'My_Kafka', controllers: Controllers.dedicated() },
    'name must be a DNS label that begins with a letter (lower-case letters, digits and dashes, no dash at either end), got "My_Kafka"; '
      + 'use my-kafka [NameInvalid', { name: 'my-kafka', controllers: Controllers.dedicated() }),
  refused('monitoring without the agent', { monitoring: {} },
    'monitoring.image must be an image with a version that has cp and the JMX exporter of Prometheus, jmx_prometheus_javaagent.jar, got '
      + 'undefined; build one, such as registry.example.com/jmx-exporter:1.0.1 [AgentImageInvalid',
    { monitoring: { image: 'registry.example.com/jmx-exporter:1.0.1' } }),
  refused('volumes in the wrong unit', { storage: Size.mebibytes(100), controllers: Controllers.dedicated({ storage: Size.kibibytes(5) }) },
    'storage must be a Size from 256 MiB to 1 PiB, because each node keeps up to 100 MiB of metadata before it deletes any, got "100Mi"; '
      + 'use Size.gibibytes(100) [StorageInvalid at test/Kafka]\ncontrollers.storage must be a Size from 256 MiB to 1 PiB, because each '
      + 'node keeps up to 100 MiB of metadata before it deletes any, got "5Ki"; omit it for the default (5 GiB) [StorageInvalid',
    { storage: Size.mebibytes(256), controllers: Controllers.dedicated({ storage: Size.mebibytes(256) }) }),
  refused('a password among the settings', { settings: { 'metric.reporters': 'com.example.Reporter', 'com.example.password': 'changeit' } },
    'settings.com.example.password must not contain a secret, because everyone who can read the manifest could read it, got "a literal '
      + 'value"; let the server read it from a file or variable of a Secret, or add \'com.example.password\' to notSecret if it is none '
      + '[SecretInline',
    { settings: { 'metric.reporters': 'com.example.Reporter', 'com.example.password': '${dir:/run/secrets/reporter:password}' } }),
  refused('a password among the flags', { jvmFlags: ['-Djavax.net.ssl.trustStorePassword=changeit'] },
    'jvmFlags must not contain secrets, because every process of the node can read them, got "-Djavax.net.ssl.trustStorePassword=..."; '
      + 'use a file of a Secret, or add \'-Djavax.net.ssl.trustStorePassword\' to notSecret if it is none [SecretInArguments',
    { jvmFlags: ['-Djavax.net.ssl.trustStorePassword=changeit'], notSecret: ['-Djavax.net.ssl.trustStorePassword'] }),
  refused('too little memory for controllers, by the name of their prop',
    { controllers: Controllers.dedicated({ resources: { memory: { limit: Size.mebibytes(200) } } }) },
    'controllers.resources.memory.limit must be at least 512 MiB, because the JVM needs at least 192 MiB of heap and 320 MiB outside the '
      + 'heap, got "200Mi"; raise the limit [JvmMemoryTooSmall',
    { controllers: Controllers.dedicated({ resources: { memory: { limit: Size.mebibytes(512) } } }) }),
  refused('a password in a flag that the preset sets, without repeating it', { jvmFlags: ['-Dzookeeper.ssl.keyStore.password=changeit'] },
    'jvmFlags must not contain secrets, because every process of the node can read them, got "-Dzookeeper.ssl.keyStore.password=..."; use '
      + 'a file of a Secret, or add \'-Dzookeeper.ssl.keyStore.password\' to notSecret if it is none [SecretInArguments',
    { jvmFlags: ['-Dzookeeper.ssl.keyStore.location=/etc/keystore.p12'] }),
  refused('a boolean that no quotes make right', { tls: { certificate: { name: 'kafka-tls' }, clientAuth: true } },
    'tls.clientAuth must be a string, got true; use a string such as \'required\' [ValueTypeInvalid',
    { tls: { certificate: { name: 'kafka-tls' }, clientAuth: 'required' } }),
  refusedUser('a password in place of the options, without repeating it', ['shop', 'hunter2' as any],
    'options of addUser must be an object with props of KafkaUserOptions, got "a literal value"; use { password: { secret: '
      + 'Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } } [ValueTypeInvalid', ['shop', {}]),
];
