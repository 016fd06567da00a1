import { clusterCase } from '../harness/cluster-case';
import { waitFor } from '../harness/wait';
import { accounts, login, mysql } from '../mysql/deployment';
import { trySql, untilEqual } from '../mysql/members';
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

clusterCase('clients that write from the first second '
  + 'do not keep the replicas from being cloned', { level: 'full', seconds: 600 }, async t => {
  await t.apply([accounts(), ...mysql(t.namespace)]);
  const write = (n: number) => waitFor('a write', { seconds: 300, everySeconds: 0.1 }, async () => {
    const answer = await trySql(t, 'mysql-0', `REPLACE INTO app.numbers (n) VALUES (${n})`);
    return answer === undefined ? { seen: 'none' } : { found: true };
  });
  await t.time('fresh 3 members with four clients, from apply to all Ready', 60, () =>
    Promise.all([t.until.setReady('mysql', 300), ...[1, 2, 3, 4].map(write)]));
  await untilEqual(t);
});
