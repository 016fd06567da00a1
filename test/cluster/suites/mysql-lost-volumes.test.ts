import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { deploy, login } from '../mysql/deployment';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

clusterCase('a primary that lost its volume restarts as a clone of a replica, '
  + 'also if all pods were deleted at the same time', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('pod and claim of the primary deleted', async () => {
    const gap = await writeGap(t, writer, async () => {
      await t.faults.loseVolume('mysql-0');
      await t.until.setReady('mysql', 180);
    });
    t.against('write gap around the loss of the volume of the primary', gap, 60);
  });
  assert.match(await logOf(t, 'mysql-0', 'bootstrap'), /cloning from mysql-[12]/);

  // first boot is still on
  await recorder.during('all pods and the claim of the primary deleted at once', async () => {
    await Promise.all([
      t.faults.loseVolume('mysql-0'), t.faults.deletePod('mysql-1', 'force'), t.faults.deletePod('mysql-2', 'force'),
    ]);
    await t.time('all Ready after the loss of all pods and a volume', 90, () => t.until.setReady('mysql', 180));
  });
  assert.match(await logOf(t, 'mysql-0', 'bootstrap'), /cloning from mysql-[12]/);

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('transactions in the relay log of a replica are '
  + 'not lost with the volume of the primary', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('appliers stopped, pod and claim of the primary deleted, appliers started', async () => {
    for (const pod of ['mysql-1', 'mysql-2']) { await sql(t, pod, 'STOP REPLICA SQL_THREAD'); }
    await new Promise(resolve => setTimeout(resolve, 3000));
    await t.faults.loseVolume('mysql-0');
    await new Promise(resolve => setTimeout(resolve, 15_000));
    for (const pod of ['mysql-1', 'mysql-2']) { await sql(t, pod, 'START REPLICA SQL_THREAD'); }
    await t.until.setReady('mysql', 180);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a replica that lost its volume is cloned again, '
  + 'although the primary has purged its old binary logs', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);
  await sql(t, 'mysql-0', 'FLUSH BINARY LOGS');
  const current = (await sql(t, 'mysql-0', 'SHOW BINARY LOG STATUS')).split('\t')[0];
  await sql(t, 'mysql-0', `PURGE BINARY LOGS TO '${current}'`);
  let start = 0;

  await recorder.during('pod and claim of a replica deleted', async () => {
    start = Date.now();
    await t.faults.loseVolume('mysql-2');
    await t.until.setReady('mysql', 180);
    await untilFollows(t, 'mysql-2', 'mysql-0.mysql');
  });

  await recorder.verdict();
  await untilEqual(t);
  t.against('replica cloned anew and equal by checksum', (Date.now() - start) / 1000, 60);
});

clusterCase('replicas that lost their volumes at the same time are cloned '
  + 'although the commits of clients wait for them', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('pods and claims of all replicas deleted', async () => {
    const gap = await writeGap(t, writer, async () => {
      await Promise.all([t.faults.loseVolume('mysql-1'), t.faults.loseVolume('mysql-2')]);
      await t.until.setReady('mysql', 180);
    });
    t.against('write gap around the loss of the volumes of all replicas', gap, 60);
  });
  assert.match(await logOf(t, 'mysql-0', 'mysql'), /\[CommitsBlockClone\][^]*writes continue/);
  assert.equal(await sql(t, 'mysql-0', 'SELECT @@rpl_semi_sync_source_enabled, @@offline_mode, @@super_read_only'), '1\t0\t0');

  await recorder.verdict();
  await untilEqual(t);
});
