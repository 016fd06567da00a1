import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { untilTerminationMessage } from '../harness/termination';
import { accounts, mysql, passwords, type Variation } from '../mysql/deployment';
import {
  EXTERNAL, externalServer, externalSql, HELD_CONTENT, MAY_CLOSE, movingWriter, READ_CONTENT, source, TRIGGER, type ExternalServer,
} from '../mysql/external';
import { sql, untilEqual } from '../mysql/members';
import { writeGap } from '../recorder/write-gap';

/** Seconds without a write. */
const BAR = 3;

const MEMBERS = ['mysql-0', 'mysql-1', 'mysql-2'];

function following(t: CaseContext, cutOver = false, variation: Variation = {}) {
  return mysql(t.namespace, { firstBoot: false, initScripts: {}, source: source({ cutOver }), ...variation });
}

async function startExternal(t: CaseContext, server: ExternalServer): Promise<void> {
  await t.apply([accounts(), ...externalServer(server)]);
  await t.until.podReady(EXTERNAL, 120);
  await externalSql(t, TRIGGER);
}

async function loginAs(t: CaseContext, user: string, password: string, statement: string): Promise<string> {
  const script = `MYSQL_PWD='${password}' mysql --no-defaults --host=mysql-primary --user=${user} -NBe "${statement}"`;
  return (await t.exec('mysql-1', 'mysql', ['bash', '-c', script])).trim();
}

/** Faults on the way, after each of which the set follows again. */
async function disturb(t: CaseContext): Promise<void> {
  await t.faults.kill('mysql-0', 'mysql');
  await t.until.podReady('mysql-0', 120);
  await t.faults.deletePod('mysql-0');
  await t.until.setReady('mysql', 180);
  const cut = await t.faults.partition('mysql-0', [EXTERNAL]);
  await new Promise(resolve => setTimeout(resolve, 15_000));
  await cut.undo();
  await t.faults.kill(EXTERNAL, 'mysql');
  await t.until.podReady(EXTERNAL, 120);
}

for (const { gtids, clone } of [
  { gtids: true, clone: true }, { gtids: false, clone: true }, { gtids: true, clone: false }, { gtids: false, clone: false },
]) {
  clusterCase(`a set follows a server with${gtids ? '' : 'out'} GTIDs, seeded by a ${clone ? 'clone' : 'dump'}, `
    + 'and takes its place without a lost write', { level: 'full', seconds: 1200 }, async t => {
    await startExternal(t, { gtids, clone, grants: MAY_CLOSE });
    const writer = movingWriter();
    const writes = await t.record(writer);
    await writes.during('the first copy', async () => {
      await t.apply(following(t));
      await untilLog(t, 'mysql-0', 'bootstrap', new RegExp(`seeding this set by a ${clone ? 'clone' : 'dump'} of the source`), 120);
      await t.until.setReady('mysql', 300);
    });
    for (const pod of MEMBERS) { assert.equal(await sql(t, pod, READ_CONTENT), HELD_CONTENT, pod); }
    assert.equal(await sql(t, 'mysql-0', 'SELECT @@super_read_only'), '1');

    await writes.during('kills, a cut link and a restarted source', () => disturb(t));
    await untilLog(t, 'mysql-0', 'mysql', /it can be cut over/, 120);
    const gap = await writeGap(t, writer, async () => {
      await t.apply(following(t, true));
      await untilLog(t, 'mysql-0', 'mysql', /the cut-over is complete/, 240);
    });
    t.against('longest time without a write during the cut-over', gap, BAR);
    await writes.verdict({ HOST: 'mysql-primary' });
    assert.equal(await externalSql(t, 'SELECT @@super_read_only'), '1');
    await untilEqual(t);
    assert.equal(await loginAs(t, 'reports', 'of reports', 'SELECT COUNT(*) FROM app.orders'), '2');
    assert.equal(await loginAs(t, 'root', passwords.root, 'SELECT CURRENT_USER()'), 'root@%');

    await t.apply(mysql(t.namespace, { firstBoot: false, initScripts: {} }));
    await t.until.setReady('mysql', 300);
    await untilEqual(t);
  });
}

clusterCase('a set that may not make the source read-only waits until nobody writes there, '
  + 'and names a source that writes afterwards', { level: 'full', seconds: 900 }, async t => {
  await startExternal(t, { gtids: true, clone: true });
  await t.apply(following(t));
  await t.until.setReady('mysql', 300);
  await externalSql(t, 'CREATE EVENT app.beat ON SCHEDULE EVERY 1 SECOND DO INSERT INTO app.numbers (n) VALUES (0)');
  await t.apply(following(t, true));
  await untilLog(t, 'mysql-0', 'mysql', /the cut-over waits: the source still writes: stop its clients/, 240);
  assert.equal(await sql(t, 'mysql-0', 'SELECT @@super_read_only'), '1');

  await externalSql(t, 'DROP EVENT app.beat');
  await untilLog(t, 'mysql-0', 'mysql', /the cut-over is complete/, 120);
  await externalSql(t, 'INSERT INTO app.numbers (n) VALUES (1)');
  await untilLog(t, 'mysql-0', 'mysql', /the source old:3306 still writes, .*\[SourceStillWrites\]/, 60);
});

clusterCase('a source that cannot be followed is refused with all reasons, a set with other data does not follow, '
  + 'and one that follows does not open without a cut-over', { level: 'full', seconds: 900 }, async t => {
  await startExternal(t, {
    gtids: true,
    clone: true,
    sql: 'CREATE TABLE app.old (n INT PRIMARY KEY) ENGINE = MyISAM;',
    options: '--server-id=12 --binlog-format=STATEMENT',
  });
  await t.apply(following(t, false, { replicas: 1 }));
  const message = await untilTerminationMessage(t, 'mysql-0', 'bootstrap', /\[SourceRefused\]/, 120);
  assert.match(message, /\(1\) Its binlog_format is STATEMENT\. .*\(2\) Its server_id is 12, and .*\(3\) These tables .*: app\.old\./);

  await t.cluster.core.deleteNamespacedPod({ namespace: t.namespace, name: EXTERNAL });
  await t.until.podGone(EXTERNAL, 60);
  await startExternal(t, { gtids: true, clone: true });
  await t.until.setReady('mysql', 300);
  await t.apply(mysql(t.namespace, { firstBoot: false, initScripts: {}, replicas: 1 }));
  await untilTerminationMessage(t, 'mysql-0', 'bootstrap', /source is not set: .*\[SourceMissing\]/, 180);
  await t.apply(following(t, false, { replicas: 1 }));
  await t.until.setReady('mysql', 300);

  await t.apply(mysql(t.namespace, { name: 'other', replicas: 1 }));
  await t.until.setReady('other', 300);
  await t.apply(following(t, false, { name: 'other', replicas: 1 }));
  await untilTerminationMessage(t, 'other-0', 'bootstrap', /this set has other data.*\[SourceOfOwnData\]/, 180);
});

clusterCase('a second set follows a first, '
  + 'and takes its place when that is lost', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts(), ...mysql(t.namespace, { name: 'first', replicas: 1 })]);
  await t.until.setReady('first', 300);
  const password = { secret: { name: EXTERNAL } as never, key: 'password' };
  const first = (cutOver: boolean) => mysql(t.namespace, {
    firstBoot: false, initScripts: {}, replicas: 2, serverIdPrefix: 2, source: source({ host: 'first-primary', password, cutOver }),
  });
  await t.apply(externalServer({ gtids: true, clone: true }).filter(({ kind }) => kind === 'Secret'));
  const account = 'CREATE USER follower@\'%\' IDENTIFIED BY \'of follower\' REQUIRE SSL; '
    + 'GRANT REPLICATION SLAVE, REPLICATION CLIENT, BACKUP_ADMIN, SYSTEM_VARIABLES_ADMIN ON *.* TO follower@\'%\'';
  // the account of the socket may grant nothing
  const asRoot = `MYSQL_PWD='${passwords.root}' mysql --no-defaults --host=127.0.0.1 --user=root -e "${account}"`;
  await t.exec('first-0', 'first', ['bash', '-c', asRoot]);
  await t.apply(first(false));
  await t.until.setReady('mysql', 300);
  await t.exec('first-0', 'first', [
    'mysql', '--no-defaults', '--user=mysql', '--socket=/var/run/mysqld/mysqld.sock', '-e', 'INSERT INTO app.numbers VALUES (1), (2), (3)',
  ]);
  await untilLog(t, 'mysql-0', 'mysql', /it can be cut over/, 60);
  await t.faults.scale('first', 0);
  await t.until.podGone('first-0', 120);

  await t.apply(first(true));
  await untilLog(t, 'mysql-0', 'mysql', /the cut-over waits: the source does not answer.*touch .*accept-loss/, 240);
  await t.exec('mysql-0', 'mysql', ['touch', '/var/lib/mysql/accept-loss']);
  await untilLog(t, 'mysql-0', 'mysql', /the cut-over is complete/, 60);
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers VALUES (4)');
  await untilEqual(t);
  assert.equal(await sql(t, 'mysql-1', 'SELECT GROUP_CONCAT(n ORDER BY n) FROM app.numbers'), '1,2,3,4');
});
