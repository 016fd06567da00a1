import { Chart, Cron, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, PostgreSql, PostgreSqlPermission } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';
import { postgresql, refused } from './postgresql';

function password(chart: Chart, key: string): LooseProps {
  return { secret: chart.node.tryFindChild('Auth') ?? Secret.fromSecretName(chart, 'Auth', 'postgresql-auth'), key };
}

const SECRET = { name: 'store' };
const REPOSITORY = {
  endpoint: 's3.example.com',
  bucket: 'backups',
  path: '/shop',
  accessKey: { secret: SECRET, key: 'id' },
  secretKey: { secret: SECRET, key: 'key' },
};
const archive = (repository: LooseProps, props: LooseProps = {}) => ({
  archive: { repository: { ...REPOSITORY, ...repository }, certificate: SECRET, ...props },
});

/** What is declared for a set, and accepted or refused when the manifests are written. */
function declared(
  title: string, bad: (db: PostgreSql, chart: Chart) => void, error: string, good: typeof bad, reportedBy?: string,
): BadInput {
  const declare = (act: typeof bad) => (_: unknown, chart: Chart) => act(postgresql(chart), chart);
  return { title: `for PostgreSql: ${title}`, bad: declare(bad), error: `${error} at test/Db]`, good: declare(good), reportedBy };
}

/** Reports references, which are complete at synthesis only. */
const JOB = 'test/Db/Job-accounts/Files';

const user = (chart: Chart, name: string, permissions?: PostgreSqlPermission[]) => [
  name, { password: password(chart, name) as any, permissions },
] as const;

export const postgreSqlOperationsCases: BadInput[] = [
  refused('an object store by its URL', archive({ endpoint: 'https://s3.example.com' }),
    'archive.repository.endpoint must be a host name, optionally with a port, because pgBackRest connects over TLS and verifies the name, '
      + 'got "https://s3.example.com"; use s3.eu-central-1.amazonaws.com or store.example.com:9000 [RepositoryInvalid',
    archive({ endpoint: 's3.example.com:9000' })),
  refused('a bucket that cannot exist', archive({ bucket: 'Back_ups' }),
    'archive.repository.bucket must be 3 to 63 lower-case letters, digits, dots and dashes, got "Back_ups"; use a name such as backups '
      + '[RepositoryInvalid', archive({ bucket: 'back-ups' })),
  refused('a path without a slash', archive({ path: 'shop' }),
    'archive.repository.path must begin with a slash, end without one, and have letters, digits, dots, dashes and underscores between '
      + 'slashes, got "shop"; use a path such as /shop/postgresql [RepositoryInvalid', archive({ path: '/shop/a.b_c-1' })),
  refused('a region with a space', archive({ region: 'eu central' }),
    'archive.repository.region must be lower-case letters, digits and dashes, got "eu central"; omit it for the default (us-east-1) '
      + '[RepositoryInvalid', archive({ region: 'eu-central-1' })),
  refused('a network policy that blocks the object store',
    { ...archive({}), networkAccess: NetworkAccess.isolated(), apiServer: NetworkPeer.cidr('10.0.0.1/32') },
    'archive.repository.server must be set if networkAccess is isolated, because otherwise the members cannot connect to the object store, '
      + 'got undefined; use server: NetworkPeer.cidr(\'10.0.0.0/8\') with the addresses of the store [RepositoryUnreachable',
    {
      ...archive({ server: NetworkPeer.cidr('10.1.0.0/16') }),
      networkAccess: NetworkAccess.isolated(),
      apiServer: NetworkPeer.cidr('10.0.0.1/32'),
    }),
  refused('a retention of hours', archive({}, { retention: Duration.hours(36) }),
    'archive.retention must be whole days, from 1 to 3650, got "129600s"; omit it for the default (14 days) [ArchiveDaysInvalid',
    archive({}, { retention: Duration.hours(48) })),
  refused('a backup in each minute of an hour', archive({}, { schedule: Cron.schedule({ hour: '1' }) }),
    'archive.schedule must have a minute, because otherwise it runs in every minute of the times that it names, got "* 1 * * *"; '
      + 'use Cron.schedule({ minute: \'0\', hour: \'3\' }) for each night [BackupScheduleInvalid',
    archive({}, { schedule: Cron.schedule({ minute: '30', hour: '1' }) })),
  refused('a point in time without a zone', { restoreFrom: { repository: REPOSITORY, targetTime: '2026-01-02 03:04:05' } },
    'restoreFrom.targetTime must be a time in UTC, to the second or finer, got "2026-01-02 03:04:05"; use a time such as '
      + '2026-01-02T03:04:05Z [TargetTimeInvalid', { restoreFrom: { repository: REPOSITORY, targetTime: '2026-01-02T03:04:05.678Z' } }),
  refused('a day that does not exist', { restoreFrom: { repository: REPOSITORY, targetTime: '2026-02-30T03:04:05Z' } },
    'restoreFrom.targetTime must be a time in UTC, to the second or finer, got "2026-02-30T03:04:05Z"; use a time such as '
      + '2026-01-02T03:04:05Z [TargetTimeInvalid', { restoreFrom: { repository: REPOSITORY } }),
  refused('an archive in the directory of the source', { ...archive({}), restoreFrom: { repository: REPOSITORY } },
    'archive.repository.path must differ from that of restoreFrom, because the write-ahead logs of two clusters would be mixed, got '
      + '"/shop"; use a path such as /shop-2 [ArchiveIntoSource',
    { ...archive({ path: '/shop-2' }), restoreFrom: { repository: REPOSITORY } }),
  declared('a database twice', (db, chart) => {
    db.addUser(...user(chart, 'shop'));
    db.addDatabase('shop', { owner: 'shop' });
    db.addDatabase('shop', { owner: 'shop' });
  }, 'the databases of a set must have different names, also from that of accounts.application, got "shop"; combine both declarations in '
    + 'one addDatabase, or remove accounts.application [DatabaseTaken', (db, chart) => {
    db.addUser(...user(chart, 'shop'));
    db.addDatabase('shop', { owner: 'shop' });
    db.addDatabase('shop2', { owner: 'shop' });
  }),
  declared('a user twice', (db, chart) => {
    db.addUser(...user(chart, 'shop'));
    db.addUser(...user(chart, 'shop'));
  }, 'the users of a set must have different names, also from that of accounts.application, got "shop"; combine both declarations in one '
    + 'addUser, or remove accounts.application [UserTaken', (db, chart) => { db.addUser(...user(chart, 'shop')); }),
  declared('a database of the server', db => db.addDatabase('postgres', { owner: 'shop' }),
    'the name of a database must not be a name that the server or the preset uses, nor begin with pg_, got "postgres"; use a name such as '
      + 'shop [PostgreSqlNameReserved', (db, chart) => {
      db.addUser(...user(chart, 'shop'));
      db.addDatabase('shop', { owner: 'shop' });
    }),
  declared('an extension without a name', db => db.addDatabase('shop', { owner: 'shop', extensions: [''] }),
    'extensions of database shop must be names of extensions, got ""; use a name such as pg_trgm [PostgreSqlNameInvalid', (db, chart) => {
      db.addUser(...user(chart, 'shop'));
      db.addDatabase('shop', { owner: 'shop', extensions: ['pg_trgm', 'uuid-ossp'] });
    }),
  declared('a database whose owner is not declared', db => db.addDatabase('shop', { owner: 'shop' }),
    'the owner of database shop must be a user of addUser or accounts.application, because the Job creates no other users, got "shop"; '
      + 'add it with addUser [DatabaseOwnerUnknown', (db, chart) => {
      db.addDatabase('shop', { owner: 'shop' });
      db.addUser(...user(chart, 'shop'));
    }, JOB),
  declared('a permission in a database that is not declared', (db, chart) => {
    db.addUser(...user(chart, 'report', [PostgreSqlPermission.read('shop')]));
  }, 'permissions of user report must be for a database of addDatabase or accounts.application, got "shop"; add it with addDatabase '
    + '[PermissionDatabaseUnknown', (db, chart) => {
    db.addUser(...user(chart, 'report', [PostgreSqlPermission.read('shop', 'sales')]));
    db.addDatabase('shop', { owner: 'report' });
  }, JOB),
  declared('more databases than kubectl apply can write', (db, chart) => manyDatabases(db, chart, 2200),
    'databases, users and permissions must fit into a ConfigMap of 262144 bytes as JSON, because kubectl apply stores the whole object in '
      + 'an annotation, got "262949 bytes"; create databases that come and go in the application that needs them [AccountsTooLarge',
    (db, chart) => manyDatabases(db, chart, 100), JOB),
];

function manyDatabases(db: PostgreSql, chart: Chart, count: number): void {
  const owner = `a${'x'.repeat(50)}`;
  db.addUser(owner, { password: password(chart, 'owner') as any });
  for (let i = 0; i < count; i += 1) { db.addDatabase(`db-${i}-${'x'.repeat(50)}`, { owner }); }
}
