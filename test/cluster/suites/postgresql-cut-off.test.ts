import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { pause } from '../harness/wait';
import { deploy, login } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, untilEqual, untilWhole, writableMembers } from '../postgresql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);
const all = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

clusterCase('a frozen or parted replica delays no write and catches up', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('replica frozen for 60 s', async () => {
    const [replica] = await replicasOf(t);
    t.against('write gap around a frozen replica', await writeGap(t, writer, async () => {
      const frozen = await t.faults.freeze(replica);
      await pause(60);
      await frozen.undo();
    }), 3);
    await t.time('whole after a replica was frozen', 30, () => untilWhole(t));
  });
  await recorder.during('replica parted from the primary for 30 s', async () => {
    const [replica] = await replicasOf(t);
    const primary = await primaryOf(t);
    t.against('write gap around a partition of one replica', await writeGap(t, writer, async () => {
      const parted = await t.faults.partition(replica, [primary]);
      await pause(30);
      await parted.undo();
    }), 3);
    await t.time('whole after a replica was parted', 30, () => untilWhole(t));
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a frozen primary is replaced, and follows when it continues', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('primary frozen for 60 s', async () => {
    const former = await primaryOf(t);
    let frozen: { undo(): Promise<void> } | undefined;
    t.against('write gap around a frozen primary', await writeGap(t, writer, async () => { frozen = await t.faults.freeze(former); }), 30);
    await pause(30);
    await frozen?.undo();
    await t.time('whole after the primary was frozen', 60, () => untilWhole(t));
    assert.notEqual(await primaryOf(t), former);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a primary that is parted from all other pods acknowledges nothing, and follows when it is back', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('primary parted from the replicas for 60 s', async () => {
    const former = await primaryOf(t);
    const parted = await t.faults.partition(former, all.filter(pod => pod !== former));
    await pause(60);
    await parted.undo();
    await untilWhole(t);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('while the Kubernetes API does not answer, the primary continues if it reaches all members', {
  level: 'full', seconds: 1200,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('the primary cut off from the API for 60 s', async () => {
    const primary = await primaryOf(t);
    t.against('write gap around the API that does not answer the primary', await writeGap(t, writer, () => cutFor(t, [primary], 60)), 3);
    assert.equal(await primaryOf(t), primary);
  });
  await recorder.during('all members cut off from the API for 60 s', async () => {
    const primary = await primaryOf(t);
    t.against('write gap around the API that answers no member', await writeGap(t, writer, () => cutFor(t, all, 60)), 3);
    assert.equal(await primaryOf(t), primary);
  });
  await recorder.during('all members cut off from the API, and a replica killed', async () => {
    const primary = await primaryOf(t);
    const [replica] = await replicasOf(t);
    const cuts = await Promise.all(all.map(pod => t.faults.cutFromApi(pod)));
    await t.faults.freeze(replica);
    await pause(30);
    // it cannot know that no other one was elected
    assert.deepEqual(await writableMembers(t, [primary]), []);
    await Promise.all(cuts.map(one => one.undo()));
    await t.faults.deletePod(replica, 'force');
    await untilWhole(t);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a primary that reaches neither the API nor the members stops, before another one is elected', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('primary cut off from all for 60 s', async () => {
    const former = await primaryOf(t);
    const others = all.filter(pod => pod !== former);
    const parted = await t.faults.partition(former, others);
    const cut = await t.faults.cutFromApi(former);
    for (let i = 0; i < 30; i++) {
      await pause(2);
      const writable = await writableMembers(t, all);
      assert.ok(writable.length < 2 || !writable.includes(former), `two members accept writes: ${writable.join(', ')}`);
    }
    assert.equal(await sql(t, former, 'SELECT pg_is_in_recovery()'), 't');
    await Promise.all([parted.undo(), cut.undo()]);
    await untilWhole(t);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

async function cutFor(t: CaseContext, pods: string[], seconds: number): Promise<void> {
  const cuts = await Promise.all(pods.map(pod => t.faults.cutFromApi(pod)));
  await pause(seconds);
  await Promise.all(cuts.map(one => one.undo()));
}
