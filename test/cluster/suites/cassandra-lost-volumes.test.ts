import { strict as assert } from 'node:assert';
import { cassandra, deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import { missRows } from '../cassandra/missed-rows';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { cassandraWriter } from '../writers/cassandra';

const writer = cassandraWriter();

clusterCase('a member that lost its volume serves no client before it has every row, even those that a third member had missed', {
  level: 'full', seconds: 600,
}, async t => {
  await deploy(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(writer);

  await recorder.during('cassandra-2 misses rows, then the volume of cassandra-0 is lost', async () => {
    await missRows(t, 'cassandra-2');
    await t.faults.loseVolume('cassandra-0');
    await t.time('repaired and Ready with an empty volume', 180, () => t.until.setReady('cassandra', 360));
  });

  const log = await logOf(t, 'cassandra-0', 'cassandra');
  assert.match(log, /the volume is empty: this member will replace/);
  assert.match(log, /the ranges are repaired, and this member serves clients/);
  assert.match(log, /range\(s\) out of sync for numbers/, 'no member had missed a row');
  assert.deepEqual(await assertOneRing(t), before, 'the replaced member is another one for the others');
  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
});

clusterCase('two of three lost volumes begin no ring, and the rows of the third are all there after the recipe', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('volumes of cassandra-0 and cassandra-1 lost, and cassandra-2 restarted', async () => {
    await Promise.all(['cassandra-0', 'cassandra-1'].map(pod => t.faults.loseVolume(pod)));
    await t.faults.deletePod('cassandra-2', 'force');
    for (const pod of ['cassandra-0', 'cassandra-1']) { await untilLog(t, pod, 'cassandra', /cannot give their data.*EmptyVolumeWaits/, 120); }
    await t.until.podReady('cassandra-2', 180);

    for (const pod of ['cassandra-0', 'cassandra-1']) {
      await t.exec(pod, 'cassandra', ['touch', '/var/lib/cassandra/replace-now']);
      await untilLog(t, pod, 'cassandra', /this member is in the ring/, 240);
    }
    await t.time('all repaired and Ready after the recipe', 180, () => t.until.setReady('cassandra', 360));
  });

  await assertOneRing(t);
  await recorder.verdict({ ONLY: 'cassandra-2', LEVEL: 'ONE' });
});

clusterCase('with first boot left on, members that lost their volumes replace themselves or wait, and begin no second ring', {
  level: 'full', seconds: 600,
}, async t => {
  await deploy(t);
  await t.apply(cassandra(t.namespace));
  const recorder = await t.record(writer);

  await recorder.during('volume of cassandra-1 lost', async () => {
    await t.faults.loseVolume('cassandra-1');
    await t.until.setReady('cassandra', 360);
  });
  await assertOneRing(t);
  await recorder.verdict();
});
