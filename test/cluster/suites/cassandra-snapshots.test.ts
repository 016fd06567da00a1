import { strict as assert } from 'node:assert';
import { NetworkAccess, NetworkPeer } from '../../../src';
import { cqlAs } from '../cassandra/accounts';
import { admin, cassandra, type Variation } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import { filesLeft, repository, restored, rowsOf, slowly, snapshotIn, snapshotsIn, store } from '../cassandra/snapshots';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { refusedNow, runNow } from '../mysql/jobs';
import { parseLedger } from '../recorder/ledger';
import { writerContainer, writerPodName } from '../recorder/writer-pod';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

const writer = cassandraWriter();
const job = (name: string) => ({ cronJob: 'cassandra-snapshots', name });
const source: Variation = { snapshots: { repository: repository('/test/cassandra'), keep: 2 } };

async function inWriter(t: CaseContext, script: string): Promise<string> {
  return t.exec(writerPodName(writer), writerContainer, ['bash', '-ec', script]);
}

/** Seconds of the clock that the ledger has. */
async function now(t: CaseContext): Promise<number> {
  return Number((await inWriter(t, 'cut -d" " -f1 /proc/uptime')).trim());
}

/** Fails if a row is missing that the writer had an acknowledgement for at that time. */
async function assertRestored(t: CaseContext, pod: string, begun: number): Promise<void> {
  const { attempts } = parseLedger(await inWriter(t, 'cat /ledger/ledger'));
  const rows = await rowsOf(t, pod);
  const before = attempts.filter(({ ackedAt = Infinity }) => ackedAt < begun).map(({ number }) => number);
  console.log(`restored ${rows.size} rows; acknowledged before the snapshot: ${before.length}`);
  assert.ok(before.length > 100, 'the ledger has rows');
  assert.deepEqual(before.filter(number => !rows.has(number)), [], 'rows that were acknowledged before the snapshot are there');
}

clusterCase('a ring is restored beside its original with every row that was acknowledged before the snapshot, and does not join it', {
  level: 'full', seconds: 1200,
}, async t => {
  await t.apply([admin(), ...store()]);
  const manifests = cassandra(t.namespace, source);
  await t.apply(manifests);
  await t.until.setReady('cassandra', 420);
  await t.apply(cassandra(t.namespace, { ...source, firstBoot: false }));
  const recorder = await t.record(writer);
  await t.time('first snapshot', 120, () => runNow(t, manifests, job('first')));
  await t.time('second snapshot', 120, () => runNow(t, manifests, job('second')));
  const begun = await now(t);
  const log = await t.time('third snapshot', 120, () => runNow(t, manifests, job('third')));
  await recorder.verdict();
  assert.equal((await snapshotsIn(t)).length, 2, 'the first snapshot was deleted when the third one was complete');
  for (const pod of all) { assert.equal(await filesLeft(t, pod), ''); }
  // files of a former snapshot are not uploaded again
  assert.match(await logOf(t, 'cassandra-0', 'snapshots'), /Server Side Copies:\s+\d+ @/);
  const ring = await assertOneRing(t);

  await t.apply(restored(t, snapshotIn(log)));
  await t.time('restored to Ready', 180, () => t.until.setReady('restored', 420));

  await assertRestored(t, 'restored-1', begun);
  assert.deepEqual(await assertOneRing(t), ring, 'the original has the members that it had');
  assert.equal((await assertOneRing(t, ['restored-0', 'restored-1', 'restored-2'])).length, 3);
});

clusterCase('an upload and a restore survive the end of their containers, servers and pods', { level: 'full', seconds: 1200 }, async t => {
  await t.apply([admin(), ...store()]);
  const manifests = slowly(cassandra(t.namespace, source));
  await t.apply(manifests);
  await t.until.setReady('cassandra', 420);
  const recorder = await t.record(writer);
  await pause(10);
  const begun = await now(t);
  const ended = runNow(t, manifests, { ...job('killed'), seconds: 300 });
  await untilLog(t, 'cassandra-2', 'snapshots', /the upload of the part/, 120);
  await t.faults.kill('cassandra-2', 'cassandra');
  await t.faults.kill('cassandra-1', 'snapshots');
  const log = await ended;
  await t.until.setReady('cassandra', 120);
  await recorder.verdict();
  for (const pod of all) { assert.equal(await filesLeft(t, pod), ''); }

  await t.faults.scale('cassandra', 0);
  await t.apply(slowly(restored(t, snapshotIn(log))));
  await untilLog(t, 'restored-1', 'restore', /fetching the snapshot/, 120);
  await t.faults.kill('restored-1', 'restore');
  await t.faults.deletePod('restored-2', 'force');
  await untilLog(t, 'restored-0', 'restored', /enters the ring with its part/, 180);
  await t.faults.kill('restored-0', 'restored');
  await t.until.setReady('restored', 420);

  await assertRestored(t, 'restored-2', begun);
});

clusterCase('in an isolated ring, a dropped table and an overwritten one come back, and an empty ring is kept out of the repository', {
  level: 'full', seconds: 1200,
}, async t => {
  const server = NetworkPeer.pods({ app: 'store' });
  const isolated: Variation = {
    snapshots: { repository: { ...repository('/test/cassandra'), server } }, networkAccess: NetworkAccess.isolated(),
  };
  const manifests = cassandra(t.namespace, isolated);
  await t.apply([admin(), ...store(), ...manifests]);
  await t.until.setReady('cassandra', 420);
  const cql = (statement: string) => cqlAs(t, 'admin', PASSWORD, `CONSISTENCY QUORUM; ${statement}`);
  await cql('CREATE KEYSPACE app WITH replication = {\'class\': \'NetworkTopologyStrategy\', \'datacenter1\': 3}');
  for (const table of ['dropped', 'wrong']) {
    await cql(`CREATE TABLE app.${table} (n bigint PRIMARY KEY, v text)`);
    await cql([1, 2, 3, 4].map(n => `INSERT INTO app.${table} (n, v) VALUES (${n}, 'right')`).join('; '));
  }
  const snapshot = snapshotIn(await runNow(t, manifests, job('before')));
  await cql('UPDATE app.wrong SET v = \'wrong\' WHERE n IN (1, 2, 3, 4)');
  await cql('DROP TABLE app.dropped');

  for (const pod of all) {
    for (const table of ['dropped', 'wrong']) {
      await t.exec(pod, 'snapshots', ['sh', '/etc/cassandra/stateful/scripts/fetch-table.sh', snapshot, 'app', table]);
    }
  }
  const files = '/var/lib/cassandra/fetched-tables/app';
  await cql((await t.exec('cassandra-0', 'cassandra', ['cat', `${files}/dropped/schema.cql`])).trim());
  await cql('TRUNCATE app.wrong');
  for (const pod of all) {
    for (const table of ['dropped', 'wrong']) { await t.exec(pod, 'cassandra', ['nodetool', 'import', 'app', table, `${files}/${table}`]); }
  }
  for (const table of ['dropped', 'wrong']) {
    const answer = await cql(`SELECT * FROM app.${table}`);
    assert.equal((answer.match(/^\s*[1-4] \| right$/gm) ?? []).length, 4, answer);
  }

  await t.faults.scale('cassandra', 0);
  for (const pod of all) {
    await t.until.podGone(pod, 120);
    await t.cluster.core.deleteNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: `data-${pod}` });
  }
  await t.faults.scale('cassandra', 3);
  await t.until.setReady('cassandra', 420);
  await refusedNow(t, manifests, job('empty'));
  assert.match(await untilLog(t, 'cassandra-0', 'snapshots', /SnapshotsOfOtherRing/), /an earlier one with this name/);
});
