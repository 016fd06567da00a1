import { strict as assert } from 'node:assert';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, PostgreSqlAccess } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { certificates } from '../postgresql/certificates';
import { deploy, login } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, switchTo, untilEqual, untilWhole } from '../postgresql/members';
import { postgresqlWriter } from '../writers/postgresql';

const names = new Chart(new App(), 'names');
const tls = {
  certificate: Secret.fromSecretName(names, 'Server', 'postgresql-tls'),
  clientCertificate: Secret.fromSecretName(names, 'Client', 'postgresql-client-tls'),
};

clusterCase('with TLS members authenticate each other by certificates, and connections without TLS are rejected', {
  level: 'full', seconds: 900,
}, async t => {
  const endpoints = await t.cluster.core.readNamespacedEndpoints({ namespace: 'default', name: 'kubernetes' });
  const apiServer = NetworkPeer.cidr(`${endpoints.subsets?.[0].addresses?.[0].ip}/32`);
  const writer = postgresqlWriter('postgresql-primary', login, 'numbers', { PGSSLMODE: 'require' });
  await t.apply(certificates(3));
  await deploy(t, {
    tls,
    access: [PostgreSqlAccess.certificate({ users: ['app'], databases: ['app'], address: '127.0.0.1/32' }), PostgreSqlAccess.password()],
    networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ client: 'postgresql' })),
    apiServer,
  });
  await untilWhole(t);
  const recorder = await t.record({ ...writer, labels: { client: 'postgresql' } });
  const connect = async (host: string, password: string, options: string) => exec(
    t.cluster, { namespace: t.namespace, pod: await primaryOf(t), container: 'postgresql' },
    ['env', `PGPASSWORD=${password}`, 'psql', '-XAt', `host=${host} user=app dbname=app ${options}`, '-c', 'SELECT 1'], 20,
  );
  const verified = 'sslmode=verify-full sslrootcert=/run/secrets/postgresql-tls/ca.crt';

  for (const host of ['postgresql-primary', 'postgresql-replicas', 'postgresql-0.postgresql']) {
    assert.equal((await connect(host, login.password, verified)).stdout.trim(), '1', `no verified connection to ${host}`);
  }
  assert.match((await connect('postgresql-primary', login.password, 'sslmode=disable')).stderr, /no encryption/);
  const own = 'sslcert=/run/secrets/postgresql-tls/client.crt sslkey=/run/secrets/postgresql-tls/client.key';
  assert.equal((await connect('127.0.0.1', 'none', `sslmode=require ${own}`)).stdout.trim(), '1', 'a certificate replaces the password');
  const encrypted = 'SELECT count(*) FROM pg_stat_replication JOIN pg_stat_ssl USING (pid) WHERE ssl AND client_dn IS NOT NULL';
  assert.equal(await sql(t, await primaryOf(t), encrypted), '2');

  await recorder.during('switchover, and a member without a volume', async () => {
    const [replica, other] = await replicasOf(t);
    await switchTo(t, replica);
    await t.faults.loseVolume(other);
    await untilWhole(t, 3, 180);
  });
  await recorder.verdict();
  await untilEqual(t);
});
