import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { readPod } from '../harness/pods';
import { pause } from '../harness/wait';
import { accounts, login } from '../mysql/deployment';
import { deployGroup, group, primaryOf, secondariesOf, switchTo, untilWhole } from '../mysql/group';
import { untilEqual } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

clusterCase('three members become a group on empty volumes, another one replaces a killed primary, '
  + 'and no acknowledged write is lost', { level: 'quick', seconds: 600 }, async t => {
  await t.time('fresh group of 3, from apply to all Ready', 45, async () => {
    await t.apply([accounts(), ...group(t.namespace)]);
    await t.until.setReady('mysql', 180);
  });
  await untilWhole(t);

  const recorder = await t.record(writer);
  const former = await primaryOf(t);
  await recorder.during('kill -9 of the primary', async () => {
    t.against('write gap around a kill', await writeGap(t, writer, () => t.faults.kill(former)), 8);
    await t.time('all members in the group again', 60, () => untilWhole(t));
  });
  assert.notEqual(await primaryOf(t), former);
  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('ten kills of the primary lose no acknowledged write', { level: 'full', seconds: 1200 }, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);
  const gaps: number[] = [];

  await recorder.during('ten times kill -9 of the primary', async () => {
    for (let i = 0; i < 10; i++) {
      const primary = await primaryOf(t);
      const { status } = await readPod(t.cluster, t.namespace, primary);
      // the kubelet makes a container wait that restarts again and again
      if ((status?.containerStatuses ?? []).some(one => one.restartCount > 1)) {
        await t.faults.deletePod(primary);
        await untilWhole(t);
      }
      const killed = await primaryOf(t);
      gaps.push(await writeGap(t, writer, () => t.faults.kill(killed)));
      await untilWhole(t);
    }
  });
  const sorted = [...gaps].sort((a, b) => a - b);
  t.against('median of ten write gaps around a kill', (sorted[4] + sorted[5]) / 2, 8);
  t.against('longest of ten write gaps around a kill', sorted[9], 12);

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('one command moves the primary, and clients with open connections follow', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);

  for (const target of [...await secondariesOf(t), await primaryOf(t)]) {
    await recorder.during(`switch to ${target}`, async () => {
      t.against('write gap around a switch', await writeGap(t, writer, () => switchTo(t, target)), 2);
    });
    assert.equal(await primaryOf(t), target);
  }

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a frozen primary is replaced, acknowledges no write when it continues, '
  + 'and joins again', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const former = await primaryOf(t);
  const recorder = await t.record(writer);

  await recorder.during('primary frozen for 60 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const frozen = await t.faults.freeze(former);
      await pause(60);
      await frozen.undo();
    });
    t.against('write gap around a frozen primary', gap, 15);
    await t.time('all members in the group after the primary continues', 60, () => untilWhole(t));
  });
  assert.notEqual(await primaryOf(t), former);

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a primary that is cut off from the others refuses writes, the others elect another one, '
  + 'and it joins again', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const former = await primaryOf(t);
  const recorder = await t.record(writer);

  await recorder.during('primary parted from the others', async () => {
    const gap = await writeGap(t, writer, async () => {
      const partition = await t.faults.partition(former);
      await pause(40);
      const said = await logOf(t, former, 'group');
      assert.match(said, /no longer in the group/);
      await partition.undo();
    });
    t.against('write gap around a partition of the primary', gap, 15);
    await t.time('all members in the group after the partition', 60, () => untilWhole(t));
  });
  assert.notEqual(await primaryOf(t), former);

  await recorder.verdict();
  await untilEqual(t);
});
