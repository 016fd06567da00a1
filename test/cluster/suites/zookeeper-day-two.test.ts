import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper } from '../zookeeper/deployment';
import { assertOneHistory, modeOf, untilLeads, untilLog } from '../zookeeper/members';

const writer = zookeeperWriter();

clusterCase('the ensemble grows from three to five and shrinks to three, a member a rollout, while a client writes', { level: 'full', seconds: 600 }, async (t) => {
  await deploy(t);
  const recorder = await t.record(writer);

  // the last step is above its bar, and below twice of it: four members need three, and while the fourth is gone and the third is updated nobody has a majority
  for (const [replicas, evenStep] of [[4, true], [5, false], [4, true], [3, false]] as const) {
    await recorder.during(`to ${replicas} members`, async () => {
      const gap = await writeGap(t, writer, async () => {
        await t.apply(zookeeper(t.namespace, { replicas, evenStep }));
        await t.until.setReady('zk', 180);
      });
      t.against(`write gap on the way to ${replicas}`, gap, 5);
    });
  }

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('two members more in one rollout are refused by the first member that has data, and the others go on', { level: 'full', seconds: 400 }, async (t) => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('from 3 to 5 in one step, and back', async () => {
    await t.apply(zookeeper(t.namespace, { replicas: 5 }));
    await untilLog(t, 'zk-2', /the list of members differs by 2/, 120);
    assert.ok(await modeOf(t, 'zk-1'));
    await t.apply(zookeeper(t.namespace, { replicas: 3 }));
    await t.until.setReady('zk', 120);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('members have metrics, and of two that are evicted at once, the second stays', { level: 'full', seconds: 180 }, async (t) => {
  await deploy(t, { monitoring: {} });
  const metrics = await t.exec(await untilLeads(t), 'zk', ['bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/7000; printf "GET /metrics HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3']);
  for (const metric of ['leader_uptime', 'quorum_size', 'synced_followers', 'outstanding_requests', 'fsynctime_sum']) assert.match(metrics, new RegExp(`^${metric} \\d`, 'm'));
  const recorder = await t.record(writer);

  await recorder.during('eviction of two members', async () => {
    assert.equal((await t.faults.evict('zk-2')).refused, false);
    assert.equal((await t.faults.evict('zk-1')).refused, true);
    await t.until.setReady('zk', 60);
  });

  await recorder.verdict();
});
