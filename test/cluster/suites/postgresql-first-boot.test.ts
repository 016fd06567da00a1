import { clusterCase } from '../harness/cluster-case';
import { accounts, login, postgresql } from '../postgresql/deployment';
import { primaryOf, untilWhole } from '../postgresql/members';
import { writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);

clusterCase('three members start on empty volumes, '
  + 'and a kill of the primary loses no acknowledged write', { level: 'quick', seconds: 600 }, async t => {
  await t.time('fresh 3 members, from apply to all Ready', 30, async () => {
    await t.apply([accounts(), ...postgresql(t.namespace)]);
    await t.until.setReady('postgresql', 180);
  });

  const recorder = await t.record(writer);
  await recorder.during('kill -9 of the primary', async () => {
    t.against('write gap around a kill', await writeGap(t, writer, async () => t.faults.kill(await primaryOf(t))), 15);
  });
  await untilWhole(t);
  await recorder.verdict();
});
