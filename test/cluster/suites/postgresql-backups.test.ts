import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { PostgreSql, PostgreSqlPermission } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { synthesize } from '../harness/synthesize';
import { waitFor } from '../harness/wait';
import { refusedNow, runNow } from '../mysql/jobs';
import { accounts, deploy, postgresql } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, untilEqual, untilWhole } from '../postgresql/members';
import { IMAGE } from '../writers/postgresql';

const backup = { storage: Size.gibibytes(1) };

clusterCase('the newest or a named dump can be loaded into the primary, and the replicas follow', {
  level: 'full', seconds: 600,
}, async t => {
  await deploy(t, { backup });
  const manifests = postgresql(t.namespace, { backup });
  const dump = async (name: string) => {
    const log = await runNow(t, manifests, { cronJob: 'postgresql-backup', name });
    return /wrote \/backup\/(\S+)/.exec(log)?.[1] ?? `no dump in: ${log}`;
  };
  const numbers = async () => {
    await untilEqual(t);
    const [replica] = await replicasOf(t);
    return sql(t, replica, 'SELECT string_agg(n::text, \',\' ORDER BY n) FROM numbers', 'app');
  };
  const primary = await primaryOf(t);
  const write = (statement: string) => sql(t, primary, `SET ROLE app; ${statement}`, 'app');
  await write('CREATE TABLE numbers (n bigint PRIMARY KEY); INSERT INTO numbers VALUES (1), (2), (3)');
  await sql(t, primary, 'CREATE ROLE reporter LOGIN');
  await write('GRANT SELECT ON numbers TO reporter');
  const first = await dump('dump-first');
  await write('INSERT INTO numbers VALUES (4)');
  const second = await dump('dump-second');
  await write('DROP TABLE numbers');
  await sql(t, primary, 'DROP ROLE reporter');

  await runNow(t, manifests, { cronJob: 'postgresql-restore', name: 'restore-first', env: { DUMP: first } });
  assert.equal(await numbers(), '1,2,3');
  assert.equal(await sql(t, primary, 'SELECT has_table_privilege(\'reporter\', \'numbers\', \'SELECT\')', 'app'), 't');
  await runNow(t, manifests, { cronJob: 'postgresql-restore', name: 'restore-newest', env: { DATABASE: 'app' } });
  assert.equal(await numbers(), '1,2,3,4');
  assert.equal(await runNow(t, manifests, {
    cronJob: 'postgresql-restore',
    name: 'list-dumps',
    env: { DUMP: 'list' },
  }), `${first}\n${second}\n`);

  // an object that the dump does not know depends on a table of the dump
  await write('CREATE VIEW newer AS SELECT * FROM numbers');
  assert.match(
    await refusedNow(t, manifests, { cronJob: 'postgresql-restore', name: 'restore-refused', env: { DATABASE: 'app' } }),
    /app could not be loaded and is unchanged.*\[RestoreFailed\]/,
  );
  assert.equal(await numbers(), '1,2,3,4');
});

clusterCase('databases, users and permissions are applied by a Job, and a changed password when it runs again', {
  level: 'full', seconds: 600,
}, async t => {
  const declared = (permission = PostgreSqlPermission.read('orders')) => synthesize(t.namespace, chart => {
    const secret = Secret.fromSecretName(chart, 'Accounts', 'accounts');
    const users = Secret.fromSecretName(chart, 'Users', 'users');
    const set = new PostgreSql(chart, 'Db', {
      image: IMAGE,
      replicas: 2,
      storage: Size.gibibytes(1),
      firstBoot: true,
      accounts: {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
      },
    });
    set.addDatabase('orders', { owner: 'shop', extensions: ['pg_trgm'] });
    set.addUser('shop', { password: { secret: users, key: 'shop' } });
    set.addUser('a report', { password: { secret: users, key: 'report' }, permissions: [permission] });
  });
  const users = (shop: string) => ({
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users' }, stringData: { shop, report: 'of \'the\' "report" \\ $1 `id`' },
  });
  const jobOf = (manifests: ReturnType<typeof declared>) => manifests.find(({ kind }) => kind === 'Job')?.metadata?.name ?? '';
  const untilDone = (job: string) => waitFor(`Job ${job} to succeed`, { seconds: 180, everySeconds: 1 }, async () => {
    const { status } = await t.cluster.objects.read({
      apiVersion: 'batch/v1', kind: 'Job', metadata: { name: job, namespace: t.namespace },
    }) as { status?: { succeeded?: number } };
    return status?.succeeded ? { found: true } : { seen: JSON.stringify(status) };
  });
  const as = async (user: string, password: string, statement: string) => {
    const client = ['psql', '-XAtq', '-h', 'postgresql-primary', '-U', user, '-d', 'orders', '-c', statement];
    const command = ['env', `PGPASSWORD=${password}`, ...client];
    return (await t.exec(await primaryOf(t), 'postgresql', command)).trim();
  };
  const manifests = declared();
  await t.apply([accounts(), users('first'), ...manifests]);
  await t.until.setReady('postgresql', 300);
  await untilDone(jobOf(manifests));

  await as('shop', 'first', 'CREATE TABLE orders (id int PRIMARY KEY); INSERT INTO orders VALUES (1)');
  const report = users('').stringData.report;
  assert.equal(await as('a report', report, 'SELECT count(*) FROM orders'), '1');
  await assert.rejects(as('a report', report, 'INSERT INTO orders VALUES (2)'), /permission denied/);
  await assert.rejects(as('a report', report, 'CREATE TABLE mine (id int)'), /permission denied/);

  const changed = declared(PostgreSqlPermission.write('orders'));
  await t.apply([users('second'), ...changed]);
  await untilDone(jobOf(changed));
  await waitFor('the new password to be in force', { seconds: 90, everySeconds: 2 }, async () => {
    const answer = await as('shop', 'second', 'SELECT 1').catch(String);
    return answer === '1' ? { found: true } : { seen: answer };
  });
  await as('a report', report, 'INSERT INTO orders VALUES (2)');
  const logs = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: await primaryOf(t), container: 'postgresql' });
  assert.doesNotMatch(logs, /of 'the' "report"/);
});

clusterCase('Patroni serves the metrics that the alerts read, on the primary and on replicas', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const metrics = async (pod: string) => t.exec(pod, 'postgresql', ['python3', '-c',
    'import os, urllib.request; print(urllib.request.urlopen(f"http://{os.environ[\'POD_IP\']}:8008/metrics").read().decode())']);
  const known = readFileSync(join(__dirname, '../../presets/postgresql/metrics.txt'), 'utf8');
  const names = (page: string) => [...page.matchAll(/^(patroni_\w+)\{/gm)].map(([, name]) => name).sort();
  const [replica] = await replicasOf(t);

  assert.deepEqual(names(await metrics(replica)), names(known));
  assert.match(await metrics(await primaryOf(t)), /^patroni_primary\{.*\} 1$/m);
  await waitFor('a replica to report that it confirms commits', { seconds: 60, everySeconds: 2 }, async () => {
    const page = await metrics(replica);
    return /^patroni_quorum_standby\{.*\} 1$/m.test(page) ? { found: true } : { seen: page };
  });
});
