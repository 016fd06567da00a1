import { strict as assert } from 'node:assert';
import { cassandra } from '../cassandra/deployment';
import { all, assertOneRing, racksOf } from '../cassandra/members';
import { assertRacksAreZones, deployInZones } from '../cassandra/zones';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { execOutput } from '../harness/exec';
import { progress } from '../harness/progress';
import { cassandraWriter } from '../writers/cassandra';

/** The share of the rows of a keyspace that each member has, in percent. */
async function sharesOf(t: CaseContext, keyspace: string): Promise<number[]> {
  const status = await t.exec('cassandra-0', 'cassandra', ['nodetool', 'status', keyspace]);
  return [...status.matchAll(/^UN\s.*\s([\d.]+)%/gm)].map(([, share]) => Number(share));
}

clusterCase('a ring with racks grows by one member for each rack, and shrinks again, without a lost write', {
  level: 'full', seconds: 1200,
}, async t => {
  const variation = await deployInZones(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('from 3 to 6', async () => {
    await t.apply(cassandra(t.namespace, { ...variation, firstBoot: false, replicas: 6 }));
    await t.time('three further members, from apply to all Ready', 300, () => t.until.setReady('cassandra', 600));
  });
  await assertOneRing(t, [...all, 'cassandra-3', 'cassandra-4', 'cassandra-5']);
  await assertRacksAreZones(t);
  const racks = await racksOf(t);
  assert.deepEqual(racks.slice(3).sort(), racks.slice(0, 3).sort(), 'the racks are uneven');
  for (const keyspace of ['app', 'system_auth']) {
    const shares = await sharesOf(t, keyspace);
    progress(`shares of the rows of ${keyspace} in percent: ${shares.join(', ')}`);
    assert.equal(shares.length, 6);
    assert.ok(shares.every(share => share > 40 && share < 60), `the members of a rack do not share its copy of ${keyspace}`);
  }

  await recorder.during('from 6 to 3', async () => {
    for (const pod of ['cassandra-5', 'cassandra-4', 'cassandra-3']) {
      await execOutput(t.cluster, { namespace: t.namespace, pod, container: 'cassandra' }, [
        'bash', '/etc/cassandra/stateful/scripts/leave.sh',
      ], 240);
    }
    await t.apply(cassandra(t.namespace, { ...variation, firstBoot: false }));
    for (const ordinal of [5, 4, 3]) {
      await t.until.podGone(`cassandra-${ordinal}`, 150);
      await orAbsent(t.cluster.core.deleteNamespacedPersistentVolumeClaim({ name: `data-cassandra-${ordinal}`, namespace: t.namespace }));
    }
  });

  await recorder.verdict();
  await assertOneRing(t);
});
