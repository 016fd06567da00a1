import { clusterCase } from '../harness/cluster-case';
import { accounts, login, mysql } from '../mysql/deployment';
import { untilEqual } from '../mysql/members';
import { mysqlWriter } from '../writers/mysql';

clusterCase('three members come from nothing: a source that takes writes and replicas that have them', { level: 'quick', seconds: 600 }, async (t) => {
  await t.time('fresh 3 members, from apply to all Ready', 45, async () => {
    await t.apply([accounts(), ...mysql(t.namespace)]);
    await t.until.setReady('mysql', 180);
  });

  const recorder = await t.record(mysqlWriter('mysql-primary', login));
  await recorder.during('nothing', async () => {});
  await recorder.verdict();
  await untilEqual(t);
});
