import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { pause } from '../harness/wait';
import { deploy, login } from '../mysql/deployment';
import { untilEqual, untilFollows } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

clusterCase('a frozen replica delays no write and catches up', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('replica frozen for about 60 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const frozen = await t.faults.freeze('mysql-1');
      // the bar is the time of three failed probes: five seconds each, and a pause of two
      await t.time('frozen replica not Ready', 17, () => t.until.podNotReady('mysql-1', 40));
      await pause(40);
      await frozen.undo();
    });
    t.against('write gap around a frozen replica', gap, 5);
    await t.time('frozen replica Ready and following', 30, async () => {
      await t.until.setReady('mysql', 120);
      await untilFollows(t, 'mysql-1', 'mysql-0.mysql');
    });
  });

  await recorder.verdict();
  await t.time('frozen replica equal', 30, () => untilEqual(t));
});

clusterCase('a replica that is cut off from the primary delays no write and catches up', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('replica parted from the primary for 30 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const partition = await t.faults.partition('mysql-1', ['mysql-0']);
      await pause(30);
      await partition.undo();
    });
    t.against('write gap around a partition of one replica', gap, 5);
    await t.time('parted replica follows after the partition', 30, () => untilFollows(t, 'mysql-1', 'mysql-0.mysql'));
  });

  await recorder.verdict();
  await t.time('parted replica equal', 30, () => untilEqual(t));
});

clusterCase('without replicas writes wait, and they continue when one replica is back', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('both replicas parted from the primary for 20 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const partition = await t.faults.partition('mysql-0', ['mysql-1', 'mysql-2']);
      await pause(20);
      await partition.undo();
    });
    assert.ok(gap > 15, `writes were acknowledged though no replica could have them: the longest gap was ${gap} s`);
    t.against('write gap around a partition of both replicas for 20 s', gap, 35);
  });

  await recorder.verdict();
  await untilEqual(t);
});
