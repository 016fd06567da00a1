import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { assertSpread, beside, nodeOf } from '../harness/placement';
import { deploy, login } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, trySql, untilCounted, untilEqual, untilWhole } from '../postgresql/members';
import { writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

async function deploySpread(t: CaseContext): Promise<void> {
  await t.faults.nodesToLose(3);
  await deploy(t);
  await untilWhole(t);
  await untilCounted(t);
  await assertSpread(t, 'postgresql');
}

const LOSSES = [['power', 'without the node of the primary'], ['network', 'while the node of the primary is cut off']] as const;

for (const [how, title] of LOSSES) {
  clusterCase(`${title} a replica becomes the primary, and the former one follows when its node is back`, {
    level: 'full', seconds: 900,
  }, async t => {
    await deploySpread(t);
    const former = await primaryOf(t);
    const writer = await beside(t, (await replicasOf(t))[0], postgresqlWriter('postgresql-primary', login));
    const recorder = await t.record(writer);

    await recorder.during(`node of the primary lost (${how})`, async () => {
      let node: { undo(): Promise<void> } | undefined;
      const gap = await writeGap(t, writer, async () => { node = await t.faults.loseNode(await nodeOf(t, former), how); });
      t.against('write gap around the loss of the node of the primary', gap, 30);
      await node?.undo();
      if (how === 'network') { assert.notEqual(await trySql(t, former, 'SELECT pg_is_in_recovery()'), 'f'); }
      await t.time('whole after the node is Ready', 90, () => untilWhole(t, 3, 240));
    });
    assert.notEqual(await primaryOf(t), former);

    await recorder.verdict();
    await untilEqual(t);
  });
}

clusterCase('a set whose nodes are all lost starts again by itself with all acknowledged writes', {
  level: 'full', seconds: 900,
}, async t => {
  await deploySpread(t);
  const recorder = await t.record(await beside(t, 'postgresql-0', postgresqlWriter('postgresql-primary', login)));
  const { acknowledged } = await recorder.verdict();
  assert.ok(acknowledged > 0);

  const nodes = await Promise.all([0, 1, 2].map(ordinal => nodeOf(t, `postgresql-${ordinal}`)));
  const lost = await Promise.all(nodes.map(node => t.faults.loseNode(node)));
  await Promise.all(lost.map(node => node.undo()));
  await t.time('whole after the nodes are Ready', 90, () => untilWhole(t, 3, 240));
  await untilEqual(t);
  assert.equal(await sql(t, await primaryOf(t), 'SELECT count(*) FROM numbers', 'app'), `${acknowledged}`);
});
