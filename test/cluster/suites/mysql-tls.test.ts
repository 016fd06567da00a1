import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { untilLog } from '../harness/logs';
import { certificates, tls } from '../mysql/certificates';
import { deploy, login, mysql, passwords } from '../mysql/deployment';
import { sql, untilEqual, untilFollows } from '../mysql/members';
import { mysqlWriter } from '../writers/mysql';

clusterCase('with TLS members authenticate each other by certificates, '
  + 'and connections without TLS are rejected', { level: 'full', seconds: 600 }, async t => {
  await t.apply(certificates(3));
  await deploy(t, { tls });
  const recorder = await t.record(mysqlWriter('mysql-primary', login));
  const client = async (host: string, user: string, password: string, ...options: string[]) => exec(
    t.cluster, { namespace: t.namespace, pod: 'mysql-2', container: 'mysql' },
    ['env', `MYSQL_PWD=${password}`, 'mysql', '--no-defaults', `--host=${host}`, `--user=${user}`, ...options, '-NBe', 'SELECT 1'], 20,
  );
  const verified = ['--ssl-mode=VERIFY_IDENTITY', '--ssl-ca=/run/secrets/mysql-tls/ca.crt'];
  const shown = ['--ssl-cert=/run/secrets/mysql-tls/client.crt', '--ssl-key=/run/secrets/mysql-tls/client.key'];

  await Promise.all(['mysql-1', 'mysql-2'].map(pod => untilFollows(t, pod, 'mysql-0.mysql')));
  for (const host of ['mysql-primary', 'mysql-read', 'mysql-0.mysql', 'mysql-1.mysql']) {
    assert.equal((await client(host, login.user, login.password, ...verified)).stdout.trim(), '1', `no verified connection to ${host}`);
  }
  assert.match((await client('mysql-primary', login.user, login.password, '--ssl-mode=DISABLED')).stderr, /require_secure_transport/);
  assert.match((await client('mysql-primary', 'stateful_members', passwords.replication, ...verified)).stderr, /Access denied/);
  assert.equal((await client('mysql-primary', 'stateful_members', passwords.replication, ...verified, ...shown)).stdout.trim(), '1');
  assert.equal(
    await sql(
      t, 'mysql-1', 'SELECT ssl_allowed, ssl_verify_server_certificate FROM performance_schema.replication_connection_configuration',
    ), 'YES\tYES',
  );

  await t.time('replica without a volume cloned and Ready', 60, async () => {
    await t.faults.loseVolume('mysql-2');
    await t.until.setReady('mysql', 180);
    await untilFollows(t, 'mysql-2', 'mysql-0.mysql');
  });
  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a running set gets certificates by one roll, in which the administrator restarts the primary '
  + 'and clients without TLS are still let in', { level: 'full', seconds: 900 }, async t => {
  const staged = { tls: { certificate: tls.certificate, requireSecureTransport: false } };
  await t.apply(certificates(3));
  await deploy(t);
  const recorder = await t.record(mysqlWriter('mysql-primary', login));

  await recorder.during('certificates for a running set', async () => {
    await t.faults.rollWith('mysql', mysql(t.namespace, staged));
    await untilLog(t, 'mysql-2', 'bootstrap', /\[LoginRefused\]/, 120);
    await t.faults.deletePod('mysql-0');
    await t.time('all members Ready with certificates', 240, () => t.until.setReady('mysql', 480));
  });

  await Promise.all(['mysql-1', 'mysql-2'].map(pod => untilFollows(t, pod, 'mysql-0.mysql')));
  assert.equal(
    await sql(t, 'mysql-1', 'SELECT ssl_verify_server_certificate FROM performance_schema.replication_connection_configuration'), 'YES',
  );
  await recorder.verdict();
  await untilEqual(t);
});
