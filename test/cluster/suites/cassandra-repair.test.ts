import { strict as assert } from 'node:assert';
import { Duration } from 'cdk8s';
import { CassandraRepair, NetworkAccess } from '../../../src';
import { cassandra, deploy, type Variation } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import { missRows } from '../cassandra/missed-rows';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { pause, waitFor } from '../harness/wait';
import { runNow } from '../mysql/jobs';
import { cassandraWriter } from '../writers/cassandra';

const writer = cassandraWriter();
const job = { cronJob: 'cassandra-repair', name: 'repair-now' };

/** How often members have logged that their copies of the rows differ. A read at ONE need not ask the member that takes it. */
async function differencesSeen(t: CaseContext): Promise<number> {
  const logs = await Promise.all(all.map(pod => logOf(t, pod, 'cassandra')));
  return logs.flatMap(log => log.match(/out of sync for numbers/g) ?? []).length;
}

clusterCase('a scheduled repair gives a member the rows that it missed, one member after the other, and a second one finds no difference', {
  level: 'full', seconds: 900,
}, async t => {
  const variation: Variation = { repair: CassandraRepair.full() };
  await deploy(t, variation);
  const recorder = await t.record(writer);
  await recorder.during('cassandra-2 misses rows', () => missRows(t, 'cassandra-2'));
  await recorder.verdict();

  const log = await t.time('all members repaired by the Job', 90, () => runNow(t, cassandra(t.namespace, variation), job));

  assert.deepEqual([...log.matchAll(/: (cassandra-\d) is repaired/g)].map(([, member]) => member), all, log);
  for (const pod of all) { assert.match(await logOf(t, pod, 'cassandra'), /the primary ranges are repaired/); }
  const differences = await differencesSeen(t);
  assert.ok(differences > 0, 'no member had missed a row');

  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: job.name, namespace: t.namespace } };
  await t.cluster.objects.delete(object, undefined, undefined, undefined, undefined, 'Foreground');
  await waitFor('the Job to be gone', { seconds: 60 }, async () => await orAbsent(t.cluster.objects.read(object)) ?
    { seen: 'it is there' } : { found: true });
  const again = await runNow(t, cassandra(t.namespace, variation), job);
  assert.equal([...again.matchAll(/the full repair of cassandra-\d begins/g)].length, all.length, again);
  assert.equal(await differencesSeen(t), differences);
});

clusterCase('an isolated ring lets its repair Job in, which waits for a member that is away and takes an incremental repair to its end', {
  level: 'full', seconds: 900,
}, async t => {
  const variation: Variation = {
    repair: CassandraRepair.incremental({ deadline: Duration.minutes(10) }), networkAccess: NetworkAccess.isolated(),
  };
  await deploy(t, variation);
  await assertOneRing(t);

  const frozen = await t.faults.freeze('cassandra-1');
  const ended = runNow(t, cassandra(t.namespace, variation), job);
  await pause(20);
  await frozen.undo();

  const log = await ended;
  assert.match(log, /waiting for .*cassandra-1 \(away\)/);
  assert.match(log, /every member has repaired its primary ranges/);
  for (const member of all) { assert.match(await logOf(t, member, 'cassandra'), /the incremental repair of the primary ranges begins/); }
});
