import { strict as assert } from 'node:assert';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { QuorumSecurity, type ZooKeeperAuthentication } from '../../../src';
import { podUids } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { untilLog } from '../harness/logs';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper } from '../zookeeper/deployment';
import { untilLeads } from '../zookeeper/members';

const names = new Chart(new App(), 'names');
const secret = Secret.fromSecretName(names, 'Passwords', 'passwords');
const certificate = Secret.fromSecretName(names, 'Certificate', 'zk-tls');
const authentication: ZooKeeperAuthentication = { quorumPassword: { secret, key: 'quorum' }, clients: { app: { secret, key: 'app' } } };
const passwords = { quorum: 'of "all" \\ members ${x}', app: 'of ${the} "app" \\' };

async function applySecrets(t: CaseContext): Promise<void> {
  const hosts = [0, 1, 2].flatMap(ordinal => [`zk-${ordinal}.zk`]);
  await t.apply([
    ...issue([{ secret: 'zk-tls', name: 'zk', extensions: [hostsExtension([...hosts, 'zk-client'])] }]),
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' }, stringData: passwords } as never,
  ]);
}

const verified = [
  '-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty', '-Dzookeeper.client.secure=true',
  '-Dzookeeper.ssl.trustStore.type=PEM',
  '-Dzookeeper.ssl.trustStore.location=/run/secrets/zookeeper-tls/ca.crt', '-Dzookeeper.fips-mode=false',
  '-Djava.security.properties=/etc/zookeeper/stateful/java.security',
];

/** What zkCli.sh says to `command` in the pod of a member, where the certificates are. */
async function client(t: CaseContext, host: string, command: string, ...flags: string[]): Promise<string> {
  const jaas = 'Client { org.apache.zookeeper.server.auth.DigestLoginModule required username="app" '
    + `password="${passwords.app.replace(/[\\"]/g, '\\$&')}"; };`;
  const script = 'printf %s "$JAAS" >/tmp/client.jaas; timeout 15 zkCli.sh -server "$0" -timeout 4000 "$@" 2>&1 | grep -v INFO';
  const env = ['env', `JAAS=${jaas}`, 'ZK_CLIENT_HEAP=64', `CLIENT_JVMFLAGS=${flags.join(' ')}`];
  return (await exec(
    t.cluster, { namespace: t.namespace, pod: 'zk-2', container: 'zk' }, [...env, 'bash', '-c', script, host, ...command.split(' ')], 30,
  )).stdout;
}

clusterCase('members authenticate each other by certificates and passwords, '
  + 'and clients without TLS or a password are rejected', { level: 'full', seconds: 400 }, async t => {
  await applySecrets(t);
  await deploy(t, { tls: { certificate }, authentication });
  const login = '-Djava.security.auth.login.config=/tmp/client.jaas';

  assert.match(await client(t, 'zk-0.zk:2281', 'create /x y', ...verified, login), /Created \/x/);
  assert.match(await client(t, 'zk-client:2281', 'get /x', ...verified, login), /^y$/m);
  assert.doesNotMatch(await client(t, 'zk-0.zk:2281', 'get /x', ...verified), /^y$/m, 'a client without a password was served');
  assert.doesNotMatch(await client(t, 'zk-0.zk:2181', 'get /x'), /^y$/m, 'a client without TLS was served');
  const ask = 'cd /etc/zookeeper/stateful/scripts; . ./contract.sh; . ./common.sh; . ./peers.sh; '
    + 'query_members members zk-0.zk; echo "$members"';
  const asked = await t.exec('zk-1', 'zk', ['bash', '-c', ask]);
  assert.equal(asked, '98 zk-2.zk\n99 zk-1.zk\n100 zk-0.zk\n', 'a member cannot be asked for its list');

  await t.faults.loseVolume('zk-1');
  await t.until.setReady('zk', 120);
  await untilLeads(t);
});

clusterCase('TLS and a password among the members are turned on '
  + 'in three rollouts while a client writes', { level: 'full', seconds: 500 }, async t => {
  await applySecrets(t);
  await deploy(t);
  const recorder = await t.record(zookeeperWriter());

  for (const quorum of [QuorumSecurity.ACCEPTED, QuorumSecurity.PREFERRED, QuorumSecurity.REQUIRED]) {
    await recorder.during(`quorum ${quorum}`, async () => {
      const { quorumPassword } = authentication;
      await t.faults.rollWith('zk', zookeeper(t.namespace, {
        tls: { certificate, quorum, requireSecureTransport: false },
        authentication: { quorumPassword, quorum },
      }));
      await t.until.setReady('zk', 150);
    });
  }

  await recorder.verdict();
});

clusterCase('clients and members use renewed certificates without a restart, '
  + 'even from another authority', { level: 'full', seconds: 500 }, async t => {
  await applySecrets(t);
  await deploy(t, { tls: { certificate } });
  assert.match(await client(t, 'zk-0.zk:2281', 'create /x y', ...verified), /Created \/x/);
  const before = await podUids(t, 'zk');

  await applySecrets(t);
  await t.time('all members have the renewed certificate', 120, async () => {
    for (const pod of Object.keys(before)) { await untilLog(t, pod, 'zk', /truststore.pem is renewed/, 180); }
  });
  assert.match(await client(t, 'zk-0.zk:2281', 'get /x', ...verified), /^y$/m);
  // it has the new authority alone, and the others have not been restarted since they had the old one
  await t.faults.deletePod('zk-2');
  await t.time('a member that starts with the new authority is Ready', 30, () => t.until.setReady('zk', 90));
  await t.faults.deletePod(await untilLeads(t));
  await t.until.setReady('zk', 90);
});
