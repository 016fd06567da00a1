import { strict as assert } from 'node:assert';
import { deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import { clusterCase } from '../harness/cluster-case';
import { cassandraWriter } from '../writers/cassandra';

const writer = cassandraWriter();

clusterCase('neither kills nor new addresses of all pods lose an acknowledged write', {
  level: 'full', seconds: 1500,
}, async t => {
  await deploy(t);
  const before = await assertOneRing(t);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of a member', async () => {
    await t.faults.kill('cassandra-1');
    await t.time('Ready again after a kill', 90, () => t.until.podReady('cassandra-1', 180));
  });
  await recorder.during('ten times kill -9 of the same member', async () => {
    for (let times = 0; times < 10; times++) {
      await t.faults.kill('cassandra-1');
      // a new pod starts without the back-off of one that has ended often
      await t.faults.deletePod('cassandra-1', 'force');
      await t.until.podReady('cassandra-1', 180);
    }
  });
  await recorder.during('kill -9 of all members', async () => {
    await Promise.all(all.map(pod => t.faults.kill(pod)));
    await t.time('all Ready after a kill of all', 120, () => t.until.setReady('cassandra', 240));
  });
  await recorder.during('all pods deleted, with new addresses', async () => {
    await t.faults.restartAll('cassandra', 'force');
    await t.time('all Ready with new addresses', 120, () => t.until.setReady('cassandra', 240));
  });

  await recorder.verdict();
  assert.deepEqual(await assertOneRing(t), before, 'members changed their identity');
});
