import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { accounts, deploy, login, mysql } from '../mysql/deployment';
import { killBootstrap, killFirstServer, type Moment } from '../mysql/half-made';
import { sql, untilEqual, untilFollows } from '../mysql/members';

const slowScript = { '10-numbers.sql': 'CREATE TABLE app.numbers (n BIGINT PRIMARY KEY); SELECT SLEEP(4);\n' };

const duringInitialization: Moment[] = [
  { what: 'at the start of initialization', text: /first boot: initializing/, after: 0 },
  { what: 'during initialization', text: /first boot: initializing/, after: 2 },
  { what: 'while the init scripts run', text: /running .*10-numbers.sql/, after: 1 },
];

const startOfClone: Moment = { what: 'at the start of the clone', text: /cloning from mysql-0/, after: 0 };

for (const moment of duringInitialization) {
  clusterCase(`a kill ${moment.what} leaves no incomplete data`, { level: 'full', seconds: 600 }, async t => {
    await t.apply([accounts(), ...mysql(t.namespace, { replicas: 1, initScripts: slowScript })]);
    await killBootstrap(t, 'mysql-0', moment);
    await t.time(`Ready after a kill ${moment.what}`, 60, () => t.until.setReady('mysql', 180));

    const withoutPassword = await sql(
      t, 'mysql-0', "SELECT COUNT(*) FROM mysql.user WHERE authentication_string = '' AND plugin <> 'auth_socket' AND account_locked = 'N'",
    );
    assert.equal(withoutPassword, '0');
    assert.equal(await sql(t, 'mysql-0', 'SELECT COUNT(*) FROM app.numbers'), '0');
    assert.equal(await t.exec('mysql-0', 'mysql', [
      'env', `MYSQL_PWD=${login.password}`, 'mysql', '--no-defaults', '--host=mysql-primary', '--user=app', '-NBe', 'SELECT 1', 'app',
    ]), '1\n');
  });
}

clusterCase('a kill during a clone leaves no incomplete data', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { replicas: 2 });
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers (n) VALUES (1), (2), (3)');

  // the first kill of a run starts an agent on the node, which takes longer than a clone
  const kills = {
    'during the first start of the clone': () => killFirstServer(t, 'mysql-1'),
    [startOfClone.what]: () => killBootstrap(t, 'mysql-1', startOfClone),
  };
  for (const [what, kill] of Object.entries(kills)) {
    await t.faults.loseVolume('mysql-1');
    await kill();
    await t.time(`Ready after a kill ${what}`, 60, () => t.until.setReady('mysql', 180));
    await untilFollows(t, 'mysql-1', 'mysql-0.mysql');
    await untilEqual(t);
  }
});
