import { strict as assert } from 'node:assert';
import { MySqlAdoption, MySqlTopology } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { progress } from '../harness/progress';
import { claimOf, runScript } from '../harness/script-pod';
import { untilTerminationMessage } from '../harness/termination';
import { accounts, login, mysql, passwords, type Variation } from '../mysql/deployment';
import { untilWhole } from '../mysql/group';
import { killBootstrap } from '../mysql/half-made';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { onOldVolume, oldVolume } from '../mysql/old-server';
import { mysqlWriter } from '../writers/mysql';

const adopt: Variation = { firstBoot: false, adopt: MySqlAdoption.bitnami() };

/** Rows, view, routine, trigger and event of the old installation. */
const content = 'SET NAMES utf8mb4; SELECT GROUP_CONCAT(id, note ORDER BY id) FROM app.orders; SELECT COUNT(*) FROM app.notes; '
  + 'CALL app.count_orders(); SELECT event_name, status FROM information_schema.events WHERE event_schema = \'app\'';
const expected = ['1über,2注文,3plain', '3', '3', 'nightly\tENABLED'].join('\n');

async function loginOver(t: CaseContext, user: string, password: string, statement: string): Promise<string> {
  const script = `MYSQL_PWD='${password}' mysql --no-defaults --host=mysql-primary --user=${user} -NBe "${statement}"`;
  return (await t.exec('mysql-1', 'mysql', ['bash', '-c', script])).trim();
}

/** The users of the old installation log in with their passwords, and its objects work. */
async function assertContent(t: CaseContext): Promise<void> {
  for (const pod of ['mysql-0', 'mysql-1', 'mysql-2']) { assert.equal(await sql(t, pod, content), expected, pod); }
  const update = 'UPDATE app.orders SET id = id + 10; SELECT SUM(changed) FROM app.orders';
  assert.equal(await loginOver(t, 'app', passwords.application, update), '3');
  assert.equal(await loginOver(t, 'reports', 'of reports', 'SELECT COUNT(*) FROM app.orders'), '3');
  assert.equal(await loginOver(t, 'root', passwords.root, 'SELECT CURRENT_USER()'), 'root@%');
}

clusterCase('a set adopts the volume of a standalone server of Bitnami\'s chart with its rows, routines, trigger, event and accounts, '
  + 'and keeps it when adopt stays on or is removed', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await oldVolume(t);
  await t.apply(mysql(t.namespace, adopt));
  await t.time('three members Ready on adopted data', 120, () => t.until.setReady('mysql', 300));
  await assertContent(t);
  const writes = await t.record(mysqlWriter('mysql-primary', login));

  await writes.during('a restart of all pods with adopt on', async () => {
    await t.faults.restartAll('mysql', 'graceful');
    await t.until.setReady('mysql', 240);
  });
  await t.apply(mysql(t.namespace, { firstBoot: false }));
  await writes.during('a restart of all pods with adopt off', async () => {
    await t.faults.restartAll('mysql', 'graceful');
    await t.until.setReady('mysql', 240);
  });
  await writes.verdict();
  await untilEqual(t);
});

clusterCase('a set adopts the volume of a primary of Bitnami\'s chart, reports the binary logs that stay, '
  + 'and refuses the volume of a secondary as that of another member', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await oldVolume(t, '', { mode: 'primary' });
  const replica = 'CHANGE REPLICATION SOURCE TO SOURCE_HOST = \'old\', SOURCE_USER = \'replicator\', GET_SOURCE_PUBLIC_KEY = 1;';
  const secondary = await oldVolume(t, replica, { mode: 'secondary' }, 'data-mysql-1');
  await t.apply(mysql(t.namespace, adopt));
  await untilTerminationMessage(t, 'mysql-1', 'bootstrap', /only member 0 adopts data, and this member clones it.*\[VolumeForeign\]/);
  await t.faults.scale('mysql', 0);
  await t.until.podGone('mysql-1', 120);
  assert.equal(await onOldVolume(t, 'list_old', {}, 'data-mysql-1'), secondary);

  await onOldVolume(t, 'find /volume -mindepth 1 -delete', {}, 'data-mysql-1');
  await t.faults.scale('mysql', 3);
  await t.until.setReady('mysql', 300);
  await assertContent(t);
  await untilFollows(t, 'mysql-1', 'mysql-0.mysql');
});

clusterCase('a group adopts the volume of a primary of Bitnami\'s chart', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await oldVolume(t, '', { mode: 'primary' });
  await t.apply(mysql(t.namespace, { ...adopt, topology: MySqlTopology.groupReplication() }));
  await untilWhole(t, 3, 300);
  await assertContent(t);
});

/** SQL on the old server, further options of it, and the finding. */
const findings: readonly { readonly sql?: string; readonly options?: string; readonly stop?: string; readonly text: RegExp }[] = [
  { sql: 'CREATE TABLE app.old (n INT PRIMARY KEY) ENGINE = MyISAM;', text: /\(1\) A clone does not copy these tables: app\.old\. / },
  {
    sql: 'CREATE USER legacy@\'%\'; UPDATE mysql.user SET plugin = \'mysql_native_password\' WHERE user = \'legacy\'; '
      + 'ALTER USER root@\'%\' IDENTIFIED BY \'another\'; SET PERSIST max_connections = 77;',
    text: new RegExp([
      /\(1\) data\/mysqld-auto\.cnf has settings that would replace those of the program: max_connections\. .*/,
      /\(2\) root cannot log in with the password of accounts\.rootPassword \(ERROR 1045 .*/,
      /\(3\) The server does not have the authentication plugin of these accounts: legacy@%\./,
    ].map(({ source }) => source).join('')),
  },
  {
    options: '--lower-case-table-names=1',
    text: /\(1\) It has lower_case_table_names=1, and the settings have 0\. Set it to '1' in settings\./,
  },
  { options: '--innodb-page-size=4096', text: /\(1\) Its pages have 4096 bytes, and the members are cloned with 16384\. Load a dump/ },
  { stop: 'KILL', text: /\(1\) The old server still runs, or it was killed: data\/ibtmp1 exists\. .*Accounts and tables are checked when/ },
];

clusterCase('a member names all that prevents an adoption, each with its remedy, and leaves the volume unchanged, '
  + 'from which the old server starts again', { level: 'full', seconds: 1800 }, async t => {
  await t.apply([accounts()]);
  for (const { sql: statements = '', options, stop = 'TERM', text } of findings) {
    await oldVolume(t, statements, { options });
    if (stop === 'KILL') { await onOldVolume(t, 'start_old\nstop_old KILL', { options }); }
    const before = await onOldVolume(t, 'list_old');
    await t.apply(mysql(t.namespace, { ...adopt, replicas: 1 }));
    await t.faults.scale('mysql', 1);
    const message = await untilTerminationMessage(t, 'mysql-0', 'bootstrap', text, 120);
    assert.match(message, /^the data on this volume cannot be adopted as it is, and no file was changed\..*\[AdoptionRefused\]\n$/);
    await t.faults.scale('mysql', 0);
    await t.until.podGone('mysql-0', 120);
    assert.equal(await onOldVolume(t, 'list_old'), before);
    const count = `start_old\nas app '${passwords.application}' <<<'SELECT COUNT(*) FROM app.orders'\nstop_old`;
    assert.match(await onOldVolume(t, count, { options }), /^3$/m);
    await onOldVolume(t, 'find /volume -mindepth 1 -delete');
  }
});

clusterCase('the old server starts on adopted data, '
  + 'as long as no later version has started on it', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await oldVolume(t, '', { mode: 'primary' });
  await t.apply(mysql(t.namespace, { ...adopt, replicas: 1 }));
  await t.until.setReady('mysql', 300);
  await sql(t, 'mysql-0', 'INSERT INTO app.orders (id, note) VALUES (4, \'new\')');
  await t.faults.scale('mysql', 0);
  await t.until.podGone('mysql-0', 120);

  const script = `start_old\nas app '${passwords.application}' <<<'SELECT COUNT(*) FROM app.orders; CALL app.count_orders()'\nstop_old`;
  assert.match(await onOldVolume(t, script, { mode: 'primary' }), /^4\n4$/m);
});

const moments = [
  { what: 'while the data is read', text: /reading the data with a server/, after: 0.5 },
  { what: 'while the accounts are created', text: /adopting the data on the volume/, after: 0.5 },
  { what: 'while the accounts are created, later', text: /adopting the data on the volume/, after: 2 },
];

clusterCase('an adoption that is killed at any step continues at the next start', { level: 'full', seconds: 900 }, async t => {
  await t.apply([accounts()]);
  await oldVolume(t, '', { mode: 'primary' });
  await t.apply(mysql(t.namespace, adopt));
  for (const moment of moments) { await killBootstrap(t, 'mysql-0', moment); }
  await untilLog(t, 'mysql-0', 'bootstrap', /the data belongs to this set/, 120);
  await t.faults.deletePod('mysql-0');
  await t.until.setReady('mysql', 300);
  await assertContent(t);
  await untilEqual(t);
});

/** 2 GiB of rows. */
const bulk = `SET sql_log_bin = 0;
  SET GLOBAL innodb_redo_log_capacity = 1 << 30;
  CREATE TABLE app.bulk (id INT AUTO_INCREMENT PRIMARY KEY, data VARBINARY(1024));
  SET cte_max_recursion_depth = 1024;
  INSERT INTO app.bulk (data)
    WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1024) SELECT RANDOM_BYTES(1024) FROM n;
  ${'INSERT INTO app.bulk (data) SELECT data FROM app.bulk;\n'.repeat(7)}
  ${'INSERT INTO app.bulk (data) SELECT data FROM app.bulk LIMIT 131072;\n'.repeat(15)}`;

/** A script that prints the seconds of each step. */
const timed = (...steps: string[]) => steps
  .map(step => `since=\${EPOCHREALTIME/./}\n${step}\necho "took $((\${EPOCHREALTIME/./} - since))"`)
  .join('\n');
const secondsIn = (output: string) => Array.from(output.matchAll(/^took (\d+)$/mg), ([, microseconds]) => Number(microseconds) / 1e6);

clusterCase('the outage of an adoption is at most half of that of a dump and its load', { level: 'full', seconds: 2400 }, async t => {
  await t.apply([accounts(), claimOf('dump')]);
  await oldVolume(t, bulk);
  await t.apply(mysql(t.namespace, { name: 'loaded' }));
  await t.until.setReady('loaded', 300);
  const dump = `MYSQL_PWD='${passwords.root}' mysqldump --no-defaults --socket=/tmp/old.sock --user=root --single-transaction `
    + '--set-gtid-purged=OFF --routines --events --triggers --databases app >/dump/app.sql';
  const old = await onOldVolume(t, `start_old\n${timed(dump, 'stop_old')}`, {}, 'data-mysql-0', { '/dump': 'dump' });
  const [dumped, stopped] = secondsIn(old);
  const load = `MYSQL_PWD='${passwords.root}' mysql --no-defaults --host=loaded-primary --user=root </dump/app.sql`;
  const loader = { name: 'load', image: 'mysql:9.7', script: timed(load), user: 1001, claims: { '/dump': 'dump' } };
  const [loaded] = secondsIn(await runScript(t, loader));
  await t.faults.scale('loaded', 0);
  await t.until.podGone('loaded-0', 120);

  const since = Date.now();
  await t.apply(mysql(t.namespace, adopt));
  await t.until.setReady('mysql', 600);
  await sql(t, 'mysql-0', 'INSERT INTO app.orders (id, note) VALUES (4, \'first\')');
  const adopted = (Date.now() - since) / 1000;
  progress(`dump ${dumped} s, load ${loaded} s; stop ${stopped} s, adoption ${adopted} s`);
  t.against('outage of an adoption, as a part of that of a dump and its load', (stopped + adopted) / (dumped + loaded), 0.5);
  assert.equal(await sql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.bulk'), String(2 ** 21));
});
