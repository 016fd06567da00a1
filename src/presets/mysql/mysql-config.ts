import { Duration } from 'cdk8s';
import { DATA, MEMBERS_USER, MYSQL_PORT, REPLICATION_USER, ROLE_CONFIG, SOCKET, SOCKET_DIRECTORY } from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import { groupSettings } from './mysql-group-config';
import { bufferPoolMiB, DEFAULT_MAX_CONNECTIONS } from './mysql-memory';
import { writtenSettings } from './mysql-setting-checks';
import { Durability, MySqlApplication, MySqlSettingsProps } from './mysql-settings';
import { channelTls, clientTls, emptyServerTls, requireClause, MySqlTls, tlsSettings } from './mysql-tls';
import { Settings } from '../../values/settings';

/** User id of `mysql` in the official image. */
export const MYSQL_USER = 999;
export const MONITORING_USER = 'stateful_monitoring';

const REPLICATION_PLUGINS = ['semisync_source.so', 'semisync_replica.so'];

/** The longest timeout of the server, 49 days: rpl_semi_sync_source_timeout is in milliseconds with 32 bits. */
const FOREVER = 2 ** 32 - 1;

export function durabilityOf(durability: Durability | undefined, replicas: number): Durability {
  // with a single replica, its restart would stop all writes
  return durability ?? (replicas >= 3 ? Durability.semiSynchronous() : Durability.asynchronous());
}

/** Whether a commit waits for a replica, however long that takes. */
export function waitsWithoutLimit({ durability, replicas }: ResolvedMySqlProps): boolean {
  const { waitsForReplica, timeout } = durabilityOf(durability, replicas);
  return waitsForReplica && timeout === undefined;
}

/** Members that have every write when it is acknowledged. */
export function acknowledgedCopies(props: ResolvedMySqlProps): number {
  return waitsWithoutLimit(props) ? 2 : 1;
}

/** Dirty pages are written at shutdown: 32 MiB a second is the speed of a slow disk, and two minutes are for the rest. */
export function gracePeriod(bufferPool: number): Duration {
  return Duration.seconds(120 + Math.ceil(bufferPool / 32));
}

/** my.cnf with all settings: the server reads no other file except that of its role. */
export function serverConfig(props: ResolvedMySqlProps): string {
  const settings = {
    datadir: DATA,
    socket: SOCKET,
    pid_file: `${SOCKET_DIRECTORY}/mysqld.pid`,
    tmpdir: '/tmp',
    // a Service called mysql-tcp would otherwise set it through its environment variables
    port: `${MYSQL_PORT}`,
    mysqlx: 'OFF',
    secure_file_priv: 'NULL',
    skip_name_resolve: 'ON',
    host_cache_size: '0',
    innodb_numa_interleave: 'OFF',
    plugin_load_add: ['mysql_clone.so', 'auth_socket.so', ...props.topology.isGroup ? [] : REPLICATION_PLUGINS].join(';'),

    // a member starts read-only and becomes writable if its startup script decides so
    super_read_only: 'ON',
    read_only: 'ON',
    gtid_mode: 'ON',
    enforce_gtid_consistency: 'ON',
    log_bin: 'binlog',
    log_replica_updates: 'ON',
    relay_log: 'relay',
    relay_log_recovery: 'ON',
    skip_replica_start: 'ON',
    replica_preserve_commit_order: 'ON',
    replica_parallel_workers: `${props.replicaParallelWorkers ?? 4}`,
    // how long a replica waits for a primary that is lost silently
    replica_net_timeout: '10',
    binlog_expire_logs_seconds: `${(props.binlogRetention ?? Duration.days(7)).toSeconds()}`,

    // an acknowledged commit is on disk
    sync_binlog: '1',
    innodb_flush_log_at_trx_commit: '1',
    innodb_buffer_pool_size: `${bufferPoolMiB(props)}M`,
    max_connections: `${props.maxConnections ?? DEFAULT_MAX_CONNECTIONS}`,
    character_set_server: props.characterSet,
    ...props.timeZone === undefined ? {} : { default_time_zone: props.timeZone },
    ...tlsSettings(props.tls),
    ...props.topology.isGroup ? groupSettings(props) : {},
    ...writtenSettings(props.settings),
  };
  return `${Settings.ini({ mysqld: settings })}!include ${ROLE_CONFIG}\n`;
}

/**
 * Configuration of the server that an empty member starts to receive the clone. It has the user's settings, because a server may need them
 * to start, and a clone requires the donor's character set. Its data is small and in `/tmp`, so its redo log is also small. Without the
 * Performance Schema, it starts a quarter of a second sooner; the tables about replication are there all the same.
 */
export function emptyServerConfig(props: ResolvedMySqlProps): string {
  return Settings.ini({
    mysqld: {
      innodb_numa_interleave: 'OFF',
      character_set_server: props.characterSet,
      ...writtenSettings(props.settings),
      innodb_redo_log_capacity: '100M',
      performance_schema: 'OFF',
      port: `${MYSQL_PORT}`,
      plugin_load_add: 'mysql_clone.so',
      skip_log_bin: '',
      offline_mode: 'ON',
      ...emptyServerTls(props.tls),
    },
  });
}

/** Semi-synchronous settings need `loose_`: the server reads its configuration without plugins when it initializes. */
export function primaryConfig(props: MySqlSettingsProps, durability: Durability): string {
  return Settings.ini({
    mysqld: {
      ...durability.waitsForReplica ? {
        loose_rpl_semi_sync_source_wait_point: 'AFTER_SYNC',
        loose_rpl_semi_sync_source_wait_for_replica_count: '1',
        loose_rpl_semi_sync_source_wait_no_replica: 'ON',
      } : {},
      ...primaryTimeout(durability),
      ...writtenSettings(props.primarySettings),
    },
  });
}

export function replicaConfig(props: MySqlSettingsProps, durability: Durability): string {
  return Settings.ini({
    mysqld: {
      ...durability.waitsForReplica ? { loose_rpl_semi_sync_replica_enabled: 'ON' } : {},
      // a pending primary becomes the primary without a restart
      ...primaryTimeout(durability),
      ...writtenSettings(props.replicaSettings),
    },
  });
}

/** Time for which a primary waits for a replica. */
function primaryTimeout(durability: Durability): Record<string, string> {
  return durability.waitsForReplica ? { loose_rpl_semi_sync_source_timeout: `${durability.timeout?.toMilliseconds() ?? FOREVER}` } : {};
}

/** Statements that make a primary writable, one a line. Waiting for replicas is enabled before writes. */
export function openingStatements(durability: Durability): string {
  return [
    ...durability.waitsForReplica ? ['SET GLOBAL rpl_semi_sync_source_enabled = ON;'] : [],
    'SET GLOBAL super_read_only = OFF;',
    'SET GLOBAL read_only = OFF;',
  ].map(statement => `${statement}\n`).join('');
}

/** Options of a replica's channel except the host. Without a retry count of 0, it gives up after ten attempts (the default since 8.4). */
export function channelOptions(tls: MySqlTls | undefined): string {
  return `SOURCE_PORT = ${MYSQL_PORT}, SOURCE_AUTO_POSITION = 1, ${channelTls(tls)}, SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0\n`;
}

/** Options with which the scripts reach a member except the account. `loose_`, because mysqldump does not know the time limit. */
export function clientOptions(tls: MySqlTls | undefined): string {
  return `loose_connect_timeout=2\ndefault_character_set=utf8mb4\n${clientTls(tls)}`;
}

interface FirstAccounts {
  readonly application?: MySqlApplication;
  readonly backupUser?: string;
  readonly isMonitored: boolean;
  readonly isGroup: boolean;
  readonly tls?: MySqlTls;
}

/**
 * The accounts of the set, of which adopted data can have some, with the passwords that they keep. The script sets a variable for each
 * password before. Names are quoted here.
 */
export function accountStatements({ application, backupUser, isMonitored, isGroup, tls }: FirstAccounts): string {
  // also if default_password_lifetime is set: otherwise the password would expire, and replication would stop
  const forEver = ' PASSWORD EXPIRE NEVER';
  const members = ` ${requireClause(tls)}${forEver}`;
  return [
    // for the scripts and probes of the pod, which run as the system's user mysql and need no password
    'CREATE USER IF NOT EXISTS mysql@localhost IDENTIFIED WITH auth_socket;',
    'GRANT ALL ON *.* TO mysql@localhost;',
    ...withPassword('ALTER USER IF EXISTS root@localhost', 'root'),
    ...withPassword('CREATE USER IF NOT EXISTS root@\'%\'', 'root'),
    'GRANT ALL ON *.* TO root@\'%\' WITH GRANT OPTION;',
    ...withPassword(`CREATE USER IF NOT EXISTS ${MEMBERS_USER}@'%'`, 'replication', members),
    `GRANT BACKUP_ADMIN ON *.* TO ${MEMBERS_USER}@'%';`,
    // how far a member has come, including transactions that it has received and not applied yet
    `GRANT SELECT ON performance_schema.replication_connection_status TO ${MEMBERS_USER}@'%';`,
    ...withPassword(`CREATE USER IF NOT EXISTS ${REPLICATION_USER}@'%'`, 'replication', members),
    `GRANT REPLICATION SLAVE ON *.* TO ${REPLICATION_USER}@'%';`,
    ...isGroup ? groupStatements() : [],
    ...backupUser ? [
      ...withPassword(`CREATE USER IF NOT EXISTS ${backupUser}@'%'`, 'backup', forEver),
      'GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, LOCK TABLES, RELOAD, PROCESS, REPLICATION CLIENT, '
        + `SHOW_ROUTINE ON *.* TO ${backupUser}@'%';`,
      ...isGroup ? [`GRANT SELECT ON performance_schema.replication_group_members TO ${backupUser}@'%';`] : [],
    ] : [],
    ...application ? [
      `CREATE DATABASE IF NOT EXISTS ${identifier(application.database)};`,
      ...withPassword(`CREATE USER IF NOT EXISTS ${text(application.user)}@'%'`, 'application'),
      `GRANT ALL ON ${identifier(application.database.replace(/[\\_%]/g, '\\$&'))}.* TO ${text(application.user)}@'%';`,
    ] : [],
    ...isMonitored ? monitoringStatements() : [],
  ].map(statement => `${statement}\n`).join('');
}

/** A member that has left the group admits only accounts with CONNECTION_ADMIN, and the others must be able to query and clone it. */
function groupStatements(): string[] {
  return [
    `GRANT CONNECTION_ADMIN ON *.* TO ${MEMBERS_USER}@'%';`,
    `GRANT SELECT ON performance_schema.replication_group_members TO ${MEMBERS_USER}@'%';`,
    `GRANT BACKUP_ADMIN, CONNECTION_ADMIN, GROUP_REPLICATION_STREAM ON *.* TO ${REPLICATION_USER}@'%';`,
  ];
}

/**
 * The account of the exporter, identified by the user that it runs as: `nobody`, which is 65534 in its image and in the server's. It allows
 * two scrapes at a time and one spare connection.
 */
function monitoringStatements(): string[] {
  const user = `${MONITORING_USER}@localhost`;
  return [
    `CREATE USER IF NOT EXISTS ${user} IDENTIFIED WITH auth_socket AS 'nobody' WITH MAX_USER_CONNECTIONS 6;`,
    `GRANT PROCESS, REPLICATION CLIENT ON *.* TO ${user};`,
    `GRANT SELECT ON performance_schema.* TO ${user};`,
  ];
}

/** CREATE USER accepts only a literal, so the server composes the statement and quotes the content of the variable. */
function withPassword(statement: string, variable: string, options = ''): string[] {
  const quoted = `CONCAT('''', REPLACE(@\`${variable}\`, '''', ''''''), '''')`;
  return [`SET @statement = CONCAT(${text(`${statement} IDENTIFIED BY `)}, ${quoted}, ${text(options)}); PREPARE s FROM @statement; `
    + 'EXECUTE s;'];
}

/** A string under NO_BACKSLASH_ESCAPES. */
function text(value: string): string {
  return `'${value.replace(/'/g, '\'\'')}'`;
}

function identifier(name: string): string {
  return `\`${name.replace(/`/g, '``')}\``;
}
