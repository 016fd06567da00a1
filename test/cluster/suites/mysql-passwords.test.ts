import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { isReady, readPod } from '../harness/pods';
import { untilEvent, untilTerminationMessage } from '../harness/termination';
import { accounts, deploy, login, mysql, passwords } from '../mysql/deployment';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { mysqlWriter } from '../writers/mysql';

const tooLong = ['x'.repeat(33), 'é'.repeat(17), '日'.repeat(11)];
const pods = ['mysql-0', 'mysql-1', 'mysql-2'];

async function give(t: CaseContext, replication: string): Promise<void> {
  await t.apply([accounts({ ...passwords, replication })]);
  await t.faults.restartAll('mysql', 'force');
}

clusterCase('bootstrap rejects a replication password of more than 32 bytes before it writes data, and with '
  + 'a shorter one the loss of the volume of the primary loses no acknowledged write', { level: 'full', seconds: 1200 }, async t => {
  await t.apply([accounts({ ...passwords, replication: tooLong[0] }), ...mysql(t.namespace)]);
  for (const password of tooLong) {
    if (password !== tooLong[0]) { await give(t, password); }
    for (const pod of pods) {
      await untilTerminationMessage(
        t, pod, 'bootstrap', new RegExp(`^the replication password has ${Buffer.byteLength(password)} bytes.*at most 32 bytes`),
      );
    }
  }

  await give(t, 'é'.repeat(16));
  await t.until.setReady('mysql', 300);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));
  await recorder.during('pod and claim of the primary deleted', async () => {
    await t.faults.loseVolume('mysql-0');
    await t.until.setReady('mysql', 300);
  });
  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a replication password with non-ASCII characters '
  + 'works with any character set of the server', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts({ ...passwords, replication: 'é日'.repeat(6) }), ...mysql(t.namespace, { replicas: 2, characterSet: 'latin1' })]);
  await t.until.setReady('mysql', 300);
  await untilFollows(t, 'mysql-1', 'mysql-0.mysql');
});

clusterCase('a replica with a rejected replication account is not Ready and reports the cause, '
  + 'and a replica without a primary stays Ready', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  const closeReceivers = async () => {
    const ids = await sql(t, 'mysql-0', "SELECT GROUP_CONCAT(id) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'");
    for (const id of ids.split(',')) { await sql(t, 'mysql-0', `KILL ${id}`); }
  };
  const denials = { 'REQUIRE X509': /receiver REFUSED.*Access denied/, 'REQUIRE SSL ACCOUNT LOCK': /receiver REFUSED.*locked/ };
  for (const [requirement, text] of Object.entries(denials)) {
    // not in the binary log: a replica that had it already could not be put right by replication
    await sql(t, 'mysql-0', `SET sql_log_bin = OFF; ALTER USER stateful_replication@'%' ${requirement}`);
    await closeReceivers();
    for (const pod of ['mysql-1', 'mysql-2']) {
      await untilEvent(t, pod, text);
      await t.until.podNotReady(pod, 30);
    }
    await sql(t, 'mysql-0', "SET sql_log_bin = OFF; ALTER USER stateful_replication@'%' REQUIRE SSL ACCOUNT UNLOCK");
    await t.until.setReady('mysql', 60);
  }

  await sql(t, 'mysql-0', "SET sql_log_bin = OFF; ALTER USER stateful_replication@'%' REQUIRE X509");
  await t.faults.deletePod('mysql-2');
  await untilTerminationMessage(
    t, 'mysql-2', 'bootstrap', /refuses the replication password or the certificates .*account stateful_replication/, 120,
  );
  await sql(t, 'mysql-0', "SET sql_log_bin = OFF; ALTER USER stateful_replication@'%' REQUIRE SSL");
  await t.until.setReady('mysql', 120);

  // a primary that is seeded has no accounts of the set's
  const readiness = await t.watchPods();
  await t.faults.loseVolume('mysql-0');
  await t.until.setReady('mysql', 300);
  assert.deepEqual(readiness.lines('not ready').filter(line => !line.includes('mysql-0')), []);
  assert.ok(isReady(await readPod(t.cluster, t.namespace, 'mysql-1')));
  await untilEqual(t);
});

clusterCase('bootstrap rejects a password that ends in a line break and names it, '
  + 'and without the line break the application can log in', { level: 'full', seconds: 900 }, async t => {
  const withEnd = { ...passwords, application: `${passwords.application}\r\n` };
  await t.apply([accounts(withEnd), ...mysql(t.namespace, { replicas: 2 })]);
  for (const pod of ['mysql-0', 'mysql-1']) {
    await untilTerminationMessage(
      t, pod, 'bootstrap', /^the password application ends in a line break.*no file was changed.*printf instead of echo/,
    );
  }

  await t.apply([accounts({ ...passwords, root: `${passwords.root}\n` })]);
  await t.faults.restartAll('mysql', 'force');
  await untilTerminationMessage(t, 'mysql-0', 'bootstrap', /^the password root ends in a line break/);

  await give(t, passwords.replication);
  await t.until.setReady('mysql', 300);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));
  await recorder.verdict();
});
