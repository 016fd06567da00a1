import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { PostgreSqlAccess, PostgreSqlDurability, PostgreSqlProps } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const secrets = new Chart(new App(), 'secrets');
const certificate = Secret.fromSecretName(secrets, 'Server', 'postgresql-tls');
const clientCertificate = Secret.fromSecretName(secrets, 'Client', 'postgresql-client-tls');

describe('the dynamic configuration', () => {
  test.each([20, 21, 25, 30, 60, 3600])('has times that Patroni accepts with a ttl of %d s', seconds => {
    const { ttl, loop_wait, retry_timeout } = new Deployed({ ttl: Duration.seconds(seconds) }).dynamic;

    expect(ttl).toBe(seconds);
    expect(loop_wait + 2 * retry_timeout).toBeLessThanOrEqual(ttl);
    expect(retry_timeout).toBeGreaterThanOrEqual(3);
  });

  test.each<[string, Partial<PostgreSqlProps>, unknown[]]>([
    ['three members', {}, ['quorum', true, 1]],
    ['two members', { replicas: 2 }, [false, false, 1]],
    ['one member', { replicas: 1 }, [false, false, 1]],
    ['named replicas', { durability: PostgreSqlDurability.synchronous() }, [true, true, 1]],
    ['a primary that continues alone', { durability: PostgreSqlDurability.quorum({ allowAlone: true }) }, ['quorum', false, 1]],
    ['two replicas', { replicas: 5, durability: PostgreSqlDurability.quorum({ standbys: 2 }) }, ['quorum', true, 2]],
  ])('has the durability of %s', (_, props, expected) => {
    const { synchronous_mode, synchronous_mode_strict, synchronous_node_count } = new Deployed(props).dynamic;

    expect([synchronous_mode, synchronous_mode_strict, synchronous_node_count]).toEqual(expected);
  });

  test('has the settings that Patroni ignores in the local one, and no others', () => {
    const chart = new Deployed({ maxConnections: 300, settings: { max_worker_processes: '16', wal_level: 'logical', work_mem: '8MB' } });

    expect(chart.dynamic.postgresql.parameters).toMatchObject({ max_connections: '300', max_worker_processes: '16', wal_level: 'logical' });
    expect(chart.dynamic.postgresql.parameters).not.toHaveProperty('work_mem');
    expect(chart.local.postgresql.parameters).toMatchObject({ work_mem: '8MB' });
    expect(chart.local.postgresql.parameters).not.toHaveProperty('wal_level');
  });

  test('limits the lag of a new primary only if acknowledged transactions may be behind it', () => {
    const limit = (durability?: PostgreSqlDurability) => new Deployed({ durability }).dynamic.maximum_lag_on_failover;

    expect(limit(PostgreSqlDurability.asynchronous())).toBe(16 * 1024 ** 2);
    expect(limit()).toBeGreaterThan(1024 ** 4);
  });

  test('keeps a primary while all members answer, though the API does not', () => {
    expect(new Deployed().dynamic.failsafe_mode).toBe(true);
  });
});

describe('the local configuration', () => {
  test('does not let Patroni create a cluster', () => {
    expect(new Deployed({ firstBoot: true }).local).not.toHaveProperty('bootstrap');
  });

  test('has no password', () => {
    const { authentication } = new Deployed().local.postgresql;

    expect(Object.values(authentication).map((account: any) => Object.keys(account))).toEqual([['username'], ['username'], ['username']]);
  });

  test('marks the objects of the store by a label that no other object has, so that no tool prunes them', () => {
    const { labels, scope_label } = new Deployed().local.kubernetes;

    expect(labels).toEqual({});
    expect(scope_label).toBe('cdk8s-stateful-app/patroni-scope');
  });

  test('admits requests that act from members only', () => {
    expect(new Deployed().local.restapi.allowlist_include_members).toBe(true);
  });

  test('keeps a quarter of the volume for replicas that are away', () => {
    expect(new Deployed().local.postgresql.parameters.max_slot_wal_keep_size).toBe('5120MB');
    expect(new Deployed({ maxSlotWal: Size.gibibytes(1) }).local.postgresql.parameters.max_slot_wal_keep_size).toBe('1024MB');
  });

  test('takes a quarter of the memory for the cache, and as much for parallel queries', () => {
    const chart = new Deployed({ resources: { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.gibibytes(4) } } });

    expect(chart.local.postgresql.parameters.shared_buffers).toBe('1024MB');
    expect(chart.podSpec.volumes).toContainEqual(expect.objectContaining({ emptyDir: { medium: 'Memory', sizeLimit: '1024Mi' } }));
    expect(chart.podSpec.terminationGracePeriodSeconds).toBe(120 + 1024 / 32);
  });
});

describe('the access rules', () => {
  const rules = (props: Partial<PostgreSqlProps>) => new Deployed(props).local.postgresql.pg_hba;

  test('admit the superuser in the pod without a password, and everyone else with one', () => {
    expect(rules({})).toEqual([
      'local all postgres peer',
      'local replication,all all scram-sha-256',
      'host replication stateful_replication all scram-sha-256',
      'host all stateful_rewind all scram-sha-256',
      'host replication,all stateful_replication,stateful_rewind all reject',
      'host all all all scram-sha-256',
    ]);
  });

  test('admit nobody without TLS if it is required', () => {
    const plain = (props: Partial<PostgreSqlProps>) => rules(props).filter((line: string) => /^host .*(?<!reject)$/.test(line));

    expect(plain({ tls: { certificate } })).toEqual([]);
    expect(plain({ tls: { certificate, requireSecureTransport: false } })).toHaveLength(3);
  });

  test('ask members for their certificate', () => {
    const members = rules({ tls: { certificate, clientCertificate } }).filter((line: string) => line.includes('clientcert=verify-ca'));

    expect(members.map((line: string) => line.split(' ')[2])).toEqual(['stateful_replication', 'stateful_rewind']);
    expect(new Deployed({ tls: { certificate, clientCertificate } }).local.postgresql.authentication.replication).toEqual({
      username: 'stateful_replication',
      sslmode: 'verify-ca',
      sslrootcert: '/run/secrets/postgresql-tls/ca.crt',
      sslcert: '/run/secrets/postgresql-tls/client.crt',
      sslkey: '/run/secrets/postgresql-tls/client.key',
    });
  });

  test('are those of the user, in the given order, with names that cannot be keywords', () => {
    const access = [
      PostgreSqlAccess.certificate({ users: ['shop'] }),
      PostgreSqlAccess.rejected({ users: ['postgres'] }),
      PostgreSqlAccess.passwordAndCertificate({ databases: ['all', 'a"b'], users: ['+staff'], address: '10.0.0.0/8' }),
      PostgreSqlAccess.password(),
    ];

    expect(rules({ tls: { certificate }, access }).slice(5)).toEqual([
      'hostssl all "shop" all cert',
      'host all "postgres" all reject',
      'hostssl "all","a""b" +"staff" 10.0.0.0/8 scram-sha-256 clientcert=verify-ca',
      'hostssl all all all scram-sha-256',
    ]);
  });
});

describe('the statements of the first boot', () => {
  test('contain no password, and are not logged', () => {
    const statements = new Deployed({ application: { database: 'shop', user: 'app' } }).file('first-boot.sql');

    expect(statements.startsWith('SET log_statement = none;\n')).toBe(true);
    expect(statements.match(/PASSWORD .*/g)).toEqual([
      'PASSWORD :\'superuser\';', 'PASSWORD :\'replication\';', 'PASSWORD :\'replication\';', 'PASSWORD :\'application\';',
    ]);
  });

  test('quote names', () => {
    expect(new Deployed({ application: { database: 'a"; DROP', user: 'o\'app' } }).file('first-boot.sql'))
      .toContain('CREATE DATABASE "a""; DROP" OWNER "o\'app";\n');
  });
});
