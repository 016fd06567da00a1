import { strict as assert } from 'node:assert';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { podUids } from '../apps/observe';
import { cqlAs, untilApplied } from '../cassandra/accounts';
import { certificates } from '../cassandra/certificates';
import { admin, cassandra, deploy, type Variation } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { logOf, untilLog } from '../harness/logs';
import { cassandraWriter, PASSWORD } from '../writers/cassandra';

const certificate = Secret.fromSecretName(new Chart(new App(), 'names'), 'Tls', 'cassandra-tls');
const USERS = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'users' }, stringData: { shop: 'first' } } as never;
const OWN = ['-cert', '/run/secrets/cassandra-tls/tls.crt', '-key', '/run/secrets/cassandra-tls/tls.key'];

/** A ring with an account of the Job. */
function declared(namespace: string, variation: Variation) {
  return cassandra(namespace, variation, (ring, chart) => {
    ring.addKeyspace('orders', { owner: 'shop' });
    ring.addUser('shop', { password: { secret: Secret.fromSecretName(chart, 'Users', 'users'), key: 'shop' } });
  });
}

/** The output of a client of TLS, of a version that presents certificates before the end of the handshake. */
async function handshake(t: CaseContext, address: string, options: string[] = []): Promise<string> {
  const command = ['openssl', 's_client', '-tls1_2', '-CAfile', '/run/secrets/cassandra-tls/ca.crt', '-connect', address, ...options];
  const { stdout, stderr } = await exec(
    t.cluster, { namespace: t.namespace, pod: 'cassandra-2', container: 'cassandra' }, ['sh', '-c', '"$@" </dev/null', '-', ...command], 30,
  );
  return stdout + stderr;
}

clusterCase('with TLS members authenticate to each other, and clients without TLS are rejected; renewed certificates need no restart', {
  level: 'full', seconds: 900,
}, async t => {
  const { first, renewed } = certificates();
  const manifests = declared(t.namespace, { tls: { certificate } });
  await t.apply([admin(), USERS, first, ...manifests]);
  await t.until.setReady('cassandra', 420);
  await untilApplied(t, manifests);
  await assertOneRing(t);
  for (const pod of all) {
    const log = await logOf(t, pod, 'cassandra');
    assert.match(log, /messaging connection established.*encryption = encrypted/);
    assert.doesNotMatch(log, /messaging connection established.*encryption = unencrypted/);
    assert.doesNotMatch(log, /SSLException|NotSslRecord/, 'the probes are errors for the server');
  }

  const options = ['--cqlshrc', '/etc/cassandra/stateful/cqlshrc'];
  const query = (others: string[]) => cqlAs(t, 'shop', 'first', 'DESCRIBE KEYSPACES', { options: [...others, 'cassandra-0'] });
  assert.match(await query(options), /orders/);
  assert.match(await query([]), /Connection error/, 'a client without TLS was served');
  assert.match(await handshake(t, 'cassandra-0:7000', OWN), /Verify return code: 0/);
  assert.match(await handshake(t, 'cassandra-0:7000'), /alert|handshake failure/i, 'a member without a certificate was accepted');

  const recorder = await t.record(cassandraWriter({ TLS: 'on' }));
  const uids = await podUids(t, 'cassandra');
  await recorder.during('certificate renewed', async () => {
    await t.apply([renewed]);
    for (const pod of all) {
      await untilLog(t, pod, 'cassandra', /keystore.pem is renewed/, 180);
      await t.exec(pod, 'cassandra', ['nodetool', 'reloadssl']);
    }
    for (const port of [9042, 7000]) { assert.match(await handshake(t, `cassandra-0:${port}`, OWN), /subject=CN ?= ?renewed/); }
  });
  assert.deepEqual(await podUids(t, 'cassandra'), uids);

  await recorder.during('volume lost', async () => {
    await t.faults.loseVolume('cassandra-1');
    await t.until.setReady('cassandra', 360);
  });
  await assertOneRing(t);
  await recorder.verdict();
});

clusterCase('TLS is turned on in two rollouts, while clients write without TLS and then with it', {
  level: 'full', seconds: 1200,
}, async t => {
  await t.apply([certificates().first]);
  await deploy(t);
  const plain = await t.record(cassandraWriter());
  await plain.during('TLS optional', async () => {
    const tls = { certificate, requireSecureTransport: false };
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { firstBoot: false, tls }));
    await t.until.setReady('cassandra', 420);
  });
  await plain.verdict();
  // the other writer has the same numbers
  assert.doesNotMatch(await cqlAs(t, 'admin', PASSWORD, 'TRUNCATE app.numbers'), /Error/);

  const secure = await t.record({ ...cassandraWriter({ TLS: 'on' }), name: 'secure' });
  await secure.during('TLS required', async () => {
    await t.faults.rollWith('cassandra', cassandra(t.namespace, { firstBoot: false, tls: { certificate } }));
    await t.until.setReady('cassandra', 420);
  });
  await assertOneRing(t);
  await secure.verdict();
});
