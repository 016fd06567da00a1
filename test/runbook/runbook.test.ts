import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  Cassandra, CassandraRepair, Controllers, Kafka, MySql, MySqlTopology, PostgreSql, StatefulApp,
  ZooKeeper,
} from 'cdk8s-stateful-app';
import { pageOf, runbook } from '../../src/runbook/runbook';
import { factsOf, setNamed } from '../../src/runbook/set-facts';
import { ROOT } from '../support/snippets';

function runbookOf(name: string, manifests: any[], namespace = ''): string {
  const facts = factsOf(setNamed(name, manifests)!, manifests, namespace);
  return runbook(readFileSync(join(ROOT, 'docs', pageOf(facts)), 'utf8'), facts);
}

const chart = (namespace?: string) => new Chart(new App(), 'test', { namespace });
const secret = (scope: Chart, name: string) => kplus.Secret.fromSecretName(scope, name, name);

/** Sets that differ in everything from the examples of the pages. */
const SETS: Record<string, { name: string; manifests: any[] }> = {
  mysql: mysql(2),
  group: mysql(0, MySqlTopology.groupReplication()),
  kafka: kafka(),
  postgresql: postgreSql(),
  zookeeper: zooKeeper(),
  cassandra: cassandra(),
  other: other(),
};

function mysql(primaryOrdinal: number, topology?: MySqlTopology) {
  const scope = chart('prod');
  const passwords = secret(scope, 'db-auth');
  new MySql(scope, 'Db', {
    name: 'orders',
    replicas: 5,
    storage: Size.gibibytes(50),
    topology,
    ...topology ? {} : { primaryOrdinal },
    accounts: { rootPassword: { secret: passwords, key: 'root' }, replicationPassword: { secret: passwords, key: 'replication' } },
    tls: { certificate: secret(scope, 'db-cert') },
  });
  return { name: 'orders', manifests: scope.toJson() };
}

function postgreSql() {
  const scope = chart('prod');
  const passwords = secret(scope, 'pg-auth');
  new PostgreSql(scope, 'Db', {
    name: 'users',
    replicas: 4,
    image: 'patroni:18',
    storage: Size.gibibytes(50),
    accounts: { superuserPassword: { secret: passwords, key: 'postgres' }, replicationPassword: { secret: passwords, key: 'members' } },
    tls: { certificate: secret(scope, 'pg-cert') },
  });
  return { name: 'users', manifests: scope.toJson() };
}

function kafka() {
  const scope = chart('prod');
  new Kafka(scope, 'Kafka', {
    name: 'events', replicas: 4, storage: Size.gibibytes(30), clusterId: 'Tm90IGEgcmFuZG9tIGlkLg', controllers: Controllers.dedicated(),
  });
  return { name: 'events', manifests: scope.toJson() };
}

function zooKeeper() {
  const scope = chart('prod');
  new ZooKeeper(scope, 'Zk', { name: 'locks', replicas: 5, storage: Size.gibibytes(4) });
  return { name: 'locks', manifests: scope.toJson() };
}

function cassandra() {
  const scope = chart('prod');
  new Cassandra(scope, 'Ring', {
    name: 'carts',
    replicas: 4,
    storage: Size.gibibytes(40),
    clusterName: 'shop',
    superuser: { password: { secret: secret(scope, 'carts-auth'), key: 'admin' } },
    tls: { certificate: secret(scope, 'carts-cert') },
    repair: CassandraRepair.full(),
    snapshots: {
      repository: {
        endpoint: 's3.example.com',
        bucket: 'backups',
        path: '/carts',
        accessKey: { secret: secret(scope, 'store-id'), key: 'id' },
        secretKey: { secret: secret(scope, 'store-key'), key: 'key' },
      },
    },
  });
  return { name: 'carts', manifests: scope.toJson() };
}

function other() {
  const scope = chart('prod');
  const claims = { data: { size: Size.gibibytes(7), mountPath: '/data' } };
  new StatefulApp(scope, 'App', { name: 'cache', replicas: 2, image: 'cache:1', user: 1000, claims });
  return { name: 'cache', manifests: scope.toJson() };
}

/** The blocks of commands. */
const blocks = (text: string) => [...text.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)]
  .map(([, indent, code]) => code.replace(new RegExp(`^${indent}`, 'gm'), ''));

const SET = '(cassandra|mysql|kafka|postgresql|zk|redis)';
const EXAMPLES = new RegExp(`\\b${SET}-\\d|-c ${SET}\\b|statefulset[ /]${SET}\\b|SET=${SET}\\b|NS=shop|-n shop`, 'g');

describe.each(Object.keys(SETS))('the runbook of %s', kind => {
  const { name, manifests } = SETS[kind];
  const text = runbookOf(name, manifests);

  test('begins with its set and lists its objects', () => {
    expect(text).toMatch(new RegExp(`^# .* of ${name} in namespace prod\n\n\\| \\| \\|\n.*\n\\| pods \\| ${name}-0 … ${name}-`));
    expect(text).not.toContain('<!--');
  });

  test('has the names of no other set and no other namespace in its commands', () => {
    const commands = blocks(text).join('\n');

    expect(commands.match(EXAMPLES)).toBeNull();
    expect(commands).toContain('NS=prod\n');
    expect(commands).toMatch(new RegExp(`kubectl -n "?\\$NS"? rollout status statefulset "?(${name}|\\$SET)`));
  });

  test('has commands that a shell can read', () => {
    const { stderr } = spawnSync('bash', ['-n'], { input: blocks(text).join('\n'), encoding: 'utf8' });

    expect(stderr).toBe('');
  });

  test('links to pages that the package has', () => {
    const paths = [...text.matchAll(/\]\(node_modules\/cdk8s-stateful-app\/([^)#]+)/g)].map(([, path]) => path);

    expect(paths.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/\]\((?!https:|#|node_modules)/);
    for (const path of paths) { expect(() => readFileSync(join(ROOT, path))).not.toThrow(); }
  });
});

test('the names of MySQL are those of its objects, and the program keeps its name', () => {
  const text = runbookOf('orders', SETS.mysql.manifests);

  expect(text).toContain('kubectl -n "$NS" get service orders-primary -o wide');
  expect(text).toContain('patch secret db-auth');
  expect(text).toContain('secret db-cert');
  expect(text).toContain('-c orders -- mysql --no-defaults --user=mysql');
  expect(text).toContain('SIZE=100Gi');
  expect(text).toContain('scale statefulset orders --replicas=5');
  expect(text).toContain('| hosts | orders-0.orders.prod.svc … orders-4.orders.prod.svc |');
});

test.each<[string, string, string, (scope: Chart) => unknown]>([
  ['certificate of the clients', 'orders', 'create secret generic z-cert --', scope => new MySql(scope, 'Db', {
    name: 'orders',
    replicas: 3,
    storage: Size.gibibytes(1),
    accounts: {
      rootPassword: { secret: secret(scope, 'z-auth'), key: 'tls.crt' }, replicationPassword: { secret: secret(scope, 'a-auth'), key: 'b' },
    },
    tls: { certificate: secret(scope, 'z-cert'), clientCertificate: secret(scope, 'a-client') },
  })],
  ['certificate of the archive', 'users', 'create secret generic users-tls --', scope => new PostgreSql(scope, 'Db', {
    name: 'users',
    replicas: 3,
    image: 'patroni:18',
    storage: Size.gibibytes(1),
    accounts: {
      superuserPassword: { secret: secret(scope, 'z-auth'), key: 'a' }, replicationPassword: { secret: secret(scope, 'a-auth'), key: 'b' },
    },
    archive: {
      certificate: secret(scope, 'a-archive'),
      repository: {
        endpoint: 's3.example.com',
        bucket: 'backups',
        path: '/p',
        accessKey: { secret: secret(scope, 'a-store'), key: 'a' },
        secretKey: { secret: secret(scope, 'a-store-key'), key: 'b' },
      },
    },
  })],
])('no Secret is taken for another one with the same keys: the %s', (_title, name, command, make) => {
  const scope = chart('prod');
  make(scope);

  const commands = blocks(runbookOf(name, scope.toJson())).join('\n');

  expect(commands).toContain(command);
  expect(commands).not.toMatch(/secret (generic )?a-/);
});

test('the names of PostgreSQL are those of its objects', () => {
  const text = runbookOf('users', SETS.postgresql.manifests);

  expect(text).toContain('for POD in users-0 users-1 users-2 users-3; do');
  expect(text).toContain('"storage":"100Gi"');
  expect(text).toContain('delete configmap users-config users-leader users-sync users-failover');
  expect(text).toContain('create secret generic pg-cert');
  expect(text).toContain('exec "$SET-0" -c users -- patronictl');
  expect(blocks(text).join('\n').match(/(?<!stateful-app\/|secrets\/)postgresql-\w+/g)).toBeNull();
});

test('the primary is the one of the manifests, and in a group the elected one', () => {
  expect(runbookOf('orders', SETS.mysql.manifests)).toContain('\nPRIMARY=orders-2\n');
  expect(runbookOf('orders', SETS.group.manifests)).not.toMatch(/^ *PRIMARY=orders-\d$/m);
});

test('commands for each pod are printed for each pod of the set', () => {
  const zk = runbookOf('locks', SETS.zookeeper.manifests);

  expect(zk.match(/patch pvc data-locks-[0-4] -p '\{"spec":\{"resources":\{"requests":\{"storage":"8Gi"\}\}\}\}'/g)).toHaveLength(5);
  expect(runbookOf('events', SETS.kafka.manifests)).toContain('for claim in data-$SET-0 data-$SET-1 data-$SET-2 data-$SET-3; do');
});

test('the names of Cassandra are those of its objects', () => {
  const text = runbookOf('carts', SETS.cassandra.manifests);

  expect(text).toContain('create job --from=cronjob/carts-repair repair-now');
  expect(text).toContain('create secret generic carts-cert --from-file=tls.crt');
  expect(text).toContain('for pod in carts-0 carts-1 carts-2 carts-3; do');
  expect(text).toContain('patch pvc data-carts-3 -p \'{"spec":{"resources":{"requests":{"storage":"80Gi"}}}}\'');
  expect(text).toContain('touch /var/lib/cassandra/replace-now');
  expect(text).toContain('delete jobs -l app.kubernetes.io/name=carts-accounts');
});

test('a small set gets commands only for pods that it has', () => {
  expect(runbookOf('cache', SETS.other.manifests)).not.toMatch(/cache-[2-9]/);
});

test('a single member of ZooKeeper gets the commands for the member that joins it', () => {
  const scope = chart('prod');
  new ZooKeeper(scope, 'Zk', { name: 'locks', replicas: 1, allowSingleMember: true, storage: Size.gibibytes(4) });
  const text = runbookOf('locks', scope.toJson());

  expect(text).toContain('\nSET=locks\n');
  expect(text).toContain('logs $SET-1 -c $SET | grep \'alone until now\'');
});

test('dedicated controllers have the runbook of their brokers', () => {
  expect(runbookOf('events-controller', SETS.kafka.manifests)).toBe(runbookOf('events', SETS.kafka.manifests));
});

test('a set written by hand gets the namespace that is given', () => {
  const set = { kind: 'StatefulSet', metadata: { name: 'db' }, spec: { replicas: 1, template: {} } };

  expect(runbookOf('db', [set], 'here')).toContain('NS=here\nkubectl -n $NS get statefulset db -o wide');
});
