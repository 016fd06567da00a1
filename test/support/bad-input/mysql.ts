import { Chart, Cron, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  DisruptionBudget, Durability, MySql, MySqlAdoption, MySqlSource, MySqlTopology, NetworkAccess, NetworkPeer, PodSecurity, UpdateStrategy,
} from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

/** Three members, with what is given added. */
function mysql(chart: Chart, props: LooseProps = {}): MySql {
  return new MySql(chart, 'Db', { replicas: 3, storage: Size.gibibytes(20), accounts: accounts(chart), ...props } as any);
}

function accounts(chart: Chart, application?: LooseProps): LooseProps {
  const secret = chart.node.tryFindChild('Auth') ?? Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
  return {
    rootPassword: { secret, key: 'root' },
    replicationPassword: { secret, key: 'replication' },
    ...application && { application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' }, ...application } },
  };
}

function refused(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for MySql: ${title}`,
    bad: (_, chart) => mysql(chart, bad),
    error: `${error} at test/Db]`,
    good: (_, chart) => mysql(chart, good),
  };
}

function refusedApplication(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for MySql: ${title}`,
    bad: (_, chart) => mysql(chart, { accounts: accounts(chart, bad) }),
    error: `${error} at test/Db]`,
    good: (_, chart) => mysql(chart, { accounts: accounts(chart, good) }),
  };
}

/** Three members of a group in the namespace shop, with what is given added. */
function group(props: LooseProps = {}): LooseProps {
  return { namespace: 'shop', topology: MySqlTopology.groupReplication(), ...props };
}

/** A source, with what is given added to its options. */
function follows(options: LooseProps = {}): LooseProps {
  const password = { secret: { name: 'mysql-auth' }, key: 'source' };
  return { source: MySqlSource.external({ host: 'old', user: 'follower', password, ...options } as any) };
}

function memory(limit: Size): LooseProps {
  return { cpu: { request: Cpu.millis(100) }, memory: { limit } };
}

function cron(minute: string, hour: string, day = '*', month = '*', weekDay = '*'): Cron {
  return Cron.schedule({ minute, hour, day, month, weekDay });
}

/** Nightly dumps, with what is given added. */
function dumps(props: LooseProps = {}): LooseProps {
  return { backup: { password: { secret: { name: 'mysql-auth' }, key: 'backup' }, storage: Size.gibibytes(20), ...props } };
}

const NIGHTLY = 'use Cron.schedule({ minute: \'0\', hour: \'3\' }) for each night';

const GROUP_SIZE_RULE = 'replicas must be 3, 5, 7 or 9 with MySqlTopology.groupReplication(), because the group needs a majority, and an '
  + 'even number of members tolerates no more failures than one member less';
const FOREIGN_RULE = 'must be omitted with MySqlTopology.groupReplication()';

export const mySqlCases: BadInput[] = [
  refused('no member at all', { replicas: 0 },
    'replicas must be a whole number of members from 1 to 99, got 0; use 3, and kubectl scale to stop the members temporarily '
      + '[MembersInvalid', { replicas: 1 }),
  refused('a primary that is no member', { primaryOrdinal: 3 },
    'primaryOrdinal must be the ordinal of a member, 0 to 2, got 3; '
      + 'use a member that has the data [PrimaryOrdinalUnknown', { primaryOrdinal: 2 }),
  refused('old data and new data at once', { adopt: MySqlAdoption.bitnami(), firstBoot: true },
    'firstBoot must be off with adopt, because a first boot creates new data, and an adoption uses the data of an old volume, got true; '
      + 'remove firstBoot, or remove adopt if the volumes are empty [AdoptionWithFirstBoot', { adopt: MySqlAdoption.bitnami() }),
  refused('a copy of a source and new data', { ...follows(), firstBoot: true },
    'firstBoot and adopt must be off with source, because the first data of the set is a copy of the source, got "firstBoot: true"; '
      + 'remove them, or remove source [SourceWithOtherData', follows()),
  refused('a source of a group', { ...group(), ...follows() },
    'topology must be MySqlTopology.replication() with source, because the elected primary of a group opens without a cut-over, '
      + 'got "MySqlTopology.groupReplication()"; remove topology, and change it after the cut-over [SourceOfGroup', follows()),
  refused('a source with its port in the host', follows({ host: 'old:3306' }),
    'source.host must be a host name in lower case, or an IPv4 address, got "old:3306"; use the name of a Service, such as '
      + 'mysql.old.svc.cluster.local, and put the port into port [SourceHostInvalid', follows({ host: 'old' })),
  refused('a source with a port that does not exist', follows({ port: 70_000 }),
    'source.port must be a whole number from 1 to 65535, got 70000; omit it for the default (3306) [SourcePortInvalid',
    follows({ port: 3307 })),
  refused('a source whose account has a quotation mark', follows({ user: 'o\'neil' }),
    'source.user must be 1 to 32 characters without spaces, quotation marks and backslashes, got "o\'neil"; '
      + 'create an account for this set, such as follower [SourceUserInvalid', follows({ user: 'o-neil' })),
  refused('server IDs that do not fit', { serverIdPrefix: 0 },
    'serverIdPrefix must be a whole number from 1 to 9999999, because the ordinal follows it in a server ID of 32 bits, got 0; '
      + 'use 2, or omit it for the default (1) [ServerIdPrefixInvalid', { serverIdPrefix: 2 }),
  refused('null, however deep', { monitoring: { podMonitor: null } },
    'monitoring.podMonitor must have a value, got null; omit it, or set a value [ValueMissing', { monitoring: { podMonitor: undefined } }),
  refused('an image of another maker, whose paths differ', { image: 'mariadb:11.8' },
    'image must be the official image of MySQL or a compatible one, and not mariadb, because the scripts of the preset need its paths, '
      + 'tools and users, got "mariadb:11.8"; use mysql:9.7 or a mirror of it, or add allowOtherImage: true if the image has all of '
      + 'them [ImageOfOtherMaker', { image: 'registry.example.com/mirror/mysql:8.4' }),
  refused('volumes without a size', { storage: Size.gibibytes(0) },
    'storage must be a Size from 256 MiB to 1 PiB, because the redo and undo logs of an empty server take more than half of it, got '
      + '"0Gi"; use Size.gibibytes(20) [StorageInvalid', { storage: Size.gibibytes(1) }),
  refused('a server that the scripts do not know', { image: 'mysql:8.0.43' },
    'image must be MySQL 8.4 or later, because the scripts and settings need it, got "mysql:8.0.43"; '
      + 'use mysql:8.4 or mysql:9.7 [ImageTooOld', { image: 'mysql:8.4.10' }),
  refused('a user that the server does not know at its socket', { user: 1001 },
    'user must be 999, the user mysql of the image, because the scripts and probes log in as the account of that name, without a password, '
      + 'got 1001; omit it, and set the user ID of mysql to 999 in a custom image [UserNotMySql', { user: 999 }),
  {
    title: 'for MySql: a password in the manifest',
    bad: (_, chart) => mysql(chart, { accounts: { ...accounts(chart), rootPassword: 'secret' } }),
    error: 'accounts.rootPassword must be an object with props of SecretValue, got "a literal value"; '
      + 'use { secret: Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } [ValueTypeInvalid at test/Db]',
    good: (_, chart) => mysql(chart),
  },
  refused('a primary that waits for nobody', { replicas: 1, durability: Durability.semiSynchronous() },
    'durability must be asynchronous if replicas is 1, because otherwise every write would wait for a replica, got '
      + '"Durability.semiSynchronous()"; use Durability.asynchronous(), or replicas: 3 [NobodyToWaitFor',
    { replicas: 2, durability: Durability.semiSynchronous() }),
  refused('an update that takes two members at once', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    'updateStrategy.maxUnavailable must be 1, because a member queries the others when it starts, and acknowledged writes may be on a '
      + 'single replica, got 2; omit it for the default (1) [RolloutLeavesTooFew',
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused('drains that leave no replica to wait for', { disruptionBudget: DisruptionBudget.maxUnavailable(2) },
    'disruptionBudget must keep 2 of 3 members available, because otherwise no replica acknowledges and writes wait, got "2 unavailable"; '
      + 'omit it, or allow at most 1 to be unavailable [BudgetLeavesTooFew',
    { disruptionBudget: DisruptionBudget.maxUnavailable(2), durability: Durability.asynchronous() }),
  refused('drains that leave nobody', {
    replicas: 4,
    disruptionBudget: DisruptionBudget.maxUnavailable(4),
    durability: Durability.asynchronous(),
  },
  'disruptionBudget must keep 1 of 4 members available, got "4 unavailable"; omit it, or allow at most 3 to be unavailable '
    + '[BudgetLeavesTooFew at test/Db]\ndisruptionBudget.maxUnavailable must be below replicas (4), because otherwise drains may evict all '
    + 'pods at once, got 4; omit it for the default (1), or use DisruptionBudget.none() [BudgetProtectsNone',
  { replicas: 4, disruptionBudget: DisruptionBudget.minAvailable(2) }),
  refused('a wait of no time', { durability: Durability.semiSynchronous(Duration.seconds(0)) },
    'durability.timeout must be whole milliseconds, from 1 ms to 49 days, got "0s"; use Duration.seconds(10), or omit it to wait without a '
      + 'limit [SemiSyncTimeoutInvalid',
    { durability: Durability.semiSynchronous(Duration.millis(1)) }),
  refused('too many connections', { maxConnections: 100_001 },
    'maxConnections must be a whole number from 10 to 100000, because the members and probes use some of them, got 100001; omit it for the '
      + 'default (151) [MaxConnectionsInvalid',
    { maxConnections: 100_000 }),
  refused('a buffer pool that the server would raise', { bufferPool: Size.mebibytes(4) },
    'bufferPool must be a Size of whole MiB, 5 MiB or more, got "4Mi"; omit it for the default (half of the memory limit), or use '
      + 'Size.gibibytes(2) [BufferPoolInvalid',
    { bufferPool: Size.mebibytes(5) }),
  refused('no workers', { replicaParallelWorkers: 0 },
    'replicaParallelWorkers must be a whole number from 1 to 1024, got 0; omit it for the default (4) '
      + '[ParallelWorkersInvalid', { replicaParallelWorkers: 1 }),
  refused('a buffer pool that leaves no memory for the rest', { bufferPool: Size.gibibytes(3), resources: memory(Size.mebibytes(3776)) },
    'resources.memory.limit must be at least 3777 MiB, because otherwise the kernel kills the server, which needs 3072 MiB for bufferPool, '
      + '5 % of it for its lists, and 551 MiB for itself (400) and its connections (1 each), got "3776Mi"; raise the limit, or lower '
      + 'bufferPool or maxConnections [MemoryTooSmall',
    { bufferPool: Size.gibibytes(3), resources: memory(Size.mebibytes(3777)) }),
  refused('a limit in which no server starts', { resources: memory(Size.mebibytes(512)) },
    'resources.memory.limit must be at least 686 MiB, because otherwise the kernel kills the server, which needs 128 MiB for bufferPool, 5 '
      + '% of it for its lists, and 551 MiB for itself (400) and its connections (1 each), got "512Mi"; raise the limit, or lower '
      + 'bufferPool or maxConnections [MemoryTooSmall',
    { resources: memory(Size.mebibytes(686)) }),
  refused('binary logs that no restart survives', { binlogRetention: Duration.minutes(59) },
    'binlogRetention must be whole seconds, an hour or more, because otherwise a restarted replica would have to be cloned again, got '
      + '"3540s"; omit it for the default (7 days) [BinlogRetentionInvalid',
    { binlogRetention: Duration.hours(1) }),
  refused('a lag that is no whole second', { maxLag: Duration.millis(500) },
    'maxLag must be whole seconds, 1 or more, got "0.5s"; use Duration.seconds(30), or omit it '
      + '[MaxLagInvalid', { maxLag: Duration.seconds(1) }),
  refused('a time zone by name', { timeZone: 'Europe/Berlin' },
    'timeZone must be SYSTEM or an offset from -13:59 to +14:00, because the tables of named zones are empty when the server starts for '
      + 'the first time, got "Europe/Berlin"; use an offset such as +02:00, and SET time_zone for named zones once their tables are '
      + 'loaded [TimeZoneInvalid', { timeZone: '+02:00' }),
  refused('a time zone beyond the date line', { timeZone: '+14:01' },
    'timeZone must be SYSTEM or an offset from -13:59 to +14:00, because the tables of named zones are empty when the server starts for '
      + 'the first time, got "+14:01"; use an offset such as +02:00, and SET time_zone for named zones once their tables are loaded '
      + '[TimeZoneInvalid', { timeZone: '+14:00' }),
  refused('a character set under its old name', { characterSet: 'utf8' },
    'characterSet must be a character set of the server, got "utf8"; use utf8mb4 [CharacterSetUnknown', { characterSet: 'utf8mb4' }),
  refusedApplication('a name that is too long for an account', { user: 'u'.repeat(33) },
    `accounts.application.user must be a single-line string of 1 to 32 characters, without a trailing space, got "${'u'.repeat(33)}"; use `
      + 'a name such as shop [MySqlNameInvalid',
    { user: 'ü'.repeat(32) }),
  refusedApplication('a database whose name ends in a space', { database: 'shop ' },
    'accounts.application.database must be a single-line string of 1 to 64 characters, without a trailing space, got "shop "; use a name '
      + 'such as shop [MySqlNameInvalid',
    { database: 'my `shop`' }),
  refusedApplication('an account that belongs to the server', { user: 'Root' },
    'accounts.application.user must not be a name that the server or the preset uses, got "Root"; use a name such as shop '
      + '[MySqlNameReserved', { user: 'groot' }),
  refused('a script that nobody would run', { initScripts: { 'tables.sql.txt': '' } },
    'initScripts must have names of letters, digits, dots, dashes and underscores that end in .sql or .sh, got "tables.sql.txt"; '
      + 'use a name such as 10-tables.sql [InitScriptNameInvalid',
    { initScripts: { 'tables.sql': '' } }),
  refused('ids that the namespace assigns', { security: PodSecurity.assignedUser() },
    'security must let the pods run as 999, the user mysql of the image, because the scripts and probes log in as the account of that '
      + 'name, got "PodSecurity.assignedUser()"; omit it, and on OpenShift grant the SecurityContextConstraints nonroot-v2 to the service '
      + 'account of the pods [UserNotAssignable', { security: PodSecurity.restricted() }),
  refused('a script with the line breaks of Windows', { initScripts: { 'tables.sh': 'mysql -e "CREATE DATABASE $1"\r\n' } },
    'initScripts.tables.sh must have lines that end in \\n only, because a shell reads \\r as part of the last word, got "mysql -e '
      + '\\"CREATE DATABASE $1\\"\\r\\n"; save the script with Unix line endings, or use .replace(/\\r\\n/g, \'\\n\') [ScriptLineBreaks',
    { initScripts: { 'tables.sh': 'mysql -e "CREATE DATABASE $1"\n' } }),
  refused('a password in a script', { initScripts: { 'users.sql': 'CREATE USER a IDENTIFIED BY \'b\';' } },
    'initScripts.users.sql must not contain a password, because everyone who can read the manifest could read it, got "a password"; use '
      + 'accounts.application, a .sh script that reads the password from a file, or add \'users.sql\' to notSecret if it is none '
      + '[SecretInline',
    { initScripts: { 'users.sql': 'CREATE USER a IDENTIFIED BY RANDOM PASSWORD;' } }),
  refused('settings that are a text', { settings: 'sort_buffer_size=1M' },
    'settings must be an object that maps names to strings, got "sort_buffer_size=1M"; use { name: \'text\' } '
      + '[ValueTypeInvalid', { settings: { sort_buffer_size: '1M' } }),
  refused('a setting that is a number', { settings: { back_log: 100 } },
    'settings.back_log must be a string, got 100; put it in quotes: \'100\' [ValueTypeInvalid', { settings: { back_log: '100' } }),
  refused('a setting with a slip of the pen', { settings: { 'sort-bufer-size': '1M' } },
    'settings must contain only settings of MySQL 9.7, because the server does not start with an unknown setting, got "sort-bufer-size"; '
      + 'use sort_buffer_size [SettingUnknown', { settings: { 'sort-buffer-size': '1M' } }),
  refused('a setting of a component', { primarySettings: { 'validate_password.length': '9' } },
    'primarySettings must contain only settings of MySQL 9.7, because the server does not start with an unknown setting, got '
      + '"validate_password.length"; use loose_validate_password.length, because the server loads components after the settings '
      + '[SettingUnknown', { primarySettings: { 'loose_validate_password.length': '9' } }),
  refused('a setting that nobody knows', { image: 'registry.example/mysql:mine', settings: { innodb_file_format: 'Barracuda' } },
    'settings must contain only settings of MySQL 8.4 or 9.7, because the server does not start with an unknown setting, got '
      + '"innodb_file_format"; look it up with mysqld --verbose --help, and prefix the setting of a plugin with loose_ [SettingUnknown',
    { image: 'registry.example/mysql:mine', settings: { innodb_log_file_size: '48M', container_aware: 'ON' } }),
  refused('a setting in capitals', { settings: { SQL_MODE: '' } },
    'settings must contain only settings of MySQL 9.7, because the server does not start with an unknown setting, got "SQL_MODE"; use '
      + 'sql_mode, because the names are in lower case [SettingUnknown', { settings: { sql_mode: '' } }),
  refused('a setting that 9.7 has no more', { replicaSettings: { 'innodb-log-file-size': '48M' } },
    'replicaSettings must contain only settings of MySQL 9.7, and this one belongs to 8.4, got "innodb-log-file-size"; use '
      + 'innodb_redo_log_capacity [SettingOfOtherVersion',
    { image: 'mysql:8.4', replicaSettings: { 'innodb-log-file-size': '48M' } }),
  refused('a setting that 8.4 does not have yet', { image: 'mysql:8.4', settings: { container_aware: 'ON' } },
    'settings must contain only settings of MySQL 8.4, and this one belongs to 9.7, got "container_aware"; remove it, or prefix it with '
      + 'loose_ for a server that supports it [SettingOfOtherVersion', {
      image: 'mysql:8.4',
      settings: { loose_container_aware: 'ON' },
    }),
  refused('a setting that has a prop', { settings: { 'max-connections': '500' } },
    'settings must not contain a setting that the preset controls, got "max-connections"; use maxConnections '
      + '[SettingOwned', { maxConnections: 500 }),
  refused('a setting that replication rests on, in disguise', { settings: { 'skip-loose-log-bin': '' } },
    'settings must not contain a setting that the preset controls, got "skip-loose-log-bin"; remove it, because replication depends on it '
      + '[SettingOwned', { settings: { 'skip-log-slow-extra': '' } }),
  refused('a shutdown that leaves initialized data which no server accepts', { settings: { innodb_fast_shutdown: '2' } },
    'settings must not contain a setting that the preset controls, got "innodb_fast_shutdown"; remove it, because new data and the data '
      + 'before an upgrade need a clean shutdown [SettingOwned', { settings: { innodb_idle_flush_pct: '50' } }),
  refused('a setting under two names', { settings: { 'sort-buffer-size': '1M', 'sort_buffer_size': '2M' } },
    'settings must contain each setting only once, because the server uses the last value, got ["sort-buffer-size","sort_buffer_size"]; '
      + 'remove one of them [SettingRepeated',
    { settings: { 'sort-buffer-size': '1M', 'join_buffer_size': '2M' } }),
  refused('a log where the server may not write', { settings: { 'log-error': '/var/log/mysql/error.log' } },
    'settings.log_error must be a path below /var/lib/mysql/, /var/run/mysqld/, /tmp/ or relative to the data directory, because the '
      + 'server cannot write to other directories and exits, got "/var/log/mysql/error.log"; remove it, and read the log with kubectl '
      + 'logs [SettingValueRefused', { settings: { 'log-error': '/var/lib/mysql/error.log' } }),
  refused('a collation of another character set', { characterSet: 'latin1', settings: { collation_server: 'utf8mb4_bin' } },
    'settings.collation_server must be a collation of latin1, the value of characterSet, because otherwise the server does not start, got '
      + '"utf8mb4_bin"; set characterSet to the character set with which the name of the collation begins [SettingValueRefused', {
      characterSet: 'latin1',
      settings: { collation_server: 'latin1_bin' },
    }),
  refused('a packet in which no member can be cloned', { settings: { loose_max_allowed_packet: '1M' } },
    'settings.max_allowed_packet must be a size of 2M or more, because otherwise members cannot be cloned, got "1M"; omit it for the '
      + 'default (64M) [SettingValueRefused', { settings: { max_allowed_packet: '2048k' } }),
  refusedApplication('the administrator\'s password for the application', { password: { secret: { name: 'mysql-auth' }, key: 'root' } },
    'accounts.application.password must differ from accounts.rootPassword, because a client with the password of one account could log in '
      + 'as the other, got "key root of the Secret mysql-auth for both"; use another key or another Secret [PasswordShared',
    { password: { secret: { name: 'shop-auth' }, key: 'root' } }),
  refused('the password of the dumps in the manifest', dumps({ password: 'secret' }),
    'backup.password must be an object with props of SecretValue, got "a literal value"; '
    + 'use { secret: Secret.fromSecretName(this, \'Auth\', \'auth\'), key: \'password\' } [ValueTypeInvalid', dumps()),
  refused('no volume for the dumps', dumps({ storage: Size.gibibytes(0) }),
    'backup.storage must be a Size from 1 MiB to 1 PiB, got "0Gi"; use Size.gibibytes(20) [StorageInvalid',
    dumps({ storage: Size.mebibytes(1) })),
  refused('dumps of which none is kept', dumps({ keep: 0 }),
    'backup.keep must be a whole number of dumps, 1 or more, because otherwise each dump would be deleted as soon as it is complete, got '
      + '0; omit it for the default (7) [BackupKeepInvalid', dumps({ keep: 1 })),
  refused('dumps whenever somebody reads this', dumps({ schedule: 'every night' }),
    'backup.schedule must be a Cron, got "every night"; use Cron.schedule({ minute: \'0\', hour: \'3\' }) [ValueTypeInvalid',
    dumps({ schedule: cron('30', '1,13', '*', 'jan-Jun', 'MON-FRI') })),
  refused('a dump that is ended before it starts', dumps({ deadline: Duration.seconds(0) }),
    'backup.deadline must be whole seconds from 1 to 2147483647, got "0s"; use Duration.hours(12) [JobDeadlineInvalid',
    dumps({ deadline: Duration.hours(1) })),
  refused('half a second for a restore', dumps({ restoreDeadline: Duration.millis(500) }),
    'backup.restoreDeadline must be whole seconds from 1 to 2147483647, got "0.5s"; use Duration.hours(12) [JobDeadlineInvalid',
    dumps({ restoreDeadline: Duration.seconds(1) })),
  refused('dumps by a name of the day in the wrong field', dumps({ schedule: cron('0', '3', 'sun') }),
    'backup.schedule must have days from 1 to 31 in day, as numbers, ascending ranges, lists or steps, got "0 3 sun * *"; '
      + `${NIGHTLY} [BackupScheduleInvalid`, dumps({ schedule: cron('0', '3', '*', '*', 'sun') })),
  refused('dumps at a minute that no hour has', dumps({ schedule: cron('61', '25') }),
    'backup.schedule must have minutes from 0 to 59 in minute, as numbers, ascending ranges, lists or steps, got "61 25 * * *"; '
      + `${NIGHTLY} [BackupScheduleInvalid`, dumps({ schedule: cron('59', '23') })),
  refused('dumps on a day that February never has', dumps({ schedule: cron('0', '3', '30', '2') }),
    'backup.schedule must name a day that one of its months has, because otherwise it never runs, got "0 3 30 2 *"; '
      + `${NIGHTLY} [BackupScheduleInvalid`, dumps({ schedule: cron('0', '3', '30') })),
  refused('dumps by the time of a zone', dumps({ schedule: cron('TZ=Europe/Berlin 0', '3') }),
    'backup.schedule must have no spaces in minute, hour, day, month and weekDay, got "TZ=Europe/Berlin 0 3 * * *"; '
      + `${NIGHTLY} [BackupScheduleInvalid`, dumps({ schedule: cron('0', '2') })),
  refused('dumps in each minute of an hour', dumps({ schedule: Cron.schedule({ hour: '3' }) }),
    'backup.schedule must have a minute, because otherwise it runs in every minute of the times that it names, got "* 3 * * *"; '
      + `${NIGHTLY} [BackupScheduleInvalid`, dumps({ schedule: cron('*/15', '3', '?') })),
  refused('a name that is too long for the CronJobs', { ...dumps(), name: 'm'.repeat(45) },
    `name must have at most 44 characters with backup, because the name of the CronJob ${'m'.repeat(45)}-restore must have at most 52, got `
      + `"${'m'.repeat(45)}"; shorten it by 1 [BackupNameTooLong`,
    { ...dumps(), name: 'm'.repeat(44) }),
  refused('a dump that asks for more than it may have',
    dumps({ resources: { memory: { request: Size.gibibytes(1), limit: Size.mebibytes(256) } } }),
    'resources.memory.request of container backup must not exceed its limit of 256Mi, got "1Gi"; raise the limit or lower the request '
      + '[RequestAboveLimit',
    dumps({ resources: { memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } } })),
  refused('the name of a Secret in place of the Secret', { tls: { certificate: 'mysql-tls' } },
    'tls.certificate must be a Secret, got "mysql-tls"; use Secret.fromSecretName(this, \'Auth\', \'mysql-tls\') [ValueTypeInvalid', {}),
  {
    title: 'for MySql: a password without a key',
    bad: (_, chart) => mysql(chart, { accounts: { ...accounts(chart), rootPassword: { secret: { name: 'mysql-auth' }, key: '' } } }),
    error: 'accounts.rootPassword.key must be a key of the Secret (letters, digits, dashes, dots and underscores), got ""; use a key such '
      + 'as password [SecretKeyInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { accounts: { ...accounts(chart), rootPassword: { secret: { name: 'mysql-auth' }, key: 'root' } } }),
  },
  {
    title: 'for MySql: the name of a branch in the name of a Secret',
    bad: (_, chart) => mysql(chart, {
      accounts: { ...accounts(chart), replicationPassword: { secret: { name: 'feature/ABC-passwords' }, key: 'replication' } },
    }),
    error: 'accounts.replicationPassword.secret must be a Secret whose name is a DNS subdomain (lower-case letters, digits, dashes and '
      + 'dots), got "feature/ABC-passwords"; use feature-abc-passwords [SecretNameInvalid at test/Db]',
    good: (_, chart) => mysql(chart),
  },
  refused('volumes in the wrong unit', { storage: Size.kibibytes(20) },
    'storage must be a Size from 256 MiB to 1 PiB, because the redo and undo logs of an empty server take more than half of it, got '
      + '"20Ki"; use Size.gibibytes(20) [StorageInvalid', { storage: Size.mebibytes(256) }),
  refused('a user that is root, once', { user: 0 },
    'user must be 999, the user mysql of the image, because the scripts and probes log in as the account of that name, without a password, '
      + 'got 0; omit it, and set the user ID of mysql to 999 in a custom image [UserNotMySql', { user: 999 }),
  refused('a fraction of a member', { replicas: 2.5 },
    'replicas must be a whole number of members from 1 to 99, got 2.5; use 3 [MembersInvalid', { replicas: 2 }),
  refused('a tag of a variable that is not set', { image: `mysql:${undefined}` },
    'image must be made of values that exist, because JavaScript writes undefined for a missing or wrong value, got "mysql:undefined"; set '
      + 'the variable that the string contains [TextOfMissingValue', { image: 'mysql:8.4' }),
  refused('a group of an even number of members', group({ replicas: 4 }), `${GROUP_SIZE_RULE}, got 4; use 3 [GroupSizeInvalid`,
    group({ replicas: 5 })),
  refused('a group of one', group({ replicas: 1 }), `${GROUP_SIZE_RULE}, got 1; use 3 [GroupSizeInvalid`, group({ replicas: 3 })),
  refused('a group of more members than the server supports', group({ replicas: 11 }),
    `${GROUP_SIZE_RULE}, got 11; use 3 [GroupSizeInvalid`, group({ replicas: 9 })),
  refused('a group with a durability', group({ durability: Durability.semiSynchronous() }),
    `durability ${FOREIGN_RULE}, got a Durability; remove it, because a majority of the group receives every commit `
      + 'before it is acknowledged [PropOfOtherTopology', group()),
  refused('a group with settings of its primary', group({ primarySettings: { long_query_time: '2' } }),
    `primarySettings ${FOREIGN_RULE}, got {"long_query_time":"2"}; move its settings to settings, because every member becomes the primary `
      + 'without a restart [PropOfOtherTopology', group({ settings: { long_query_time: '2' } })),
  refused('a group with settings of its replicas', group({ replicaSettings: { long_query_time: '2' } }),
    `replicaSettings ${FOREIGN_RULE}, got {"long_query_time":"2"}; move its settings to settings, because every member becomes the primary `
      + 'without a restart [PropOfOtherTopology', group({ settings: { long_query_time: '2' } })),
  refused('a group whose primary is chosen by its ordinal', group({ primaryOrdinal: 1 }),
    `primaryOrdinal ${FOREIGN_RULE}, got 1; remove it, because the group elects its primary; group-switch.sh moves it [PropOfOtherTopology`,
    group({ primaryOrdinal: 0 })),
  refused('a group whose network keeps it from the Kubernetes API', group({ networkAccess: NetworkAccess.isolated() }),
    'topology.apiServer must be set if networkAccess is isolated, because the sidecars label the pods through the Kubernetes API, got '
      + 'undefined; use MySqlTopology.groupReplication({ apiServer: NetworkPeer.cidr(\'10.0.0.1/32\') }) with the address that `kubectl -n '
      + 'default get endpointslices -l kubernetes.io/service-name=kubernetes` prints [ApiServerUnknown',
    group({
      topology: MySqlTopology.groupReplication({ apiServer: NetworkPeer.cidr('10.0.0.1/32') }), networkAccess: NetworkAccess.isolated(),
    })),
  refused('a group in a namespace that is not known', group({ namespace: undefined }),
    'the namespace must be known with MySqlTopology.groupReplication(), because the binding of the service account contains it, got '
      + 'undefined; set namespace on the preset or its chart [GroupNamespaceUnknown', group()),
  refused('drains that leave no majority of a group', group({ disruptionBudget: DisruptionBudget.maxUnavailable(2) }),
    'disruptionBudget must keep 2 of 3 members available, because a group without a majority accepts no writes, got "2 unavailable"; omit '
      + 'it, or allow at most 1 to be unavailable [BudgetLeavesTooFew',
    group({ replicas: 5, disruptionBudget: DisruptionBudget.maxUnavailable(2) })),
];
