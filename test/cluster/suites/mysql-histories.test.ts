import { strict as assert } from 'node:assert';
import { Durability } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { deploy, login, mysql } from '../mysql/deployment';
import { withoutOrdinalZero } from '../mysql/lost-node';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { mysqlWriter } from '../writers/mysql';

clusterCase('a former primary with errant transactions is cloned again, '
  + 'and its data is kept aside', { level: 'full', seconds: 600 }, async t => {
  const asynchronous = { durability: Durability.asynchronous() };
  await deploy(t, asynchronous);
  await t.faults.partition('mysql-0', ['mysql-1', 'mysql-2']);
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (-1), (-2)');
  await t.apply(withoutOrdinalZero(mysql(t.namespace, asynchronous)));
  await t.until.podGone('mysql-0', 180);
  await t.faults.rollWith('mysql', withoutOrdinalZero(mysql(t.namespace, { ...asynchronous, primaryOrdinal: 1 })));
  await t.until.setReady('mysql', 180);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));

  await recorder.during('return of the former primary', async () => {
    await t.apply(mysql(t.namespace, { ...asynchronous, primaryOrdinal: 1 }));
    await t.time('former primary cloned anew and Ready', 60, () => t.until.setReady('mysql', 180));
    await untilFollows(t, 'mysql-0', 'mysql-1.mysql');
  });

  assert.match(
    await logOf(t, 'mysql-0', 'bootstrap'),
    /transactions here are missing at the primary[\s\S]*keeping this member's own history in .*data.aside/,
  );
  await t.exec('mysql-0', 'mysql', ['test', '-d', '/var/lib/mysql/data.aside/mysql']);
  assert.equal(await sql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.numbers WHERE n < 0'), '0');
  await recorder.verdict();
  await untilEqual(t);
});

const ORIGIN = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';

/** A row -1 on a replica alone, in a transaction that began on no member of the set. The replica stops replicating. */
async function addErrantTransaction(t: CaseContext, pod: string): Promise<void> {
  await sql(t, pod, `STOP REPLICA; SET GLOBAL super_read_only = OFF; SET SESSION gtid_next = '${ORIGIN}:1';
    INSERT INTO app.numbers (n) VALUES (-1); SET SESSION gtid_next = 'AUTOMATIC'; SET GLOBAL super_read_only = ON`);
}

clusterCase('a member with errant transactions of another origin refuses to start, '
  + 'and its data is kept', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await addErrantTransaction(t, 'mysql-2');

  await t.faults.deletePod('mysql-2');

  const log = await untilLog(t, 'mysql-2', 'bootstrap', /different histories/, 90);
  assert.match(log, new RegExp(`the transactions that only this member has did not begin here: ${ORIGIN}:1.*All data is kept`));
  await t.until.podReady('mysql-0', 1);
});

clusterCase('the data of a member that was refused becomes that of the set, if the administrator '
  + 'stops the set and discards the data of the others', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await addErrantTransaction(t, 'mysql-1');
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (-2)');
  await t.faults.deletePod('mysql-1');
  await untilLog(t, 'mysql-1', 'bootstrap', /different histories/, 90);

  await t.faults.scale('mysql', 0);
  for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) { await t.until.podGone(pod, 180); }
  for (const name of ['data-mysql-0', 'data-mysql-2']) {
    await t.cluster.core.deleteNamespacedPersistentVolumeClaim({ name, namespace: t.namespace });
  }
  await t.apply(mysql(t.namespace, { primaryOrdinal: 1, firstBoot: false }));

  await t.time('the member is the primary, and all are Ready', 180, () => t.until.setReady('mysql', 360));
  await untilEqual(t);
  for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) {
    assert.equal(await sql(t, pod, 'SELECT GROUP_CONCAT(n) FROM app.numbers WHERE n < 0'), '-1');
  }
  await sql(t, 'mysql-1', 'DELETE FROM app.numbers');
  const recorder = await t.record(mysqlWriter('mysql-primary', login));
  await recorder.during('restart of the new primary', () => t.faults.deletePod('mysql-1'));
  await t.until.setReady('mysql', 180);
  await recorder.verdict();
});
