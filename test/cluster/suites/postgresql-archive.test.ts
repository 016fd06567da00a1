import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PostgreSql, type PostgreSqlProps, type PostgreSqlRepository } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { synthesize } from '../harness/synthesize';
import { pause, waitFor } from '../harness/wait';
import { refusedNow, runNow } from '../mysql/jobs';
import { accounts, login } from '../postgresql/deployment';
import { objectStore, STORE } from '../postgresql/object-store';
import { parseLedger } from '../recorder/ledger';
import { writerContainer, writerPodName } from '../recorder/writer-pod';
import { postgresqlWriter } from '../writers/postgresql';

/** As the image of the other suites, with pgBackRest. */
const IMAGE = process.env.CLUSTER_TEST_PGBACKREST_IMAGE ?? 'localhost/postgres-backrest:18';

/** Seconds by which the clocks of the ledger and the server may differ. */
const CLOCK = 0.1;

type Repositories = (path: string) => PostgreSqlRepository;

/** Two members with an archive of their own. `props` gets the repositories of the store by their paths. */
function set(namespace: string, name: string, props: (repository: Repositories) => Partial<PostgreSqlProps>) {
  return synthesize(namespace, chart => {
    const secret = Secret.fromSecretName(chart, 'Accounts', 'accounts');
    const store = Secret.fromSecretName(chart, 'Store', 'store');
    const storeTls = Secret.fromSecretName(chart, 'StoreTls', 'store-tls');
    const repository: Repositories = path => ({
      endpoint: STORE.endpoint,
      bucket: STORE.bucket,
      path,
      accessKey: { secret: store, key: 'access' },
      secretKey: { secret: store, key: 'secret' },
      passphrase: { secret: store, key: 'passphrase' },
      authority: { secret: storeTls, key: 'ca.crt' },
      pathStyle: true,
    });
    new PostgreSql(chart, 'Db', {
      name,
      image: IMAGE,
      replicas: 2,
      storage: Size.gibibytes(1),
      firstBoot: true,
      accounts: {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'app', user: 'app', password: { secret, key: 'application' } },
      },
      archive: {
        repository: repository(`/test/${name}`),
        certificate: Secret.fromSecretName(chart, 'ArchiveTls', 'archive-tls'),
      },
      ...props(repository),
    });
  });
}

async function sqlOf(t: CaseContext, name: string, statement: string, database = 'postgres'): Promise<string> {
  for (const pod of [`${name}-0`, `${name}-1`]) {
    const command = ['psql', '-XAtq', '-U', 'postgres', '-d', database, '-c', `SELECT pg_is_in_recovery(); ${statement}`];
    const { code, stdout } = await exec(t.cluster, { namespace: t.namespace, pod, container: name }, command, 20);
    if (code === 0 && stdout.startsWith('f\n')) { return stdout.slice(2).trim(); }
  }
  throw new Error(`${name} has no primary that answers ${statement}`);
}

const certificates = () => issue([
  { secret: 'store-tls', name: 'store', extensions: [hostsExtension(['store'])] },
  {
    secret: 'archive-tls',
    name: 'pgbackrest',
    extensions: [hostsExtension(['*.postgresql', '*.restored']), 'extendedKeyUsage=serverAuth,clientAuth'],
  },
]);

clusterCase('a point in time is restored from the object store, with every row that was acknowledged until then and no later one', {
  level: 'full', seconds: 900,
}, async t => {
  const source = set(t.namespace, 'postgresql', () => ({}));
  await t.apply([accounts(), ...certificates(), ...objectStore()]);
  await t.apply(source);
  await t.until.setReady('postgresql', 300);
  const writer = postgresqlWriter('postgresql-primary', login);
  const recorder = await t.record(writer);

  await t.time('full backup', 120, () => runNow(t, source, { cronJob: 'postgresql-archive', name: 'full' }));
  await pause(3);
  assert.match(await runNow(t, source, { cronJob: 'postgresql-archive', name: 'next' }), /taking a backup of the type incr/);
  await pause(3);
  const target = await sqlOf(t, 'postgresql',
    'SELECT to_char(clock_timestamp() AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\')');
  const inWriter = (script: string) => t.exec(writerPodName(writer), writerContainer, ['bash', '-ec', script]);
  // the ledger has seconds since the start of the machine
  const [epoch, uptime] = (await inWriter('date +%s.%N; cut -d" " -f1 /proc/uptime')).split('\n').map(Number);
  const targetSeconds = Date.parse(target) / 1000 - epoch + uptime;
  await pause(3);
  await recorder.verdict();
  const ledger = parseLedger(await inWriter('cat /ledger/ledger'));
  await sqlOf(t, 'postgresql', 'SELECT pg_switch_wal()');
  await waitFor('the write-ahead log to be archived', { seconds: 60, everySeconds: 1 }, async () => {
    const waiting = await sqlOf(t, 'postgresql',
      'SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE \'%.ready\'');
    return waiting === '0' ? { found: true } : { seen: `${waiting} files wait` };
  });

  const restored = set(t.namespace, 'restored', repository => ({
    restoreFrom: { repository: repository('/test/postgresql'), targetTime: target },
  }));
  await t.apply(restored);
  await t.time('restore to Ready', 180, () => t.until.setReady('restored', 360));

  const rows = (await sqlOf(t, 'restored', 'SELECT n FROM numbers ORDER BY n', 'app')).split('\n').map(Number);
  const held = new Set(rows);
  const before = ledger.attempts.filter(({ ackedAt = Infinity }) => ackedAt < targetSeconds - CLOCK).map(({ number }) => number);
  const after = ledger.attempts.filter(({ sentAt }) => sentAt > targetSeconds + CLOCK).map(({ number }) => number);
  console.log(`restored ${rows.length} rows; acknowledged before ${target}: ${before.length}; sent after it: ${after.length}`);
  assert.ok(before.length > 100 && after.length > 50, 'the ledger has rows on both sides of the point in time');
  assert.deepEqual(before.filter(number => !held.has(number)), [], 'rows that were acknowledged before the point in time are there');
  assert.deepEqual(after.filter(number => held.has(number)), [], 'rows that were sent after it are not');

  await runNow(t, restored, { cronJob: 'restored-archive', name: 'own' });
  assert.equal(await sqlOf(t, 'restored', 'SELECT count(*) FROM pg_stat_replication WHERE state = \'streaming\''), '1');
});

clusterCase('an archive of another cluster is not overwritten, and a point in time after the archive is refused', {
  level: 'full', seconds: 900,
}, async t => {
  const source = set(t.namespace, 'postgresql', () => ({ replicas: 1 }));
  await t.apply([accounts(), ...certificates(), ...objectStore()]);
  await t.apply(source);
  await t.until.setReady('postgresql', 300);
  await runNow(t, source, { cronJob: 'postgresql-archive', name: 'full' });

  const late = set(t.namespace, 'restored', repository => ({
    replicas: 1,
    restoreFrom: { repository: repository('/test/postgresql'), targetTime: '2099-01-01T00:00:00Z' },
  }));
  await t.apply(late);
  await untilLogged(t, 'restored-0', 'bootstrap', /\[RestoreFailed\]/);
  await t.cluster.apps.deleteNamespacedStatefulSet({ namespace: t.namespace, name: 'restored' });
  await t.until.podGone('restored-0', 120);
  await t.cluster.core.deleteNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: 'data-restored-0' });

  const taken = set(t.namespace, 'restored', repository => ({
    replicas: 1,
    archive: { repository: repository('/test/postgresql'), certificate: { name: 'archive-tls' } as never },
  }));
  await t.apply(taken);
  await t.until.setReady('restored', 300);
  await sqlOf(t, 'restored', 'SELECT pg_switch_wal()');
  await untilLogged(t, 'restored-0', 'restored', /\[ArchiveOfOtherCluster\]/);
  await refusedNow(t, taken, { cronJob: 'restored-archive', name: 'refused' });
  await runNow(t, source, { cronJob: 'postgresql-archive', name: 'again' });
});

async function untilLogged(t: CaseContext, pod: string, container: string, text: RegExp): Promise<void> {
  await waitFor(`${pod} to log ${text}`, { seconds: 180, everySeconds: 1 }, async () => {
    const logs = await Promise.all([false, true].map(previous => t.cluster.core.readNamespacedPodLog({
      namespace: t.namespace, name: pod, container, previous, tailLines: 200,
    }).catch(() => '')));
    return logs.some(log => text.test(log)) ? { found: true } : { seen: logs[0].slice(-300) };
  });
}
