import { Chart } from 'cdk8s';
import { Cassandra, CassandraPermission } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';
import { cassandra, password } from './cassandra';

/** What is declared for a ring, and accepted or refused when the manifests are written. */
function declared(
  title: string, bad: (ring: Cassandra, chart: Chart) => void, error: string, good: typeof bad, reportedBy?: string,
): BadInput {
  const declare = (act: typeof bad) => (_: unknown, chart: Chart) => act(cassandra(chart, { replicas: 5 }), chart);
  return { title: `for Cassandra: ${title}`, bad: declare(bad), error: `${error} at test/Ring]`, good: declare(good), reportedBy };
}

/** Reports references, which are complete at synthesis only. */
const JOB = 'test/Ring/Job-accounts/Files';

function addUser(ring: Cassandra, chart: Chart, name: string, permissions?: CassandraPermission[]): void {
  ring.addUser(name, { password: password(chart, name), permissions });
}

function addKeyspace(ring: Cassandra, chart: Chart, name: string, copies?: number): void {
  addUser(ring, chart, 'shop');
  ring.addKeyspace(name, { owner: 'shop', copies });
}

const NAME = 'must be 1 to 48 lower-case letters, digits and underscores and begin with a letter, because CQL reads other names only in '
  + 'quotes';
const COPIES = 'copies of keyspace orders must be a whole number from 3 to 5, because two of three copies are a quorum while one member '
  + 'restarts, and a ring cannot have more copies than members';
const OTHER_COPIES = 'omit it for the default (3), or create a keyspace for rows that may be lost with CQL [KeyspaceCopiesInvalid';

export const cassandraKeyspacesCases: BadInput[] = [
  declared('more copies than members', (ring, chart) => addKeyspace(ring, chart, 'orders', 6), `${COPIES}, got 6; ${OTHER_COPIES}`,
    (ring, chart) => addKeyspace(ring, chart, 'orders', 5)),
  declared('two copies', (ring, chart) => addKeyspace(ring, chart, 'orders', 2), `${COPIES}, got 2; ${OTHER_COPIES}`,
    (ring, chart) => addKeyspace(ring, chart, 'orders', 3)),
  {
    title: 'for Cassandra: four copies on three members',
    bad: (_, chart) => addKeyspace(cassandra(chart), chart, 'orders', 4),
    error: 'copies of keyspace orders must be 3, because two of three copies are a quorum while one member restarts, and a ring cannot '
      + `have more copies than members, got 4; ${OTHER_COPIES} at test/Ring]`,
    good: (_, chart) => addKeyspace(cassandra(chart), chart, 'orders'),
  },
  declared('a keyspace with a capital letter', (ring, chart) => addKeyspace(ring, chart, 'Orders'),
    `the name of a keyspace ${NAME}, got "Orders"; use a name such as orders [CassandraNameInvalid`,
    (ring, chart) => addKeyspace(ring, chart, 'orders')),
  declared('a keyspace with a long name', (ring, chart) => addKeyspace(ring, chart, 'o'.repeat(49)),
    `the name of a keyspace ${NAME}, got "${'o'.repeat(49)}"; use a name such as orders [CassandraNameInvalid`,
    (ring, chart) => addKeyspace(ring, chart, 'o'.repeat(48))),
  declared('a keyspace of the server', (ring, chart) => addKeyspace(ring, chart, 'system_auth'),
    'the name of a keyspace must not be one that Cassandra or the preset uses, got "system_auth"; use a name such as orders '
    + '[CassandraNameReserved', (ring, chart) => addKeyspace(ring, chart, 'systems')),
  declared('the superuser as user', (ring, chart) => ring.addUser('admin', { password: password(chart, 'shop') }),
    'the name of a user must not be one that Cassandra or the preset uses, got "admin"; use a name such as orders [CassandraNameReserved',
    (ring, chart) => addUser(ring, chart, 'admins')),
  declared('a keyspace twice', (ring, chart) => {
    addKeyspace(ring, chart, 'orders');
    ring.addKeyspace('orders', { owner: 'shop' });
  }, 'the keyspaces of a ring must have different names, got "orders"; combine both declarations in one addKeyspace [KeyspaceTaken',
  (ring, chart) => {
    addKeyspace(ring, chart, 'orders');
    ring.addKeyspace('returns', { owner: 'shop' });
  }),
  declared('a user twice', (ring, chart) => {
    addUser(ring, chart, 'shop');
    addUser(ring, chart, 'shop');
  }, 'the users of a ring must have different names, got "shop"; combine both declarations in one addUser [UserTaken',
  (ring, chart) => addUser(ring, chart, 'shop')),
  declared('the password of the superuser for a user', (ring, chart) => ring.addUser('shop', { password: password(chart, 'admin') }),
    'the password of user shop must differ from superuser.password, because a client with the password of one account could log in as the '
    + 'other, got "key admin of the Secret cassandra-auth for both"; use another key or another Secret [PasswordShared',
    (ring, chart) => addUser(ring, chart, 'shop')),
  declared('a keyspace whose owner is not declared', ring => ring.addKeyspace('orders', { owner: 'shop' }),
    'the owner of keyspace orders must be a user of addUser, because the Job creates no other users, got "shop"; add it with addUser '
    + '[KeyspaceOwnerUnknown', (ring, chart) => addKeyspace(ring, chart, 'orders'), JOB),
  declared('a permission in a keyspace that is not declared', (ring, chart) => {
    addUser(ring, chart, 'report', [CassandraPermission.read('orders')]);
  }, 'permissions of user report must be for a keyspace of addKeyspace, got "orders"; add it with addKeyspace [PermissionKeyspaceUnknown',
  (ring, chart) => {
    addUser(ring, chart, 'report', [CassandraPermission.read('orders')]);
    addKeyspace(ring, chart, 'orders');
  }, JOB),
  declared('more keyspaces than kubectl apply can write', (ring, chart) => addMany(ring, chart, 4200),
    'keyspaces, users and permissions must fit into a ConfigMap of 262144 bytes as JSON, because kubectl apply stores the whole object in '
    + 'an annotation, got "263500 bytes"; create keyspaces that come and go with CQL [AccountsTooLarge',
    (ring, chart) => addMany(ring, chart, 100), JOB),
];

function addMany(ring: Cassandra, chart: Chart, count: number): void {
  addUser(ring, chart, 'shop');
  for (let i = 0; i < count; i += 1) { ring.addKeyspace(`k${i}_${'x'.repeat(40)}`, { owner: 'shop' }); }
}
