import { strict as assert } from 'node:assert';
import { cassandra, deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import { clusterCase } from '../harness/cluster-case';
import { cassandraWriter } from '../writers/cassandra';

clusterCase('a rolling update and an eviction of each member interrupt no writes', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('rolling update', async () => {
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { firstBoot: false, settings: { concurrent_reads: '16' } }));
    await t.time('rolling update of three members', 150, () => t.until.setReady('cassandra', 360));
  });
  await recorder.during('eviction of each member', async () => {
    for (const pod of all) {
      assert.equal((await t.faults.evict(pod)).refused, false);
      await t.until.pod(pod, 'to be replaced', ({ metadata }) => !metadata?.deletionTimestamp, 120);
      await t.until.setReady('cassandra', 180);
    }
  });

  const { longestGap } = await recorder.verdict();
  t.against('longest time without a write', longestGap, 1);
  assert.deepEqual(await assertOneRing(t), before, 'members changed their identity');
});
