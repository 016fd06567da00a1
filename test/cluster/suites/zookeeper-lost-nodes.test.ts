import { strict as assert } from 'node:assert';
import { Spread } from '../../../src';
import { eventSays } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { assertSpread, beside, nodeOf, runsDns } from '../harness/placement';
import { containerStatuses, readPod } from '../harness/pods';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import type { WriterSpec } from '../recorder/writer-spec';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, type Variation } from '../zookeeper/deployment';
import { assertOneHistory, memberPods, modeOf, untilLeads, untilServes } from '../zookeeper/members';

/** Knows all members unless said otherwise, as an application that is bound. */
function client(hosts = 'zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181', log = 'numbers'): WriterSpec {
  return { ...zookeeperWriter(hosts, { LOG: `/${log}` }), name: `zookeeper-${log}`, rate: 10 };
}

/** Three members, each on a node of its own: the leader and the others. */
async function deploySpread(t: CaseContext, variation: Variation = {}): Promise<{ leader: string; others: string[] }> {
  await t.faults.nodesToLose(3);
  await deploy(t, variation);
  await assertSpread(t, 'zk');
  const leader = await untilLeads(t);
  return { leader, others: (await memberPods(t)).filter(pod => pod !== leader) };
}

clusterCase('members are spread over nodes and zones, '
  + 'and the loss and return of each node in turn lose no acknowledged write', { level: 'full', seconds: 1200 }, async t => {
  const { leader, others: [one, other] } = await deploySpread(t);

  for (const { stays, log, lost } of [
    { stays: one, log: 'numbers', lost: [leader, other] }, { stays: leader, log: 'others', lost: [one] },
  ]) {
    // its client is never that of the lost member, which would measure how clients reconnect
    const writer = await beside(t, stays, client(`${stays}.zk:2181`, log));
    const recorder = await t.record(writer);
    for (const pod of lost) {
      const mode = await modeOf(t, pod);
      // look-ups that reach a lost DNS server hang until its node is NotReady, and an election makes many
      const bar = await runsDns(t, await nodeOf(t, pod)) ? 40 : 20;
      await recorder.during(`node of ${pod} (${mode}) without power`, async () => {
        const gap = await writeGap(t, writer, async () => {
          const node = await t.faults.loseNode(await nodeOf(t, pod));
          await node.undo();
          await t.time(`${pod} serves after its node is Ready`, 30, () => untilServes(t, pod));
        });
        t.against(`write gap around the loss of the node of the ${mode}`, gap, mode === 'leader' ? bar : 5);
        await t.until.setReady('zk', 90);
      });
    }
    await recorder.verdict();
  }
  await assertOneHistory(t);
});

clusterCase('a leader whose node is cut off is replaced, '
  + 'and becomes a follower when the node is back', { level: 'full', seconds: 600 }, async t => {
  const { leader, others } = await deploySpread(t);
  const writer = await beside(t, others[0], client());
  const recorder = await t.record(writer);

  await recorder.during('node of the leader cut off', async () => {
    const gap = await writeGap(t, writer, async () => {
      const node = await t.faults.loseNode(await nodeOf(t, leader), 'network');
      await untilLeads(t, others, 5);
      await node.undo();
      await t.time('former leader follows after its node is Ready', 30, () => untilServes(t, leader));
    });
    t.against('write gap around the node of the leader that is cut off', gap, 30);
    await t.until.setReady('zk', 90);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('two lost nodes stop the writes and restart no remaining member, '
  + 'and writes continue when one of them is back', { level: 'full', seconds: 600 }, async t => {
  const { leader, others: [lost, left] } = await deploySpread(t);
  const writer = await beside(t, left, client());
  const recorder = await t.record(writer);

  await recorder.during('nodes of the leader and of a follower without power', async () => {
    const [first, second] = await Promise.all([leader, lost].map(async pod => t.faults.loseNode(await nodeOf(t, pod))));
    assert.equal(await modeOf(t, left), undefined, `${left} serves without a majority`);
    await first.undo();
    await t.time('writes are acknowledged after one node is Ready', 40, () => untilWritesAgain(t, writer));
    await second.undo();
    await t.until.setReady('zk', 120);
  });

  await recorder.verdict();
  await assertOneHistory(t);
  assert.equal(containerStatuses(await readPod(t.cluster, t.namespace, left))[0].restartCount, 0, `${left} was restarted`);
});

clusterCase('a member whose node never comes back is created again on '
  + 'another node after node and claim are given up', { level: 'full', seconds: 600 }, async t => {
  const { leader, others: [stays] } = await deploySpread(t);
  const writer = await beside(t, stays, client());
  const recorder = await t.record(writer);
  const lost = await nodeOf(t, leader);

  await recorder.during('node of the leader lost for good', async () => {
    await t.faults.loseNode(lost);
    await t.time('pods of the lost node removed', 40, () => t.faults.giveUpNode(lost));
    await t.time('member made anew and Ready', 60, async () => {
      await t.faults.loseVolume(leader);
      await t.until.setReady('zk', 120);
    });
    assert.notEqual(await nodeOf(t, leader), lost);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('if members cannot share a node, '
  + 'a member whose node is gone waits for another node', { level: 'full', seconds: 600 }, async t => {
  const { others: [waiting, stays] } = await deploySpread(t, { spread: Spread.requiredNodes() });
  const writer = await beside(t, stays, client());
  const recorder = await t.record(writer);
  const lost = await nodeOf(t, waiting);

  await recorder.during('node of a follower lost for good, and another one added', async () => {
    const power = await t.faults.loseNode(lost);
    const service = await t.faults.giveUpNode(lost);
    await t.faults.loseVolume(waiting);
    await eventSays(t, /didn't match pod anti-affinity rules/);
    await service.undo();
    await power.undo();
    await t.time('member made anew on the added node', 60, () => t.until.setReady('zk', 120));
  });

  await recorder.verdict();
  await assertOneHistory(t);
});
