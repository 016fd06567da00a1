import { strict as assert } from 'node:assert';
import { UpdateStrategy } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper, type Variation } from '../zookeeper/deployment';
import { assertOneHistory, electWithAProposal, modeOf, untilLeads, untilServes } from '../zookeeper/members';

const writer = zookeeperWriter();

clusterCase('the ensemble grows from three to five and shrinks to three, '
  + 'one member at a time, while a client writes', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  const steps: [step: string, variation: Variation][] = [
    ['from 3 to 4', { replicas: 4, allowEvenSize: true }], ['from 4 to 5', { replicas: 5 }],
    ['from 5 to 4', { replicas: 4, allowEvenSize: true }],
    ['without the fourth, that stays', { replicas: 4, removeLastMember: true }], ['to 3', { replicas: 3 }],
  ];
  for (const [step, variation] of steps) {
    await recorder.during(step, async () => {
      const gap = await writeGap(t, writer, async () => {
        await t.apply(zookeeper(t.namespace, variation));
        await t.until.setReady('zk', 180);
      });
      t.against(`write gap ${step}`, gap, 5);
    });
  }

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a change of the member list waits if the previous one is incomplete, '
  + 'and works after a return to the previous list', { level: 'full', seconds: 400 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('to 4 for some, to 5, back to 4 for all, to 5', async () => {
    await t.apply(zookeeper(t.namespace, {
      replicas: 4,
      allowEvenSize: true,
      updateStrategy: UpdateStrategy.rollingUpdate({ partition: 2 }),
    }));
    await t.until.setReady('zk', 120);
    await t.apply(zookeeper(t.namespace, { replicas: 5 }));
    // the new member is the first that asks; the rollout does not reach the others
    await untilLog(t, 'zk-4', 'zk', /differs by 2 from the one that zk-0.zk runs with.*Apply replicas: 4/, 120);
    for (const { replicas, allowEvenSize } of [{ replicas: 4, allowEvenSize: true }, { replicas: 5, allowEvenSize: false }]) {
      await t.apply(zookeeper(t.namespace, { replicas, allowEvenSize }));
      await t.until.setReady('zk', 180);
    }
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a leader that leaves the ensemble steps down, '
  + 'so that members with the new list can follow another leader', { level: 'full', seconds: 400 }, async t => {
  const leaving: Variation = { replicas: 4, removeLastMember: true };
  await deploy(t, { replicas: 4, allowEvenSize: true });
  await t.apply(zookeeper(t.namespace, { ...leaving, updateStrategy: UpdateStrategy.rollingUpdate({ partition: 3 }) }));
  await untilLog(t, 'zk-3', 'zk', /this member leaves/, 60);
  await untilServes(t, 'zk-3');
  const recorder = await t.record(writer);

  await recorder.during('the fourth has a proposal that the others have not, and is elected', () => electWithAProposal(t, 'zk-3'));
  await recorder.during('the rollout of the new list', async () => {
    await t.apply(zookeeper(t.namespace, leaving));
    await t.time('all Ready', 180, () => t.until.setReady('zk', 240));
  });

  assert.notEqual(await untilLeads(t), 'zk-3');
  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a single member grows to an ensemble of three with the '
  + 'restart that the log of its second member requests', { level: 'full', seconds: 400 }, async t => {
  await deploy(t, { replicas: 1, allowSingleMember: true });
  const recorder = await t.record(writer);

  await recorder.during('from 1 to 3', async () => {
    await t.apply(zookeeper(t.namespace, { replicas: 2, allowEvenSize: true }));
    await untilLog(t, 'zk-1', 'zk', /if zk-0.zk was alone until now/, 60);
    await t.faults.deletePod('zk-0');
    await t.until.setReady('zk', 120);
    await t.apply(zookeeper(t.namespace, { replicas: 3 }));
    await t.until.setReady('zk', 180);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('two members added in one rollout wait with empty volumes, '
  + 'and the other members continue', { level: 'full', seconds: 400 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('from 3 to 5 in one step, and back', async () => {
    await t.apply(zookeeper(t.namespace, { replicas: 5 }));
    for (const pod of ['zk-3', 'zk-4']) { await untilLog(t, pod, 'zk', /the list of members differs by 2/, 120); }
    assert.ok(await modeOf(t, 'zk-1'));
    await t.apply(zookeeper(t.namespace, { replicas: 3 }));
    await t.until.setReady('zk', 120);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('members export metrics, and while one member is evicted, '
  + 'the API refuses the eviction of a second one', { level: 'full', seconds: 180 }, async t => {
  await deploy(t, { monitoring: {} });
  const metrics = await t.exec(await untilLeads(t), 'zk', [
    'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/7000; printf "GET /metrics HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3',
  ]);
  for (const metric of [
    'leader_uptime', 'quorum_size', 'synced_followers', 'outstanding_requests', 'fsynctime_sum',
  ]) { assert.match(metrics, new RegExp(`^${metric} \\d`, 'm')); }
  const recorder = await t.record(writer);

  await recorder.during('eviction of two members', async () => {
    assert.equal((await t.faults.evict('zk-2')).refused, false);
    assert.equal((await t.faults.evict('zk-1')).refused, true);
    await t.until.setReady('zk', 60);
  });

  await recorder.verdict();
});
