import { Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Kafka, MySql, ZooKeeper } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

const storage = Size.gibibytes(20);

function mysql(chart: Chart, settings: LooseProps, image?: string): void {
  const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
  const accounts = { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } };
  new MySql(chart, 'Db', { replicas: 3, storage, accounts, image, settings } as any);
}

function kafka(chart: Chart, settings: LooseProps = {}, image?: string): Kafka {
  return new Kafka(chart, 'Kafka', { replicas: 3, storage, clusterId: 'Tm90IGEgcmFuZG9tIGlkLg', image, settings } as any);
}

type Settings = { [name: string]: string };

/** A case of a map of settings that an act gives to a preset. */
function caseOf(title: string, act: (chart: Chart, settings: Settings) => unknown, bad: Settings, error: string, good: Settings): BadInput {
  return { title: `for ${title}`, bad: (_, chart) => { act(chart, bad); }, error, good: (_, chart) => { act(chart, good); } };
}

function ofMySql(title: string, bad: Settings, error: string, good: Settings, image?: string): BadInput {
  return caseOf(`MySql: ${title}`, (chart, settings) => mysql(chart, settings, image), bad, `${error} at test/Db]`, good);
}

function ofKafka(title: string, bad: Settings, error: string, good: Settings, image?: string): BadInput {
  return caseOf(`Kafka: ${title}`, (chart, settings) => kafka(chart, settings, image), bad, `${error} at test/Kafka]`, good);
}

function ofTopic(title: string, bad: Settings, error: string, good: Settings): BadInput {
  const add = (chart: Chart, config: Settings) => kafka(chart).addTopic('orders', { config });
  return caseOf(`Kafka: ${title}`, add, bad, `${error} at test/Kafka]`, good);
}

function ofZooKeeper(title: string, bad: Settings, error: string, good: Settings): BadInput {
  const zookeeper = (chart: Chart, settings: Settings) => new ZooKeeper(chart, 'Zk', { replicas: 3, storage, settings });
  return caseOf(`ZooKeeper: ${title}`, zookeeper, bad, `${error} at test/Zk]`, good);
}

const OTHERWISE = 'because otherwise the server does not start, or uses a different value';
const SUFFIXES = 'optionally followed by K, M, G, T, P or E';
const NO_NODES = 'because otherwise the nodes do not start';
const NO_TOPIC = 'because otherwise Kafka rejects the topic';
const NO_MEMBER = 'because otherwise ZooKeeper does not start, or silently uses the default';

const SQL_MODES = 'REAL_AS_FLOAT, PIPES_AS_CONCAT, ANSI_QUOTES, IGNORE_SPACE, ONLY_FULL_GROUP_BY, NO_UNSIGNED_SUBTRACTION, '
  + 'NO_DIR_IN_CREATE, ANSI, NO_AUTO_VALUE_ON_ZERO, NO_BACKSLASH_ESCAPES, STRICT_TRANS_TABLES, STRICT_ALL_TABLES, NO_ZERO_IN_DATE, '
  + 'NO_ZERO_DATE, ALLOW_INVALID_DATES, ERROR_FOR_DIVISION_BY_ZERO, TRADITIONAL, HIGH_NOT_PRECEDENCE, NO_ENGINE_SUBSTITUTION, '
  + 'PAD_CHAR_TO_FULL_LENGTH, TIME_TRUNCATE_FRACTIONAL, INTERPRET_UTF8_AS_UTF8MB4';

/** Values of settings that a server does not take as they are given. */
export const mySqlSettingCases: BadInput[] = [
  ofMySql('a word for a number', { innodb_io_capacity: 'many' },
    `settings.innodb_io_capacity must be a whole number from 100 to 4294967295, ${SUFFIXES}, ${OTHERWISE}, got "many"; `
    + 'use a number such as 10000 [SettingValueRefused', { innodb_io_capacity: '2000' }),
  ofMySql('a number that the server raises', { 'innodb-io-capacity': '99' },
    `settings.innodb-io-capacity must be a whole number from 100 to 4294967295, ${SUFFIXES}, ${OTHERWISE}, got "99"; `
    + 'use a number such as 10000 [SettingValueRefused', { 'innodb-io-capacity': '100' }),
  ofMySql('a word that the server takes for OFF', { slow_query_log: 'yes' },
    `settings.slow_query_log must be ON or OFF, ${OTHERWISE}, got "yes"; use ON [SettingValueRefused`, { slow_query_log: 'true' }),
  ofMySql('a number for a switch', { general_log: '2' },
    `settings.general_log must be ON or OFF, ${OTHERWISE}, got "2"; use ON or OFF [SettingValueRefused`, { general_log: '' }),
  ofMySql('seconds with a unit', { long_query_time: '2s' },
    `settings.long_query_time must be a number from 0 to 31536000, ${OTHERWISE}, got "2s"; use a number such as 10 [SettingValueRefused`,
    { long_query_time: '0.5' }),
  ofMySql('a name that is none of the server\'s', { transaction_isolation: 'READ COMMITTED' },
    `settings.transaction_isolation must be one of READ-UNCOMMITTED, READ-COMMITTED, REPEATABLE-READ, SERIALIZABLE, ${OTHERWISE}, `
    + 'got "READ COMMITTED"; use READ-COMMITTED [SettingValueRefused', { transaction_isolation: 'read-committed' }),
  ofMySql('a mode that no server has any more', { sql_mode: 'STRICT_TRANS_TABLES,NO_AUTO_CREATE_USER' },
    `settings.sql_mode must be values of ${SQL_MODES}, separated by commas without spaces, ${OTHERWISE}, `
    + 'got "STRICT_TRANS_TABLES,NO_AUTO_CREATE_USER"; use STRICT_TRANS_TABLES [SettingValueRefused',
    { sql_mode: '"strict_trans_tables,ANSI"' }),
  ofMySql('a switch without its state', { optimizer_trace_features: 'range_optimizer' },
    'settings.optimizer_trace_features must be switches such as greedy_search=on of greedy_search, range_optimizer, dynamic_range, '
    + `repeated_subselect, separated by commas without spaces, ${OTHERWISE}, got "range_optimizer"; `
    + 'use range_optimizer=on [SettingValueRefused',
    { optimizer_trace_features: 'range_optimizer=off' }),
  ofMySql('a value for an option that takes none', { ansi: 'ON' },
    `settings.ansi must be an empty string (the name alone switches it on), ${OTHERWISE}, got "ON"; use '' [SettingValueRefused`,
    { ansi: '' }),
  ofMySql('a setting of a newer version', { container_aware: 'ON' },
    'settings must contain only settings of MySQL 8.4, and this one belongs to 9.7, got "container_aware"; remove it, or prefix it with '
      + 'loose_ for a server that supports it [SettingOfOtherVersion', { loose_container_aware: 'ON' }, 'mysql:8.4'),
];

export const kafkaSettingCases: BadInput[] = [
  ofKafka('a size with a unit', { 'message.max.bytes': '1MB' },
    `settings.message.max.bytes must be a whole number of bytes, 0 or more, ${NO_NODES}, got "1MB"; use 1048576 [SettingValueRefused`,
    { 'message.max.bytes': '1048576' }),
  ofKafka('a word for a boolean', { 'listener.name.client.ssl.allow.dn.changes': 'on' },
    `settings.listener.name.client.ssl.allow.dn.changes must be true or false, ${NO_NODES}, got "on"; use true [SettingValueRefused`,
    { 'listener.name.client.ssl.allow.dn.changes': '${env:CHANGES}' }),
  ofKafka('a class twice', { 'metric.reporters': 'com.example.Reporter,com.example.Reporter' },
    `settings.metric.reporters must be values, separated by commas, each once, ${NO_NODES}, `
    + 'got "com.example.Reporter,com.example.Reporter"; use com.example.Reporter [SettingValueRefused',
    { 'metric.reporters': 'com.example.Reporter' }),
  ofKafka('no name where one is needed', { 'remote.log.metadata.manager.impl.prefix': ' ' },
    `settings.remote.log.metadata.manager.impl.prefix must be a non-empty string, ${NO_NODES}, got " "; omit it for the default `
      + '[SettingValueRefused', { 'remote.log.metadata.manager.impl.prefix': 'rlmm.' }),
  ofKafka('a setting of a newer version', { 'cordoned.log.dirs': '/var/lib/kafka/data' },
    'settings must contain only settings of Kafka 4.2, and this one belongs to 4.3, got "cordoned.log.dirs"; remove it '
      + '[SettingOfOtherVersion',
    { 'num.io.threads': '16' }, 'apache/kafka:4.2.1'),
  ofTopic('a time with a unit', { 'retention.ms': '1d' },
    `retention.ms in config of topic orders must be a whole number of milliseconds, -1 or more, ${NO_TOPIC}, got "1d"; `
    + 'use 86400000 [SettingValueRefused', { 'retention.ms': '-1' }),
  ofTopic('a policy that there is not', { 'cleanup.policy': 'compacted' },
    `cleanup.policy in config of topic orders must be values of compact, delete, separated by commas, each once, ${NO_TOPIC}, `
    + 'got "compacted"; use compact [SettingValueRefused', { 'cleanup.policy': 'compact, delete' }),
  ofTopic('a level of compression that there is not', { 'compression.gzip.level': '0' },
    `compression.gzip.level in config of topic orders must be one of -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, ${NO_TOPIC}, got "0"; `
    + 'use a number such as -1 [SettingValueRefused', { 'compression.gzip.level': '9' }),
];

export const zooKeeperSettingCases: BadInput[] = [
  ofZooKeeper('a number with a unit', { globalOutstandingLimit: '2k' },
    `settings.globalOutstandingLimit must be a whole number, ${NO_MEMBER}, got "2k"; use a number such as 1000 [SettingValueRefused`,
    { globalOutstandingLimit: '2000' }),
  ofZooKeeper('a word for a boolean', { enforceQuota: 'yes' },
    `settings.enforceQuota must be true or false, ${NO_MEMBER}, got "yes"; use true [SettingValueRefused`, { enforceQuota: 'TRUE' }),
  ofZooKeeper('an octal number', { 'nio.numWorkerThreads': '010' },
    `settings.nio.numWorkerThreads must be a whole number, ${NO_MEMBER}, got "010"; use a number such as 1 [SettingValueRefused`,
    { 'nio.numWorkerThreads': '0x10' }),
];
