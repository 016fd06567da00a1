import { strict as assert } from 'node:assert';
import { App, Chart } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper } from '../zookeeper/deployment';
import { assertOneHistory } from '../zookeeper/members';

const writer = zookeeperWriter();

clusterCase('a value that the server rejects stops the roll at one member, '
  + 'and a corrected value continues the roll', { level: 'full', seconds: 300 }, async t => {
  assert.throws(() => zookeeper(t.namespace, { settings: { globalOutstandingLimits: '5' } }), /globalOutstandingLimit/);
  assert.throws(() => zookeeper(t.namespace, { settings: { syncEnabled: 'maybe' } }), /must be true or false/);
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('roll with a bad setting, and back', async () => {
    await t.faults.rollWith('zk', zookeeper(t.namespace, { settings: { serverCnxnFactory: 'com.example.Missing' } }));
    await untilLog(t, 'zk-2', 'zk', /Couldn't instantiate com\.example\.Missing/, 60);
    await t.apply(zookeeper(t.namespace));
    await t.until.setReady('zk', 120);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a member rejects a password that ends in a line break and names the remedy, '
  + 'and without the line break it starts', { level: 'full', seconds: 240 }, async t => {
  const secret = Secret.fromSecretName(new Chart(new App(), 'names'), 'Passwords', 'passwords');
  for (const shop of ['word\n', 'word\r\n']) {
    await t.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' }, stringData: { shop } } as never]);
    await t.apply(zookeeper(t.namespace, { authentication: { clients: { shop: { secret, key: 'shop' } } } }));
    await t.until.pod('zk-0', 'to end with what to do', ({ status }) => {
      const { state, lastState } = status?.containerStatuses?.[0] ?? {};
      return [state?.terminated, lastState?.terminated]
        .some(end => /authentication.clients.shop ends in a line break.*printf/.test(end?.message ?? ''));
    });
    await t.faults.scale('zk', 0);
    await t.until.podGone('zk-0');
    await t.faults.scale('zk', 3);
  }

  await t.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' }, stringData: { shop: 'word' } } as never]);
  await t.faults.restartAll('zk');
  await t.until.setReady('zk', 120);
});

clusterCase('a member with another quorum password cannot join, '
  + 'and the other members continue', { level: 'full', seconds: 300 }, async t => {
  const secret = Secret.fromSecretName(new Chart(new App(), 'names'), 'Passwords', 'passwords');
  const password = (quorum: string) => t.apply([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'passwords' },
    stringData: { quorum },
  } as never]);
  await password('right');
  await deploy(t, { authentication: { quorumPassword: { secret, key: 'quorum' } } });
  const recorder = await t.record(writer);

  await recorder.during('zk-2 with a wrong password', async () => {
    await password('wrong');
    await t.faults.deletePod('zk-2');
    await untilLog(t, 'zk-2', 'zk', /[Aa]uth.*(fail|invalid)|SaslException|SASL/, 60);
    await password('right');
    await t.faults.deletePod('zk-2');
    await t.until.setReady('zk', 90);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});
