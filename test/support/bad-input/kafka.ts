import { Chart, Duration, Size } from 'cdk8s';
import { Cpu, Deployment, Secret, ServiceType } from 'cdk8s-plus-28';
import { Controllers, DisruptionBudget, Kafka, KafkaPermission, KafkaSasl, UpdateStrategy } from 'cdk8s-stateful-app';
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
    secured(chart, props ?? scram).addUser(name, {
      password: { secret: Secret.fromSecretName(chart, 'Shop', 'shop'), key: 'password' },
      ...options,
    } as any);
  return {
    title: `for Kafka: ${title}`,
    bad: (_, chart) => add(chart, bad),
    error: `${error} at test/Kafka]`,
    good: (_, chart) => add(chart, good),
  };
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
    error: 'topics and users must fit into a ConfigMap of 262144 bytes as JSON, '
      + 'because kubectl apply notes the whole object in an annotation, got "287490 bytes of them"; '
      + 'leave topics to the applications that make them themselves, and their settings to the defaults of the cluster '
      + '[TopicsTooLarge at test/Kafka]',
    reportedBy: 'test/Kafka/TopicsFiles',
    good: (_, chart) => manyTopics(chart, 1000),
  },
  refused('no broker at all', { replicas: 0, replicationFactor: 1 },
    'replicas must be 1 to 1000 brokers, got 0; use 3, and kubectl scale to stop them for a while [MembersInvalid at test/Kafka]\n'
    + 'replicationFactor must be a whole number from 1 to the number of brokers, 0: each copy is on a broker of its own, got 1; '
    + 'leave it out for 0, or use more replicas [ReplicationFactorTooHigh',
    { replicas: 1 }),
  refused('an even number of controllers', { controllers: Controllers.dedicated({ replicas: 2 }) },
    'controllers must be 1, 3 or 5, so that a loss leaves a majority, got 2; use 3, '
      + 'of which one may be away [ControllersInvalid', { controllers: Controllers.dedicated({ replicas: 3 }) }),
  refused('more controllers than brokers that play them', { controllers: Controllers.combined(5) },
    'controllers must not be more than the 3 brokers that play them, got 5; use fewer of them, more replicas, '
      + 'or Controllers.dedicated() [ControllersMissing',
    { controllers: Controllers.combined(5), replicas: 5 }),
  refused('null, however deep', { monitoring: { image: 'jmx:1.0', podMonitor: null } },
    'monitoring.podMonitor must have a value, got null; leave it out, or give it a value [ValueMissing', { monitoring: undefined }),
  refused('volumes without a size', { storage: Size.gibibytes(0) },
    'storage must be a Size of more than nothing, got "0Gi"; use Size.gibibytes(100) [StorageInvalid', { storage: Size.gibibytes(1) }),
  refused('an image without auto-join', { image: 'apache/kafka:4.1.0' },
    'image must be Kafka 4.2 or later, where a controller with an empty volume regains its vote, got "apache/kafka:4.1.0"; '
      + 'use apache/kafka:4.3.1 [ImageTooOld', { image: 'apache/kafka:4.2.1' }),
  refused('a cluster without an id', { clusterId: undefined },
    'clusterId must be 22 letters that stay the same for the life of the cluster and belong to no other, got nothing; '
    + 'write down \'54LzkyU0oGuGk23JXDVgCw\', or what kafka-storage.sh random-uuid '
    + 'prints [ClusterIdInvalid', { clusterId: '54LzkyU0oGuGk23JXDVgCw' }),
  refused('more copies than brokers', { replicationFactor: 4 },
    'replicationFactor must be a whole number from 1 to the number of brokers, 3: each copy is on a broker of its own, got 4; '
      + 'leave it out for 3, or use more replicas [ReplicationFactorTooHigh',
    { replicationFactor: 3 }),
  refused('copies of which none may be away', { minInSyncReplicas: 3 },
    'minInSyncReplicas must be a whole number from 1 to 2: with 3 copies of which one is on a broker that restarts, 2 are in sync, '
      + 'and every rolling update would stop the writers, got 3; '
    + 'leave it out for 2, or use a higher replicationFactor [MinInSyncReplicasTooHigh', { minInSyncReplicas: 2 }),
  refused('a drain that takes more copies than writers can do without', { disruptionBudget: DisruptionBudget.minAvailable(1) },
    'disruptionBudget must leave the 2 of 3 copies that writers wait for and a majority of the 3 controllers, got "2 away"; leave it out, '
      + 'or let at most 1 be away [BudgetLeavesTooFew',
    { disruptionBudget: DisruptionBudget.minAvailable(2) }),
  refused('a drain that takes most controllers', {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(2),
  },
  'disruptionBudget must leave the 3 of 5 copies that writers wait for and a majority of the 3 controllers, got "2 away"; leave it out, '
      + 'or let at most 1 be away [BudgetLeavesTooFew',
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
  'disruptionBudget must leave the 3 of 5 copies that writers wait for, got "3 away"; leave it out, '
      + 'or let at most 2 be away [BudgetLeavesTooFew',
  {
    replicas: 5,
    replicationFactor: 5,
    minInSyncReplicas: 3,
    disruptionBudget: DisruptionBudget.maxUnavailable(2),
    controllers: Controllers.dedicated(),
  }),
  refused('an update of two brokers at once', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    'updateStrategy.maxUnavailable must leave the 2 of 3 copies that writers wait for and a majority of the 3 controllers, got 2; '
      + 'leave it out for 1 [RolloutLeavesTooFew',
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused(
    'no partitions', { partitions: 0 }, 'partitions must be a whole number from 1 to 10000, got 0; '
      + 'leave it out for 1 [PartitionsInvalid', { partitions: 1 },
  ),
  refused('a retention of no time', { retention: Duration.seconds(0) },
    'retention must be whole seconds, 1 or more, got "0s"; leave it out for 7 days [RetentionInvalid', { retention: Duration.seconds(1) }),
  refused('a grace period in which no broker can leave in order', { terminationGracePeriod: Duration.seconds(329) },
    'terminationGracePeriod must be 330 s or more: a broker hands its partitions over for up to 300 s, '
      + 'and what is killed before recovers its logs at the next start, got "329s"; '
    + 'leave it out for 330 s [GracePeriodTooShort', { terminationGracePeriod: Duration.seconds(330) }),
  refused('a heap that leaves nothing for the page cache', { heapPercent: 51, resources: memory(Size.gibibytes(4)) },
    'heapPercent must be 50 or less: records are read from the page cache, which has what the heap leaves of the memory limit, got 51; '
      + 'leave it out for 50 [HeapCrowdsPageCache',
    { heapPercent: 50, resources: memory(Size.gibibytes(4)) }),
  refused('a certificate in the manifest', { tls: { certificate: '-----BEGIN CERTIFICATE-----' } },
    'tls.certificate must be a Secret, got "a literal value"; use Secret.fromSecretName(this, \'Auth\', \'auth\') [ValueTypeInvalid', {}),
  refusedSecured('a way to ask for certificates that there is not', { tls: { certificate: { name: 'kafka-tls' }, clientAuth: 'yes' } },
    'tls.clientAuth must be none, requested or required, got "yes"; leave it out for none [ClientAuthInvalid', {
      tls: {
        certificate: { name: 'kafka-tls' },
        clientAuth: 'required',
      },
    }),
  refused('passwords for clients, while everybody can pass for a broker', { sasl: KafkaSasl.scram() },
    'sasl must come with tls: without it the nodes cannot prove to each other who they are, and everybody could pass for one, '
      + 'got "sasl without tls"; add tls: { certificate } [TlsMissing', {}),
  refusedSecured('nobody who may do everything', { authorization: { superUsers: ['kafka'] } },
    'authorization.superUsers must be principals, the nodes\' own among them, got ["kafka"]; '
      + 'use [\'User:CN=kafka\'] where the certificate of the nodes has the subject CN=kafka [SuperUsersInvalid',
    { authorization: { superUsers: ['User:CN=kafka'] } }),
  refused('a Service that leads nowhere', { external: { type: ServiceType.CLUSTER_IP, addresses: hosts.map(host => ({ host })) } },
    'external.type must be LoadBalancer or NodePort, got "ClusterIP"; '
      + 'leave it out for LoadBalancer [ExternalTypeInvalid', { external: { addresses: hosts.map(host => ({ host })) } }),
  refused('brokers that clients outside cannot find', { external: { addresses: [{ host: 'a.example.com' }] } },
    'external.addresses must have an address for each of the 3 brokers: a client connects to the leader of a partition, '
      + 'and nobody else can stand in for it, got 1; '
    + 'add those that are missing, also of brokers to come [AddressesMissing', { external: { addresses: hosts.map(host => ({ host })) } }),
  refused('an address that is none', { external: { addresses: ['a b', 'b', 'c'].map(host => ({ host })) } },
    'external.addresses[0].host must be a host name or an address, got "a b"; '
      + 'use kafka-0.example.com [AddressHostInvalid', { external: { addresses: ['a', 'b', 'c'].map(host => ({ host })) } }),
  refused('a node port that no node has', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 29999 + i })),
    },
  },
  'external.addresses[0].port must be a node port, 30000 to 32767, got 29999; use 31090 [AddressPortInvalid',
  { external: { type: ServiceType.NODE_PORT, addresses: hosts.map((host, i) => ({ host, port: 30000 + i })) } }),
  refused('one external address for two brokers', { external: { addresses: ['a.example.com', 'b.example.com', 'A.example.com'].map(host => ({ host })) } },
    'external.addresses[2] must be another host or port than external.addresses[0]: '
      + 'a client that asks for one broker would reach the other, got "a.example.com:9094"; '
    + 'give each broker a host or a port '
    + 'of its own [AddressTaken', { external: { addresses: [9094, 9095, 9096].map(port => ({ host: 'a.example.com', port })) } }),
  refused('one node port for two brokers', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 31090 + i % 2 })),
    },
  },
  'external.addresses[2] must be another node port than external.addresses[0]: a client that asks for one broker would reach the other, '
      + 'got "port 31090"; '
    + 'give each broker a port of its own [AddressTaken', {
    external: {
      type: ServiceType.NODE_PORT,
      addresses: hosts.map((host, i) => ({ host, port: 31090 + i })),
    },
  }),
  refused('a slip beside a plugin', { settings: { 'metric.reporters': 'com.example.Reporter', 'num.io.thread': '16' } },
    'settings must have settings that Kafka 4.3 knows, or Kafka ignores them silently, got "num.io.thread"; '
      + 'use num.io.threads [SettingUnknown',
    { settings: { 'metric.reporters': 'com.example.Reporter', 'com.example.interval.ms': '1000' } }),
  refused('settings of a plugin that is not named', { settings: { 'prometheus.metrics.reporter.listener.enable': 'true' } },
    'settings must have settings that Kafka 4.3 knows, or Kafka ignores them silently, got "prometheus.metrics.reporter.listener.enable"; '
    + 'look it up in the documentation of its configuration [SettingUnknown',
    {
      settings: {
        'allow.everyone.if.no.acl.found': 'true',
        'rsm.config.chunk.size': '4194304',
        'rlmm.config.remote.log.metadata.topic.replication.factor': '1',
        'metrics.jmx.exclude': 'x',
      },
    }),
  refusedTopic('an unclean election for a topic', ['orders', { config: { 'unclean.leader.election.enable': 'true' } }],
    'config of topic orders must not have a setting that the preset decides, got "unclean.leader.election.enable"; leave it out: '
      + 'a leader that lacks acknowledged records would drop them; '
    + 'kafka-leader-election.sh does it for one partition when nothing '
    + 'else is left [SettingOwned', ['orders', { config: { 'retention.ms': '1000' } }]),
  refused('a configuration of the log by flag', { jvmFlags: ['-Dlog4j2.configurationFile=/etc/log4j2.yaml'] },
    'jvmFlags must not have a flag that the preset sets, got "-Dlog4j2.configurationFile=/etc/log4j2.yaml"; '
      + 'use logging [JvmFlagOfPreset', { jvmFlags: ['-Dlog4j2.formatMsgNoLookups=true'] }),
  refused('a level in place of what is logged', { logging: 'DEBUG' },
    'logging must be an object with props of KafkaLogging, got "DEBUG"; use { level: '
      + '\'text\' } [ValueTypeInvalid', { logging: { level: undefined } }),
  refused('a level that there is not', { logging: { level: 'debug' } },
    'logging.level must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, got "debug"; '
      + 'use WARN for less and DEBUG for more [LogLevelInvalid', { logging: { level: 'DEBUG' } }),
  refused('a level of a logger that there is not', { logging: { loggers: { kafka: 'LOUD' } } },
    'logging.loggers.kafka must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF, got "LOUD"; '
      + 'use WARN for less and DEBUG for more [LogLevelInvalid', { logging: { loggers: { kafka: 'WARN' } } }),
  refused('a logger by a name that none has', { logging: { loggers: { 'kafka: x': 'WARN' } } },
    'logging.loggers must have the names of loggers, which are those of classes or packages, got "kafka: x"; '
      + 'use kafka.authorizer.logger or org.apache.kafka [LoggerInvalid',
    { logging: { loggers: { 'kafka.server': 'WARN' } } }),
  refused(
    'a layout that there is not', { logging: { layout: 'xml' } }, 'logging.layout must be text or json, got "xml"; '
      + 'leave it out for text [LogLayoutInvalid', { logging: { layout: 'json' } },
  ),
  refused('settings in a list', { settings: ['num.io.threads=16'] },
    'settings must be an object with strings by name, got ["num.io.threads=16"]; use { name: '
      + '\'text\' } [ValueTypeInvalid', { settings: { 'num.io.threads': '16' } }),
  refused('a setting of two lines', { settings: { 'num.io.threads': '16\n' } },
    'settings.num.io.threads must be a string of one line, got "16\\n"; '
      + 'put one setting into each line [SettingValueInvalid', { settings: { 'num.io.threads': '16' } }),
  refused('a slip in a setting', { settings: { 'num.io.thread': '16' } },
    'settings must have settings that Kafka 4.3 knows, or Kafka ignores them silently, got "num.io.thread"; '
      + 'use num.io.threads [SettingUnknown', { settings: { 'num.io.threads': '16' } }),
  refused('an unclean election', { settings: { 'unclean.leader.election.enable': 'true' } },
    'settings must not have a setting that the preset decides, got "unclean.leader.election.enable"; leave it out: '
      + 'a leader that lacks acknowledged records would drop them; '
    + 'kafka-leader-election.sh does it for one partition when nothing '
    + 'else is left [SettingOwned', { settings: { 'replica.lag.time.max.ms': '20000' } }),
  refusedTopic('a topic by a name of Kafka\'s own', ['__orders', {}],
    'the name of a topic must be 1 to 249 letters, digits, dots, dashes and underscores, without two of these first, '
      + 'which are Kafka\'s own, got "__orders"; use a name such as orders [TopicNameInvalid',
    ['_orders', {}]),
  refusedTopic('a topic of no partition', ['orders', { partitions: 0 }],
    'partitions of topic orders must be a whole number from 1 to 10000, got 0; use 6, '
      + 'or some for each consumer to come [TopicPartitionsInvalid', ['orders', { partitions: 1 }]),
  refusedTopic('a topic with more copies than brokers', ['orders', { replicationFactor: 4 }],
    'replicationFactor of topic orders must be a whole number from 1 to the number of brokers, 3, got 4; '
      + 'leave it out for that of the cluster [TopicCopiesInvalid', ['orders', { replicationFactor: 3 }]),
  refusedTopic('a topic of which no copy may be away', ['orders', { replicationFactor: 2 }],
    'min.insync.replicas of topic orders must be less than its 2 copies, or the restart of one broker stops the writers, got 2; use 1, '
      + 'or a higher replicationFactor [TopicStopsInUpdate',
    ['orders', { replicationFactor: 2, config: { 'min.insync.replicas': '1' } }]),
  {
    title: 'for Kafka: a topic twice',
    bad: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('orders');
      cluster.addTopic('orders');
    },
    error: 'the topics of a cluster must have different names, got "orders"; say all of it in one addTopic [TopicTaken at test/Kafka]',
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
    error: 'the topics of a cluster must differ in more than dots and underscores, '
      + 'because Kafka\'s metrics have one name for both and it refuses the second, '
      + 'got "shop.orders and shop_orders"; use dashes, or one of the two signs in all names [TopicsCollide at test/Kafka]',
    good: (_, chart) => {
      const cluster = kafka(chart);
      cluster.addTopic('shop.orders');
      cluster.addTopic('shop-orders');
    },
  },
  {
    title: 'for Kafka: clients that look for the certificate elsewhere',
    bad: (_, chart) => mountTwice(chart, '/etc/a', '/etc/b'),
    error: 'directory must be the same for all clients, since the file says where the certificate is, got "/etc/b"; '
      + 'use /etc/a [ClientDirectoryDiffers at test/Kafka]',
    good: (_, chart) => mountTwice(chart, '/etc/a', '/etc/a'),
  },
  refused('an agent that is nowhere', { monitoring: { image: 'jmx:1', jar: 'agent.jar' } },
    'monitoring.jar must be an absolute path in monitoring.image, got "agent.jar"; '
      + 'leave it out for /jmx_prometheus_javaagent.jar [AgentPathInvalid', { monitoring: { image: 'jmx:1', jar: '/agent.jar' } }),
  {
    title: 'for Kafka: a user twice',
    bad: (_, chart) => {
      const cluster = secured(chart, { sasl: KafkaSasl.scram() });
      const password = { secret: Secret.fromSecretName(chart, 'Shop', 'shop'), key: 'password' };
      cluster.addUser('shop', { password });
      cluster.addUser('shop', { password });
    },
    error: 'the users of a cluster must have different names, got "shop"; say all of it in one addUser [UserTaken at test/Kafka]',
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
    'user shop must be able to log in by SCRAM, got nothing; add sasl: KafkaSasl.scram() [ScramMissing', ['shop', {}]),
  refusedUser('permissions that nobody asks for', [
    'shop', { permissions: [KafkaPermission.produce('orders')] }, { sasl: KafkaSasl.scram() },
  ],
  'permissions of user shop must come with authorization, or nobody asks for them, got "no authorization"; add authorization: '
      + '{ superUsers: [\'User:CN=kafka\'] } [AuthorizationMissing',
  ['shop', { permissions: [KafkaPermission.produce('orders')] }]),
  refusedUser('a permission for two topics at once', ['shop', { permissions: [KafkaPermission.produce('orders parcels')] }],
    'permissions of user shop must be about a topic and, to consume, a group without spaces, '
      + 'each by its name or by the beginning of names and a star, got "orders parcels"; '
    + 'use KafkaPermission.consume(\'orders\', \'shop\') [PermissionInvalid', [
      'shop', { permissions: [KafkaPermission.produce('o*'), KafkaPermission.consume('orders', 'shop')] },
    ]),
  refusedUser('a permission for no group', ['shop', { permissions: [KafkaPermission.consume('orders', '')] }],
    'permissions of user shop must be about a topic and, to consume, a group without spaces, '
      + 'each by its name or by the beginning of names and a star, got "orders"; '
    + 'use KafkaPermission.consume(\'orders\', '
    + '\'shop\') [PermissionInvalid', ['shop', { permissions: [KafkaPermission.consume('orders', '*')] }]),
  refusedUser('a transactional id with a space', ['shop', { permissions: [KafkaPermission.transact('shop 1')] }],
    'permissions of user shop must have a transactional id without spaces, by its name or by the beginning of ids and a star, '
      + 'got "shop 1"; '
    + 'use KafkaPermission.transact(\'shop-*\') [TransactionalIdInvalid', ['shop', { permissions: [KafkaPermission.transact('shop-1')] }]),
  refusedUser('a permission for groups by their end', ['shop', { permissions: [KafkaPermission.consume('orders', '*-shop')] }],
    'permissions of user shop must be about a topic and, to consume, a group without spaces, '
      + 'each by its name or by the beginning of names and a star, got "orders *-shop"; '
    + 'use KafkaPermission.consume(\'orders\', \'shop\') [PermissionInvalid', [
      'shop', { permissions: [KafkaPermission.consume('orders', 'shop-*')] },
    ]),
];
