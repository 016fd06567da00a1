import { App, Chart, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Durability, MySqlProps } from 'cdk8s-stateful-app';
import { Deployed, settingsIn } from './deployment';

test('every member starts closed, and only the scripts open it', () => {
  const { settings } = new Deployed();

  expect(settings).toMatchObject({ super_read_only: 'ON', read_only: 'ON', skip_replica_start: 'ON' });
});

test('an acknowledged commit is on disk and has a global identity', () => {
  const { settings } = new Deployed();

  expect(settings).toMatchObject({
    sync_binlog: '1',
    innodb_flush_log_at_trx_commit: '1',
    gtid_mode: 'ON',
    enforce_gtid_consistency: 'ON',
    log_bin: 'binlog',
  });
});

test('the typed settings reach the server', () => {
  const { settings } = new Deployed({
    bufferPool: Size.gibibytes(2),
    maxConnections: 500,
    binlogRetention: Duration.days(3),
    characterSet: 'latin1',
    timeZone: '+02:00',
    replicaParallelWorkers: 8,
  });

  expect(settings).toMatchObject({
    innodb_buffer_pool_size: '2048M',
    max_connections: '500',
    binlog_expire_logs_seconds: '259200',
    character_set_server: 'latin1',
    default_time_zone: '+02:00',
    replica_parallel_workers: '8',
  });
});

const limitedTo = (limit: Size) => ({ memory: { limit } });

test.each<[string, Partial<MySqlProps>, string]>([
  ['128 MiB where there is no limit', {}, '128M'],
  ['half of a large limit', { resources: limitedTo(Size.gibibytes(8)) }, '4096M'],
  ['what the server and its connections leave of a small one', { resources: limitedTo(Size.gibibytes(1)) }, '450M'],
  ['less where there are more connections', { resources: limitedTo(Size.gibibytes(1)), maxConnections: 300 }, '308M'],
  ['what was asked for', { resources: limitedTo(Size.gibibytes(1)), bufferPool: Size.mebibytes(200) }, '200M'],
])('the buffer pool is %s', (_, props, expected) => {
  expect(new Deployed(props).settings.innodb_buffer_pool_size).toBe(expected);
});

test('any further setting is written with underscores, and replaces a default of the preset', () => {
  const deployed = new Deployed({ settings: { 'host-cache-size': '100', 'sort_buffer_size': '1M' } });

  expect(deployed.settings).toMatchObject({ host_cache_size: '100', sort_buffer_size: '1M' });
  expect(deployed.file('my.cnf').match(/host.cache.size/g)).toHaveLength(1);
});

test('a setting of a plugin gets loose_, without which a new server could not initialize', () => {
  const { settings } = new Deployed({ settings: { 'clone-ddl-timeout': '60', 'loose-clone-buffer-size': '8M' } });

  expect(settings).toMatchObject({ loose_clone_ddl_timeout: '60', loose_clone_buffer_size: '8M' });
});

test('settings of a role are in the file of that role alone', () => {
  const deployed = new Deployed({ primarySettings: { 'max-binlog-size': '1G' }, replicaSettings: { long_query_time: '2' } });

  expect(settingsIn(deployed.file('primary.cnf'))).toMatchObject({ max_binlog_size: '1G' });
  expect(settingsIn(deployed.file('replica.cnf'))).toMatchObject({ long_query_time: '2' });
  expect(deployed.file('my.cnf')).not.toMatch(/max_binlog_size|long_query_time/);
});

test('the server of an empty member has the settings that a server may need to start and a clone asks for, '
  + 'and a log of its own size', () => {
  const empty = settingsIn(new Deployed({
    characterSet: 'latin1',
    settings: { innodb_use_native_aio: 'OFF', innodb_redo_log_capacity: '8G' },
  }).file('empty.cnf'));

  expect(empty).toMatchObject({
    character_set_server: 'latin1',
    innodb_use_native_aio: 'OFF',
    innodb_redo_log_capacity: '100M',
    offline_mode: 'ON',
  });
});

test('settings of a role come after the common ones, so that the server takes them', () => {
  expect(new Deployed().file('my.cnf')).toMatch(/!include \/run\/mysql-role\/role\.cnf\n$/);
});

describe('durability', () => {
  test('waits for a replica from three members on, for as long as it takes', () => {
    const deployed = new Deployed({ replicas: 3 });

    expect(settingsIn(deployed.file('primary.cnf'))).toMatchObject({
      loose_rpl_semi_sync_source_wait_point: 'AFTER_SYNC',
      loose_rpl_semi_sync_source_wait_no_replica: 'ON',
      loose_rpl_semi_sync_source_timeout: '4294967295',
    });
    expect(settingsIn(deployed.file('replica.cnf'))).toMatchObject({
      loose_rpl_semi_sync_replica_enabled: 'ON',
      loose_rpl_semi_sync_source_timeout: '4294967295',
    });
  });

  test('is on before the primary takes writes', () => {
    const statements = new Deployed().file('primary.sql').trim().split('\n');

    expect(statements).toEqual([
      'SET GLOBAL rpl_semi_sync_source_enabled = ON;', 'SET GLOBAL super_read_only = OFF;', 'SET GLOBAL read_only = OFF;',
    ]);
  });

  test('is asynchronous below three members, where the restart of a replica would stop all writes', () => {
    const deployed = new Deployed({ replicas: 2 });

    expect(deployed.file('primary.sql')).not.toContain('semi_sync');
    expect(deployed.file('primary.cnf') + deployed.file('replica.cnf')).not.toContain('semi_sync');
  });

  test('waits for the configured time', () => {
    const deployed = new Deployed({ replicas: 2, durability: Durability.semiSynchronous(Duration.seconds(10)) });

    expect(settingsIn(deployed.file('primary.cnf')).loose_rpl_semi_sync_source_timeout).toBe('10000');
  });
});

test('a replica never gives up reconnecting, and follows by global identities over TLS', () => {
  const channel = new Deployed().file('channel.sql');

  expect(channel).toContain('SOURCE_RETRY_COUNT = 0');
  expect(channel).toContain('SOURCE_AUTO_POSITION = 1');
  expect(channel).toContain('SOURCE_SSL = 1');
});

test('names with quotes, backslashes and backticks are quoted for the server, and wildcards of a database name are escaped', () => {
  const accounts = new Deployed({ application: { database: 'a`b_c%d\\', user: 'o\'neil\\' } }).file('accounts.sql');

  expect(accounts).toContain('CREATE DATABASE IF NOT EXISTS `a``b_c%d\\`;\n');
  expect(accounts).toContain('GRANT ALL ON `a``b\\_c\\%d\\\\`.* TO \'o\'\'neil\\\'@\'%\';\n');
  expect(accounts).toContain('CREATE USER IF NOT EXISTS \'\'o\'\'\'\'neil\\\'\'@\'\'%\'\' IDENTIFIED BY ');
});

test('the accounts of the members need TLS', () => {
  const accounts = new Deployed().file('accounts.sql');

  expect(accounts.match(/ REQUIRE SSL/g)?.length).toBeGreaterThanOrEqual(2);
});

test('the accounts of the preset never expire, whatever default_password_lifetime says; what logs in by the socket has no password', () => {
  const secret = Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Backup', 'backup');
  const backup = { password: { secret, key: 'password' }, storage: Size.gibibytes(1) };
  const lines = new Deployed({ backup, monitoring: {} }).file('accounts.sql').split('\n')
    .filter(line => line.includes('CREATE USER IF NOT EXISTS stateful_'));

  expect(lines.filter(line => line.includes('IDENTIFIED WITH auth_socket'))).toHaveLength(1);
  expect(lines.filter(line => line.includes('REQUIRE SSL PASSWORD EXPIRE NEVER\')'))).toHaveLength(2);
  expect(lines.filter(line => line.includes('\' PASSWORD EXPIRE NEVER\')'))).toHaveLength(1);
  expect(lines).toHaveLength(4);
});
