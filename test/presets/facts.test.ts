import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Duration, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Durability, Manifests, MySql, PostgreSql, PostgreSqlDurability } from 'cdk8s-stateful-app';
import { factsOf, measuredRoll } from '../../src/plan/facts';

const ROOT = join(__dirname, '..', '..');

/** The facts of a set in the golden YAML of an example. */
function factsIn(example: string, name: string) {
  const manifests: any[] = Yaml.load(join(ROOT, 'examples', example, 'golden', `${example}.k8s.yaml`));
  return factsOf(manifests.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === name));
}

test.each([
  ['mysql', 'mysql', { system: 'mysql', topology: 'primary', primary: 0, voters: undefined, copies: 2, replicas: 3 }],
  ['mysql-group', 'mysql', { system: 'mysql', topology: 'group', primary: undefined, voters: 3, copies: undefined }],
  ['postgresql', 'postgresql', {
    system: 'postgresql',
    copies: 2,
    encryption: 'none',
    authentication: 'none',
    limits: 'max_connections=100,max_locks_per_transaction=64,max_prepared_transactions=0,max_wal_senders=20,max_worker_processes=8',
  }],
  ['kafka', 'kafka', { system: 'kafka', topology: 'combined', voters: 3 }],
  ['zookeeper', 'zk', { system: 'zookeeper', topology: undefined, voters: 3 }],
  ['cassandra', 'cassandra', { system: 'cassandra', cluster: 'shop-orders', encryption: 'none' }],
])('a plan knows the system and the members of examples/%s', (example, name, facts) => {
  expect(factsIn(example, name)).toMatchObject(facts);
});

test.each([
  ['mysql', 'mysql', 'mysql/behaviour.md', ['write gap 11.3 s', '0.3 s without a read']],
  ['mysql-group', 'mysql', 'mysql/group.md', ['1.0 s']],
  ['postgresql', 'postgresql', 'postgresql/behaviour.md', ['write gap 3.2 s', '0.2 s without a read']],
  ['kafka', 'kafka', 'kafka/behaviour.md', ['1.0 s']],
  ['zookeeper', 'zk', 'zookeeper/behaviour.md', ['write gap 2.5 s']],
])('the measurement of a roll of examples/%s is on its page', (example, name, page, texts) => {
  const rows = readFileSync(join(ROOT, 'docs', 'presets', page), 'utf8').split('\n')
    .filter(line => /^\| (rollout of a changed template|rolling update|a rollout|a rolling update)/.test(line)).join('\n');

  for (const text of texts) {
    expect(measuredRoll(factsIn(example, name))).toContain(text);
    expect(rows).toContain(text);
  }
});

test.each<[copies: number, members: number, durability: PostgreSqlDurability | undefined]>([
  [2, 3, undefined],
  [1, 2, undefined],
  [1, 3, PostgreSqlDurability.asynchronous()],
  [3, 3, PostgreSqlDurability.synchronous({ standbys: 2 })],
  [1, 3, PostgreSqlDurability.quorum({ allowAlone: true })],
])('a plan knows that %i of %i members of PostgreSql have each acknowledged commit', (copies, replicas, durability) => {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'Passwords', 'passwords');
  new PostgreSql(chart, 'Db', {
    image: 'patroni:18',
    replicas,
    durability,
    storage: Size.gibibytes(1),
    accounts: { superuserPassword: { secret, key: 'a' }, replicationPassword: { secret, key: 'b' } },
  });

  expect(factsOf(Manifests.one(chart, 'StatefulSet'))).toMatchObject({ copies });
});

test.each<[copies: number, members: number, durability: Durability | undefined]>([
  [2, 3, undefined],
  [1, 2, undefined],
  [1, 3, Durability.asynchronous()],
  [1, 3, Durability.semiSynchronous(Duration.seconds(9))],
])('a plan knows that %i of %i members of MySql have each acknowledged commit', (copies, replicas, durability) => {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'Passwords', 'passwords');
  new MySql(chart, 'Db', {
    replicas,
    durability,
    storage: Size.gibibytes(1),
    accounts: { rootPassword: { secret, key: 'a' }, replicationPassword: { secret, key: 'b' } },
  });

  expect(factsOf(Manifests.one(chart, 'StatefulSet'))).toMatchObject({ copies });
});
