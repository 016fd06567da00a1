import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { pause } from '../harness/wait';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy } from '../zookeeper/deployment';
import { assertOneHistory, memberPods, modeOf, untilLeads, untilServes } from '../zookeeper/members';

clusterCase('a frozen follower delays no other member and catches up', { level: 'full', seconds: 300 }, async t => {
  await deploy(t);
  const leader = await untilLeads(t);
  const [frozenPod, other] = (await memberPods(t)).filter(pod => pod !== leader);
  const steady = zookeeperWriter(`${other}.zk:2181`);
  const recorder = await t.record(steady);

  await recorder.during('follower frozen for about 30 s', async () => {
    const gap = await writeGap(t, steady, async () => {
      const frozen = await t.faults.freeze(frozenPod);
      // the bar is the time of three failed probes: five seconds each, and a pause of two
      await t.time('frozen follower not Ready', 17, () => t.until.podNotReady(frozenPod, 40));
      await pause(15);
      await frozen.undo();
    });
    t.against('write gap of a client of another member', gap, 5);
    await t.time('frozen follower serves again', 30, () => untilServes(t, frozenPod));
  });
  await t.until.setReady('zk', 60);

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a leader that is cut off from the other members stops serving, '
  + 'and after the partition all members have one history', { level: 'full', seconds: 300 }, async t => {
  await deploy(t);
  const leader = await untilLeads(t);
  const others = (await memberPods(t)).filter(pod => pod !== leader);
  const steady = zookeeperWriter(`${others[0]}.zk:2181`);
  const recorder = await t.record(steady);

  await recorder.during('leader parted from the others for 30 s', async () => {
    const gap = await writeGap(t, steady, async () => {
      const partition = await t.faults.partition(leader, others);
      await t.time('new leader on the side of the majority', 20, () => untilLeads(t, others, 60));
      await pause(10);
      assert.equal(await modeOf(t, leader), undefined, 'the parted leader still serves');
      await partition.undo();
    });
    t.against('write gap on the side of the majority', gap, 20);
    await t.time('former leader follows after the partition', 15, () => untilServes(t, leader));
  });
  await t.until.setReady('zk', 60);

  await recorder.verdict();
  await assertOneHistory(t);
});
