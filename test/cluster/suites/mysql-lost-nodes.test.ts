import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { assertSpread, beside, nodeOf } from '../harness/placement';
import { deploy, login, mysql } from '../mysql/deployment';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

/** A primary and two replicas, each on a node of its own. */
async function deploySpread(t: CaseContext): Promise<void> {
  await t.faults.nodesToLose(3);
  await deploy(t);
  await assertSpread(t, 'mysql');
}

async function untilWhole(t: CaseContext, primary: string, replicas: string[]): Promise<void> {
  await t.until.setReady('mysql', 180);
  await Promise.all(replicas.map(pod => untilFollows(t, pod, `${primary}.mysql`)));
}

clusterCase('members are spread over nodes and zones, '
  + 'and the loss and return of the node of a replica delay no write', { level: 'full', seconds: 900 }, async t => {
  await deploySpread(t);
  const writer = await beside(t, 'mysql-0', mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);

  for (const pod of ['mysql-1', 'mysql-2']) {
    await recorder.during(`node of ${pod} without power`, async () => {
      const gap = await writeGap(t, writer, async () => {
        const node = await t.faults.loseNode(await nodeOf(t, pod));
        await node.undo();
      });
      t.against('write gap around the loss of the node of a replica', gap, 10);
      await t.time('replica Ready and following after its node is Ready', 60, () => untilWhole(t, 'mysql-0', [pod]));
    });
  }

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('without the node of the primary writes wait, '
  + 'and they continue automatically when the node is back', { level: 'full', seconds: 600 }, async t => {
  await deploySpread(t);
  const writer = await beside(t, 'mysql-1', mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);

  await recorder.during('node of the primary without power', async () => {
    const node = await t.faults.loseNode(await nodeOf(t, 'mysql-0'));
    await node.undo();
    await t.time('writes go on after the node of the primary is Ready', 30, () => untilWritesAgain(t, writer));
    await untilWhole(t, 'mysql-0', ['mysql-1', 'mysql-2']);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a replica can be promoted while the node of the primary is cut off, '
  + 'and clients on both sides lose no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploySpread(t);
  await sql(t, 'mysql-0', 'CREATE TABLE app.others (n BIGINT PRIMARY KEY)');
  const writer = await beside(t, 'mysql-2', mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);
  // goes on with the former primary, as long as that acknowledges
  const cutOff = await t.record(await beside(t, 'mysql-0', mysqlWriter('mysql-primary', login, 'others')));

  const what = 'node of the primary cut off, primaryOrdinal 1';
  await cutOff.during(what, () => recorder.during(what, async () => {
    const node = await t.faults.loseNode(await nodeOf(t, 'mysql-0'), 'network');
    await t.time('writes go on after the recipe was begun', 60, async () => {
      await t.faults.rollWith('mysql', mysql(t.namespace, { primaryOrdinal: 1 }));
      await untilWritesAgain(t, writer);
    });
    await node.undo();
    await t.time('former primary follows after its node is Ready', 90, () => untilWhole(t, 'mysql-1', ['mysql-0', 'mysql-2']));
  }));

  await recorder.verdict();
  await cutOff.verdict();
  await untilEqual(t);
});

clusterCase('two lost nodes stop the writes, '
  + 'and writes continue when the primary and one replica have their nodes again', { level: 'full', seconds: 900 }, async t => {
  await deploySpread(t);
  await sql(t, 'mysql-0', 'CREATE TABLE app.others (n BIGINT PRIMARY KEY)');

  for (const { stays, table, back, lost } of [{
    stays: 'mysql-0',
    table: 'numbers',
    back: 'mysql-1',
    lost: 'mysql-2',
  }, { stays: 'mysql-2', table: 'others', back: 'mysql-0', lost: 'mysql-1' }]) {
    const writer = await beside(t, stays, mysqlWriter('mysql-primary', login, table));
    const recorder = await t.record(writer);
    await recorder.during(`nodes of ${back} and ${lost} without power`, async () => {
      const [first, second] = await Promise.all([back, lost].map(async pod => t.faults.loseNode(await nodeOf(t, pod))));
      await first.undo();
      await t.time(`writes go on after the node of ${back} is Ready`, 60, () => untilWritesAgain(t, writer));
      await second.undo();
      await untilWhole(t, 'mysql-0', ['mysql-1', 'mysql-2']);
    });
    await recorder.verdict();
  }
  await untilEqual(t);
});

clusterCase('a primary whose node never comes back is created again on '
  + 'another node after node and claim are given up', { level: 'full', seconds: 900 }, async t => {
  await deploySpread(t);
  const writer = await beside(t, 'mysql-1', mysqlWriter('mysql-primary', login));
  const recorder = await t.record(writer);
  const lost = await nodeOf(t, 'mysql-0');

  await recorder.during('node of the primary lost for good', async () => {
    await t.faults.loseNode(lost);
    await t.time('writes go on after node and claim were given up', 90, async () => {
      await t.faults.giveUpNode(lost);
      await t.faults.loseVolume('mysql-0');
      await untilWritesAgain(t, writer);
    });
    await untilWhole(t, 'mysql-0', ['mysql-1', 'mysql-2']);
    assert.notEqual(await nodeOf(t, 'mysql-0'), lost);
  });

  await recorder.verdict();
  await untilEqual(t);
});
