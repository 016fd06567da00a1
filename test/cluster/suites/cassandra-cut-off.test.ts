import { deploy } from '../cassandra/deployment';
import { assertOneRing } from '../cassandra/members';
import { clusterCase } from '../harness/cluster-case';
import { pause } from '../harness/wait';
import { cassandraWriter } from '../writers/cassandra';

clusterCase('a member that is frozen or cut off for a minute loses no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('frozen for 60 s', async () => {
    const frozen = await t.faults.freeze('cassandra-2');
    await pause(60);
    await frozen.undo();
    await t.until.setReady('cassandra', 240);
  });
  await recorder.during('cut off for 60 s', async () => {
    const cut = await t.faults.partition('cassandra-0');
    await pause(60);
    await cut.undo();
    await t.until.setReady('cassandra', 240);
  });

  await recorder.verdict();
  await assertOneRing(t);
});
