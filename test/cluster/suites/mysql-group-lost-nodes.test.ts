import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { assertSpread, beside, nodeOf } from '../harness/placement';
import { login } from '../mysql/deployment';
import { all, deployGroup, primaryOf, secondariesOf, untilWhole } from '../mysql/group';
import { trySql, untilEqual } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

async function deploySpread(t: CaseContext): Promise<void> {
  await t.faults.nodesToLose(3);
  await deployGroup(t);
  await assertSpread(t, 'mysql');
}

clusterCase('without the node of the primary another member accepts writes, '
  + 'and the lost one joins again when its node is back', { level: 'full', seconds: 900 }, async t => {
  await deploySpread(t);
  const former = await primaryOf(t);
  const writer = await beside(t, (await secondariesOf(t))[0], mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);

  await recorder.during('node of the primary without power', async () => {
    let node: { undo(): Promise<void> } | undefined;
    const gap = await writeGap(t, writer, async () => { node = await t.faults.loseNode(await nodeOf(t, former)); });
    t.against('write gap around the loss of the node of the primary', gap, 15);
    await node?.undo();
    await t.time('all members in the group after the node is Ready', 90, () => untilWhole(t, 3, 180));
  });
  assert.notEqual(await primaryOf(t), former);

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a primary whose node is cut off acknowledges no write, while another member accepts them', {
  level: 'full', seconds: 900,
}, async t => {
  await deploySpread(t);
  const former = await primaryOf(t);
  const writer = await beside(t, (await secondariesOf(t))[0], mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);

  await recorder.during('node of the primary cut off', async () => {
    let node: { undo(): Promise<void> } | undefined;
    const gap = await writeGap(t, writer, async () => { node = await t.faults.loseNode(await nodeOf(t, former), 'network'); });
    t.against('write gap around the cut of the node of the primary', gap, 15);
    await node?.undo();
    assert.equal(await trySql(t, former, 'SELECT @@super_read_only'), '1');
    await t.time('all members in the group after the node is Ready', 90, () => untilWhole(t, 3, 180));
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a group whose nodes are all lost begins again by itself with all acknowledged writes', {
  level: 'full', seconds: 900,
}, async t => {
  await deploySpread(t);
  const writer = await beside(t, 'mysql-0', mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);
  const { acknowledged } = await recorder.verdict();
  assert.ok(acknowledged > 0);

  const nodes = await Promise.all(all.map(pod => nodeOf(t, pod)));
  const lost = await Promise.all(nodes.map(node => t.faults.loseNode(node)));
  await Promise.all(lost.map(node => node.undo()));
  await t.time('group whole after its nodes are Ready', 90, () => untilWhole(t, 3, 240));
  await untilEqual(t);
  assert.equal(await trySql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.numbers'), `${acknowledged}`);
});
