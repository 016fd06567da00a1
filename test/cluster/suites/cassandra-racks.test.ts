import { strict as assert } from 'node:assert';
import { cqlAs } from '../cassandra/accounts';
import { cassandra, type Variation } from '../cassandra/deployment';
import { all, assertOneRing, racksOf } from '../cassandra/members';
import { repository, restored, rowsOf, snapshotIn, store } from '../cassandra/snapshots';
import { assertRacksAreZones, deployInZones, zonesOf } from '../cassandra/zones';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { execOutput } from '../harness/exec';
import { nodeOf, zonesOfNodes } from '../harness/placement';
import { podsOf } from '../harness/pods';
import { progress } from '../harness/progress';
import { waitFor } from '../harness/wait';
import { runNow } from '../mysql/jobs';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

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

clusterCase('a ring with racks is restored in any zones, and each replica has its rows', { level: 'full', seconds: 1200 }, async t => {
  await t.apply(store());
  const racks = await deployInZones(t);
  const source: Variation = { ...racks, snapshots: { repository: repository('/test/cassandra') } };
  const manifests = cassandra(t.namespace, { ...source, firstBoot: false });
  await t.apply(manifests);
  await t.faults.restartAll('cassandra', 'graceful');
  await t.until.setReady('cassandra', 300);
  const numbers = Array.from({ length: 300 }, (_, n) => n);
  await cqlAs(t, 'admin', PASSWORD, [
    // with two copies, a member in the rack of another one would miss rows
    "CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 2}",
    'CREATE TABLE app.numbers (n bigint PRIMARY KEY)',
    ...numbers.map(n => `INSERT INTO app.numbers (n) VALUES (${n})`),
  ].join('; '));

  const log = await runNow(t, manifests, { cronJob: 'cassandra-snapshots', name: 'now' });
  // the first member finds room where the second one of the original is
  const taken = await nodeOf(t, 'cassandra-1');
  const cordoned = await Promise.all([...(await zonesOfNodes(t)).keys()].filter(node => node !== taken).map(node => t.faults.cordon(node)));
  await t.apply(restored(t, snapshotIn(log), racks));
  await waitFor('the first member to have a node', { seconds: 60 }, async () => {
    const pods = await podsOf(t.cluster, t.namespace, 'restored');
    return pods.some(({ spec }) => spec?.nodeName) ? { found: true } : { seen: `none of ${pods.length} has one` };
  });
  for (const node of cordoned) { await node.undo(); }
  await t.until.setReady('restored', 420);

  assert.notDeepEqual(await zonesOf(t, 'restored', 3), await zonesOf(t, 'cassandra', 3));
  // a quorum of two copies is both of them
  assert.deepEqual([...await rowsOf(t, 'restored-0')].sort((one, other) => one - other), numbers);
});
