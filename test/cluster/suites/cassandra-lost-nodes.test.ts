import { strict as assert } from 'node:assert';
import { all, assertOneRing, racksOf, ringOf } from '../cassandra/members';
import { deployInZones } from '../cassandra/zones';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { beside, nodeOf } from '../harness/placement';
import { readPod } from '../harness/pods';
import { pause } from '../harness/wait';
import { writeGap } from '../recorder/write-gap';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

async function untilWhole(t: CaseContext): Promise<void> {
  await t.until.setReady('cassandra', 300);
  await assertOneRing(t);
}

clusterCase('members are in the racks of their zones, and queries at QUORUM go on while a node is without power or cut off', {
  level: 'full', seconds: 900,
}, async t => {
  await t.faults.nodesToLose(3);
  await deployInZones(t);
  const before = await assertOneRing(t);
  const writer = await beside(t, 'cassandra-0', cassandraWriter({ SPECULATIVE: 'on' }));
  const recorder = await t.record(writer);

  for (const { pod, how } of [{ pod: 'cassandra-1', how: 'power' }, { pod: 'cassandra-2', how: 'network' }] as const) {
    await recorder.during(`node of ${pod} lost (${how})`, async () => {
      const gap = await writeGap(t, writer, async () => {
        const node = await t.faults.loseNode(await nodeOf(t, pod), how);
        await pause(10);
        await node.undo();
      });
      t.against(`write gap around the loss of a node (${how})`, gap, 2);
      await t.time(`member Ready after its node is Ready (${how})`, 120, () => untilWhole(t));
    });
  }

  await recorder.verdict();
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
  assert.deepEqual(await assertOneRing(t), before, 'members changed their identity');
});

clusterCase('a member whose node and volume are lost waits for a node in its zone, and is repaired there before it serves', {
  level: 'full', seconds: 900,
}, async t => {
  await t.faults.nodesToLose(3);
  await deployInZones(t);
  const before = [await assertOneRing(t), await racksOf(t)];
  const recorder = await t.record(await beside(t, 'cassandra-0', cassandraWriter()));
  const lost = await nodeOf(t, 'cassandra-2');

  await recorder.during('node and volume of cassandra-2 lost for good', async () => {
    const node = await t.faults.loseNode(lost);
    const given = await t.faults.giveUpNode(lost);
    await pause(15);
    assert.equal((await readPod(t.cluster, t.namespace, 'cassandra-2')).spec?.nodeName, undefined, 'the member has moved to another zone');
    assert.deepEqual((await ringOf(t, 'cassandra-0')).map(member => member.slice(0, 2)).sort(), ['DN', 'UN', 'UN']);
    // a node takes the place of the lost one: the claim is deleted when it is there
    await node.undo();
    await t.faults.loseVolume('cassandra-2');
    await given.undo();
    await t.time('repaired and Ready after a node in its zone is Ready', 180, () => untilWhole(t));
  });

  const log = await logOf(t, 'cassandra-2', 'cassandra');
  assert.match(log, /this member will replace, in the rack/);
  assert.match(log, /the ranges are repaired, and this member serves clients/);
  assert.deepEqual([await assertOneRing(t), await racksOf(t)], before, 'the replaced member is another one for the others');
  await recorder.verdict();
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
});

clusterCase('a ring whose nodes are all lost starts again by itself with all acknowledged writes', {
  level: 'full', seconds: 900,
}, async t => {
  await t.faults.nodesToLose(3);
  await deployInZones(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(await beside(t, 'cassandra-0', cassandraWriter()));
  await pause(20);
  const { acknowledged } = await recorder.verdict();
  assert.ok(acknowledged > 0);

  const nodes = await Promise.all(all.map(pod => nodeOf(t, pod)));
  const lost = await Promise.all(nodes.map(node => t.faults.loseNode(node)));
  await Promise.all(lost.map(node => node.undo()));
  await t.time('all members Ready after their nodes are Ready', 150, () => untilWhole(t));

  assert.deepEqual(await assertOneRing(t), before, 'members changed their identity');
  const rows = await t.exec('cassandra-0', 'cassandra', [
    'bash', '-c', 'HOME=/tmp cqlsh -u admin -p "$1" -e "CONSISTENCY QUORUM; SELECT count(*) FROM app.numbers"', '-', PASSWORD,
  ]);
  assert.match(rows, new RegExp(`^\\s+${acknowledged}$`, 'm'));
});
