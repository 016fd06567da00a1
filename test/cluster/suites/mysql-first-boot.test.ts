import { clusterCase } from '../harness/cluster-case';
import { accounts, login, mysql } from '../mysql/deployment';
import { untilEqual } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

clusterCase('three members start on empty volumes, '
  + 'and a kill of the primary loses no acknowledged write', { level: 'quick', seconds: 600 }, async t => {
  await t.time('fresh 3 members, from apply to all Ready', 45, async () => {
    await t.apply([accounts(), ...mysql(t.namespace)]);
    await t.until.setReady('mysql', 180);
  });

  const recorder = await t.record(writer);
  await recorder.during('kill -9 of the primary', async () => {
    t.against('write gap around a kill', await writeGap(t, writer, () => t.faults.kill('mysql-0')), 5);
  });
  await recorder.verdict();
  await untilEqual(t);
});
