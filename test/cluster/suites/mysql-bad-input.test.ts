import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { untilTerminationMessage } from '../harness/termination';
import { waitFor } from '../harness/wait';
import { accounts, deploy, login, mysql, passwords } from '../mysql/deployment';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { mysqlWriter } from '../writers/mysql';

clusterCase('the pod reports a wrong replication password, and no data is lost', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (1)');

  await t.apply([accounts({ ...passwords, replication: 'wrong' })]);
  await t.faults.deletePod('mysql-2');
  await untilLog(t, 'mysql-2', 'bootstrap', /refuses the replication password/, 90);

  await t.apply([accounts()]);
  await t.faults.deletePod('mysql-2');
  await t.until.setReady('mysql', 180);
  await untilFollows(t, 'mysql-2', 'mysql-0.mysql');
  await untilEqual(t);
});

clusterCase('the events of the pod name a missing Secret', { level: 'full', seconds: 600 }, async t => {
  await t.apply(mysql(t.namespace, { replicas: 1 }));

  await waitFor('an event that names the Secret', { seconds: 60 }, async () => {
    const { items } = await t.cluster.core.listNamespacedEvent({ namespace: t.namespace });
    const messages = items.filter(event => event.involvedObject.name === 'mysql-0').map(event => event.message ?? '');
    return messages.some(message => message.includes('secret "accounts" not found')) ? { found: true } : { seen: messages.join('; ') };
  });

  await t.apply([accounts()]);
  await t.until.setReady('mysql', 180);
});

clusterCase('the log reports a full volume, '
  + 'and all acknowledged writes are present when the volume has free space again', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));

  await recorder.during('full volume of the primary', async () => {
    const full = await t.faults.fillVolume('mysql-0', { freeKibibytes: 64 });
    await untilLog(t, 'mysql-0', 'mysql', /No space left on device|[Dd]isk is full|errno: 28/, 90);
    await full.undo();
    await t.until.setReady('mysql', 240);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('synthesis rejects an unknown setting, '
  + 'and a value that the server rejects stops the roll at one replica', { level: 'full', seconds: 600 }, async t => {
  assert.throws(() => mysql(t.namespace, { settings: { max_conections: '5' } }), /max_conections/);
  assert.throws(() => mysql(t.namespace, { settings: { collation_server: 'latin1_bin' } }), /a collation of utf8mb4/);
  await deploy(t);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));

  await recorder.during('roll with a bad setting', async () => {
    await t.faults.rollWith('mysql', mysql(t.namespace, {
      settings: {
        collation_server: 'utf8mb4_none',
        innodb_redo_log_capacity: '16M',
      },
    }));
    await untilTerminationMessage(t, 'mysql-2', 'bootstrap', /^mysqld ended while it started .*Unknown collation: 'utf8mb4_none'/, 120);
    await t.apply(mysql(t.namespace));
    await t.faults.deletePod('mysql-2');
    await t.until.setReady('mysql', 180);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('names and passwords can contain any characters', { level: 'full', seconds: 600 }, async t => {
  const strange = {
    ...passwords, root: 'r\'o"o\\t $HOME `x` ß;#', replication: 'r\'e"p\\l $(x) ü %', application: 'a\'p"p\\ $USER \\\' é',
  };
  const application = { database: 'my`d\'b"\\ $1_ü', user: 'o\'app "$x" \\é' };
  await t.apply([accounts(strange), ...mysql(t.namespace, { replicas: 2, application, initScripts: {} })]);
  await t.until.setReady('mysql', 180);
  await untilFollows(t, 'mysql-1', 'mysql-0.mysql');
  const logIn = (user: string, password: string, database: string) => t.exec('mysql-1', 'mysql', [
    'env', `MYSQL_PWD=${password}`, 'mysql', '--no-defaults', '--default-character-set=utf8mb4', '--host=mysql-primary', `--user=${user}`,
    '-NBe', 'SELECT USER()', database,
  ]);

  assert.match(await logIn('root', strange.root, 'mysql'), /^root@/);
  const loggedIn = await logIn(application.user, strange.application, application.database);
  assert.ok(loggedIn.startsWith(`${application.user.replace(/\\/g, '\\\\')}@`));
});
