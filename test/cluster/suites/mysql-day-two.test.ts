import { strict as assert } from 'node:assert';
import { podUids } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { accounts, deploy, login, mysql, passwords } from '../mysql/deployment';
import { withoutOrdinalZero } from '../mysql/lost-node';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

/** The primary and its claim are gone for good, and member 1 is the primary. */
async function promoteWithoutZero(t: CaseContext, seconds: number): Promise<void> {
  await t.apply(withoutOrdinalZero(mysql(t.namespace)));
  await t.until.podGone('mysql-0', 180);
  await t.cluster.core.deleteNamespacedPersistentVolumeClaim({ namespace: t.namespace, name: 'data-mysql-0' });
  await t.faults.rollWith('mysql', withoutOrdinalZero(mysql(t.namespace, { primaryOrdinal: 1 })));
  await t.until.setReady('mysql', seconds);
}

clusterCase('a switchover by primaryOrdinal moves the writes and loses none of them', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('switch-over from 0 to 1', async () => {
    const gap = await writeGap(t, writer, async () => {
      await t.faults.rollWith('mysql', mysql(t.namespace, { primaryOrdinal: 1 }));
      await t.until.setReady('mysql', 180);
    });
    t.against('write gap around a switch-over', gap, 60);
  });
  await Promise.all(['mysql-0', 'mysql-2'].map(pod => untilFollows(t, pod, 'mysql-1.mysql')));

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a promoted primary remains the primary after a crash', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await t.faults.rollWith('mysql', mysql(t.namespace, { primaryOrdinal: 1 }));
  await t.until.setReady('mysql', 180);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of the primary while its predecessor is away', async () => {
    await t.faults.freeze('mysql-0');
    t.against('write gap around a kill', await writeGap(t, writer, () => t.faults.kill('mysql-1')), 5);
  });

  await recorder.verdict();
});

clusterCase('a replica can be promoted if the primary is lost permanently', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('primary and its claim gone, primaryOrdinal 1', async () => {
    const gap = await writeGap(t, writer, async () => {
      await promoteWithoutZero(t, 180);
    });
    t.against('write gap from the loss of the primary to the promotion', gap, 90);
  });
  await recorder.during('a new member takes the place of the lost one', async () => {
    await t.apply(mysql(t.namespace, { primaryOrdinal: 1 }));
    await t.until.setReady('mysql', 180);
    await untilFollows(t, 'mysql-0', 'mysql-1.mysql');
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a promoted replica that lags behind fetches the transactions '
  + 'of the other replica before it accepts writes', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('primary and its claim gone while 1 is behind, primaryOrdinal 1', async () => {
    await sql(t, 'mysql-1', 'STOP REPLICA IO_THREAD');
    await pause(3);
    await promoteWithoutZero(t, 300);
  });

  await recorder.verdict();
  await untilFollows(t, 'mysql-2', 'mysql-1.mysql');
});

clusterCase('turning first boot off rolls no pod', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { replicas: 2 });
  const before = await podUids(t, 'mysql');

  await t.apply(mysql(t.namespace, { replicas: 2, firstBoot: false }));
  await pause(3);
  await t.until.setReady('mysql');

  assert.deepEqual(await podUids(t, 'mysql'), before);
});

clusterCase('an empty set without first boot does not initialize its volumes, '
  + 'and its log names the cause', { level: 'full', seconds: 600 }, async t => {
  await t.apply([accounts(), ...mysql(t.namespace, { replicas: 2, firstBoot: false })]);

  await untilLog(t, 'mysql-0', 'bootstrap', /no member has data, and firstBoot is off.*no data is initialized/, 90);
});

clusterCase('during the rotation of a password the old or the new one is always valid', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);
  const fresh = { ...passwords, application: 'new of application', replication: "new 'of' \\replication" };
  const change = (account: string, password: string) => sql(t, 'mysql-0',
    `SET sql_mode = 'NO_BACKSLASH_ESCAPES'; ALTER USER ${account}@'%' IDENTIFIED BY `
      + `'${password.replace(/'/g, "''")}' RETAIN CURRENT PASSWORD`);

  await recorder.during('rotation of the passwords of application and replication', async () => {
    await change('app', fresh.application);
    for (const account of ['stateful_members', 'stateful_replication']) { await change(account, fresh.replication); }
    await t.apply([accounts(fresh)]);
    await t.faults.rollWith('mysql', mysql(t.namespace, { podAnnotations: { rotated: 'once' } }));
    await t.until.setReady('mysql', 240);
    await Promise.all(['mysql-1', 'mysql-2'].map(pod => untilFollows(t, pod, 'mysql-0.mysql')));
    for (const account of ['stateful_members', 'stateful_replication']) {
      await sql(t, 'mysql-0', `ALTER USER ${account}@'%' DISCARD OLD PASSWORD`);
    }
    await t.faults.deletePod('mysql-2');
    await t.until.setReady('mysql', 120);
    await untilFollows(t, 'mysql-2', 'mysql-0.mysql');
  });

  await recorder.verdict();
  await t.exec('mysql-1', 'mysql', [
    'env', `MYSQL_PWD=${fresh.application}`, 'mysql', '--no-defaults', '--host=mysql-primary', '--user=app', '-NBe', 'SELECT 1', 'app',
  ]);
  await untilEqual(t);
});
