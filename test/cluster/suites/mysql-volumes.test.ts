import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Durability } from '../../../src';
import { podUids } from '../apps/observe';
import { clusterCase } from '../harness/cluster-case';
import { deploy, mysql } from '../mysql/deployment';
import { refusedNow, runNow } from '../mysql/jobs';
import { sql, untilEqual } from '../mysql/members';

const names = new Chart(new App(), 'names');
const backup = { password: { secret: Secret.fromSecretName(names, 'Accounts', 'accounts'), key: 'backup' }, storage: Size.gibibytes(1) };

clusterCase('the newest or a named dump of a replica can be loaded into the primary, '
  + 'and the replicas follow', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { backup });
  const manifests = mysql(t.namespace, { backup });
  const dump = async (name: string) => {
    await untilEqual(t);
    const log = await runNow(t, manifests, { cronJob: 'mysql-backup', name });
    return /wrote \/backup\/(\S+)/.exec(log)?.[1] ?? `no dump in: ${log}`;
  };
  const numbers = async () => {
    await untilEqual(t);
    return sql(t, 'mysql-2', 'SELECT GROUP_CONCAT(n ORDER BY n) FROM app.numbers');
  };
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (1), (2), (3)');
  const first = await dump('dump-first');
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (4)');
  const second = await dump('dump-second');
  await sql(t, 'mysql-0', 'DROP TABLE app.numbers');

  await runNow(t, manifests, { cronJob: 'mysql-restore', name: 'restore-first', env: { DUMP: first } });
  assert.equal(await numbers(), '1,2,3');
  await runNow(t, manifests, { cronJob: 'mysql-restore', name: 'restore-newest' });
  assert.equal(await numbers(), '1,2,3,4');
  assert.equal(await runNow(t, manifests, {
    cronJob: 'mysql-restore',
    name: 'list-dumps',
    env: { DUMP: 'list' },
  }), `${first}\n${second}\n`);
});

clusterCase('a backup of a replica that has stopped applying transactions fails', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { backup });
  const manifests = mysql(t.namespace, { backup });
  await untilEqual(t);
  await sql(t, 'mysql-2', 'STOP REPLICA SQL_THREAD');

  assert.match(
    await refusedNow(t, manifests, { cronJob: 'mysql-backup', name: 'dump-old' }), /does not replicate \(receiver Yes, applier No\)/,
  );

  await sql(t, 'mysql-2', 'START REPLICA SQL_THREAD');
  await runNow(t, manifests, { cronJob: 'mysql-backup', name: 'dump-new' });
});

clusterCase('a row whose dump is larger than the maximum packet of the server fails the backup, '
  + 'and the error names its table', { level: 'full', seconds: 600 }, async t => {
  const variation = { replicas: 1, backup, settings: { innodb_redo_log_capacity: '16M', max_allowed_packet: '4M' } };
  await deploy(t, variation);
  const manifests = mysql(t.namespace, variation);
  // a NUL has two letters in a dump
  const insert = (bytes: number) => sql(
    t, 'mysql-0', `CREATE TABLE app.pictures (p LONGBLOB); INSERT INTO app.pictures VALUES (REPEAT(CHAR(0), ${bytes}))`,
  );
  await insert(3_000_000);
  assert.match(
    await refusedNow(t, manifests, { cronJob: 'mysql-backup', name: 'dump-large' }),
    /a row of the table app\.pictures is longer .* 4194304 bytes/,
  );

  await sql(t, 'mysql-0', 'DROP TABLE app.pictures');
  await insert(2_000_000);
  await runNow(t, manifests, { cronJob: 'mysql-backup', name: 'dump-small' });
  await sql(t, 'mysql-0', 'DROP TABLE app.pictures');
  await runNow(t, manifests, { cronJob: 'mysql-restore', name: 'restore-small' });
  assert.equal(await sql(t, 'mysql-0', 'SELECT LENGTH(p) FROM app.pictures'), '2000000');
});

clusterCase('new members can have larger volumes without a restart of the existing members', { level: 'full', seconds: 600 }, async t => {
  // said, because it would change with the third member, and roll the pods
  const durability = Durability.asynchronous();
  await deploy(t, { replicas: 2, durability });
  const before = await podUids(t, 'mysql');
  const larger = mysql(t.namespace, { replicas: 2, durability, storage: Size.gibibytes(2) });

  await assert.rejects(t.apply(larger), /updates to statefulset spec for fields other than/);
  await t.cluster.apps.deleteNamespacedStatefulSet({ namespace: t.namespace, name: 'mysql', propagationPolicy: 'Orphan' });
  await t.apply(larger);
  await t.until.setReady('mysql', 60);
  assert.deepEqual(await podUids(t, 'mysql'), before);

  await t.apply(mysql(t.namespace, { replicas: 3, durability, storage: Size.gibibytes(2) }));
  await t.until.setReady('mysql', 120);
  const claim = await t.cluster.core.readNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: 'data-mysql-2' });
  assert.equal(claim.spec?.resources?.requests?.storage, '2Gi');
});
