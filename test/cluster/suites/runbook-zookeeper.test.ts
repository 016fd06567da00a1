import { strict as assert } from 'node:assert';
import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { QuorumSecurity } from '../../../src';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';
import { expandableClass } from '../harness/storage-classes';
import { waitFor } from '../harness/wait';
import { workload } from '../plan/objects';
import { Recipes } from '../runbook/recipes';
import { zookeeper, type Variation } from '../zookeeper/deployment';
import { untilLeads } from '../zookeeper/members';

const names = new Chart(new App(), 'names');
const secretOf = (name: string) => Secret.fromSecretName(names, name, name);
const certificate = secretOf('zk-tls');
const shop = { secret: secretOf('zk-passwords'), key: 'shop' };
const quorumPassword = { secret: secretOf('zk-quorum'), key: 'quorum' };

const { ACCEPTED, PREFERRED } = QuorumSecurity;

clusterCase('the runbook of ZooKeeper runs as it is printed', { level: 'full', seconds: 1500 }, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  let variation: Variation = { storageClassName };
  const apply = async (change: Variation) => {
    variation = { ...variation, ...change };
    await t.apply(zookeeper(t.namespace, variation));
  };
  const ready = () => t.until.setReady('zk', 240);
  await apply({});
  await ready();
  await apply({ firstBoot: false });
  const r = new Recipes('zk', zookeeper(t.namespace, variation), t.namespace);

  await r.follow('Bring a pod back', [0]);
  await r.follow('Update settings or the image', [0]);
  await apply({ maxClientConnections: 61 });
  await r.follow('Update settings or the image', [1]);
  await r.follow('Add members', [0]);
  while (!/Mode: leader/.test(await r.follow('Add members', [1]))) {
    await t.faults.deletePod(await untilLeads(t), 'graceful');
    await ready();
  }
  await apply({ replicas: 4, allowEvenSize: true });
  await r.follow('Add members', [2]);
  await apply({ replicas: 5, allowEvenSize: undefined });
  await r.follow('Add members', [3]);
  await r.follow('Remove members', [0]);
  await apply({ replicas: 4, allowEvenSize: true });
  await r.follow('Remove members', [1]);
  await apply({ allowEvenSize: undefined, removeLastMember: true });
  await r.follow('Remove members', [2]);
  await apply({ replicas: 3, removeLastMember: undefined });
  await ready();
  assert.equal((await r.follow('Remove members', [3])).match(/zk-\d\.zk/g)?.length, 9);
  await r.follow('Remove members', [4]);

  await r.follow('Back up', [0, 1]);
  assert.match(await r.follow('Back up', [3]), /snapshot\./);
  r.leave('Back up', 'needs a separate transaction log');
  assert.match(await r.follow('Replace a lost or damaged volume', [0]), /Mode: leader/);
  await r.follow('Replace a lost or damaged volume', [1]);
  await ready();
  r.leave('Replace a lost or damaged volume', 'needs a separate transaction log');
  await r.follow('Handle a lost node', [0, 1]);
  await ready();
  r.leave('Handle a lost node', 'needs a node that is lost, see the suite zookeeper-lost-nodes');
  await r.follow('Give a volume back to its member', [0, 1]);
  await t.until.podGone('zk-0', 120);
  await r.follow('Give a volume back to its member', [2]);
  await ready();

  await Promise.all(['zk-0', 'zk-1'].map(pod => t.faults.loseVolume(pod)));
  await t.faults.deletePod('zk-2', 'force');
  await t.until.pod('zk-2', 'to run', ({ status }) => status?.phase === 'Running');
  await r.follow('Recover when most volumes are lost', [0], { mayFail: true });
  await r.follow('Recover when most volumes are lost', [1]);
  await ready();
  r.leave('Recover when most volumes are lost', 'needs a separate transaction log');
  await Promise.all(['zk-0', 'zk-1', 'zk-2'].map(pod => t.faults.loseVolume(pod)));
  await waitFor('all members to wait', { seconds: 120 }, async () => {
    const logs = await r.follow('Restore a backup', [0], { mayFail: true });
    return logs.match(/so no new ensemble begins/g)?.length === 3 ? { found: true } : { seen: logs };
  });
  await r.follow('Restore a backup', [1, 2, 4, 5]);
  r.leave('Restore a backup', 'needs a separate transaction log');

  await apply({ replicas: 5 });
  await waitFor('a member to wait', { seconds: 120 }, async () => {
    const log = await r.follow('Resolve a difference in the member list', [0], { choose: { 'zk-2': 'zk-4' }, mayFail: true });
    return log.includes('differs by') ? { found: true } : { seen: log };
  });
  await apply({ replicas: 3 });
  await r.follow('Resolve a difference in the member list', [1, 2]);
  r.leave('Resolve a difference in the member list', 'accepts a list that no healthy ensemble needs, see the suite zookeeper-day-two');
  r.leave('Accept a new name of the set', 'needs a set that was renamed with its claims, see the suite zookeeper-names');
  r.leave('Take over the data of another ensemble', 'needs a volume of another installation, see the suite zookeeper-foreign-volumes');
  r.leave('Join a running ensemble', 'needs an ensemble of another installation, see the suite zookeeper-join');

  const hosts = [...[0, 1, 2, 3, 4].map(ordinal => `zk-${ordinal}.zk`), 'zk-client'];
  const write = () => {
    const [{ stringData = {} }] = issue([{ secret: 'zk-tls', name: 'zk', extensions: [hostsExtension(hosts)] }]);
    for (const [name, text] of Object.entries(stringData)) { r.write(name, text); }
    r.write('key.pem', stringData['tls.key']);
  };
  const renewed = (file: string, title: string) => waitFor(`${file} to be renewed`, { seconds: 180, everySeconds: 5 }, async () => {
    const logs = await r.follow(title, [1]);
    return logs.split(`${file} is renewed`).length > 3 ? { found: true } : { seen: logs.slice(-200) };
  });
  write();
  await r.follow('Provide a certificate', [0, 1, 2, 3]);
  await ready();
  await r.follow('Turn TLS among the members on or off', [0]);
  await apply({ tls: { certificate, quorum: ACCEPTED, requireSecureTransport: false } });
  await r.follow('Turn TLS among the members on or off', [1]);
  await apply({ tls: { certificate, quorum: PREFERRED, requireSecureTransport: false } });
  await r.follow('Turn TLS among the members on or off', [2]);
  await apply({ tls: { certificate, requireSecureTransport: false } });
  await r.follow('Turn TLS among the members on or off', [3]);
  await apply({ tls: { certificate } });
  await r.follow('Turn TLS among the members on or off', [4]);
  await r.follow('Connect an application with TLS', [0]);
  await r.follow('Renew a certificate', [0]);
  assert.match(await r.follow('Replace the certificate authority', [0]), /Subject: CN ?= ?authority/);
  // another authority signs it, so both files change
  write();
  await r.follow('Provide a certificate', [2]);
  await renewed('keystore.pem', 'Renew a certificate');
  await renewed('truststore.pem', 'Replace the certificate authority');
  await ready();

  await r.follow('Turn on passwords of clients', [0]);
  await r.follow('Turn on passwords of clients', [1], { input: 'first\n' });
  await apply({ authentication: { clients: { shop } } });
  await r.follow('Turn on passwords of clients', [2]);
  await t.apply([workload('Deployment', 'shop')] as never);
  await r.follow('Change the password of a client', [0]);
  await r.follow('Change the password of a client', [1], { input: 'second\n' });
  await r.follow('Change the password of a client', [2, 3]);
  await r.follow('Write a password without a line break', [0]);
  await r.follow('Write a password without a line break', [1], { input: 'third\n' });
  await r.follow('Write a password without a line break', [2]);
  await ready();
  await r.follow('Turn the password of the members on or off', [0]);
  await r.follow('Turn the password of the members on or off', [1], { input: 'first\n' });
  for (const [i, quorum] of [ACCEPTED, PREFERRED, undefined].entries()) {
    await apply({ authentication: { quorumPassword, quorum } });
    await r.follow('Turn the password of the members on or off', [i + 2]);
  }
  await r.follow('Change the password of the members', [0]);
  await apply({ authentication: { quorumPassword, quorum: PREFERRED } });
  await r.follow('Change the password of the members', [1]);
  await apply({ authentication: { quorumPassword, quorum: ACCEPTED } });
  await r.follow('Change the password of the members', [2]);
  await r.follow('Change the password of the members', [3], { input: 'second\n' });
  await r.follow('Change the password of the members', [4]);
  await apply({ authentication: { quorumPassword, quorum: PREFERRED } });
  await r.follow('Change the password of the members', [5]);
  await apply({ authentication: { quorumPassword } });
  await r.follow('Change the password of the members', [6]);

  await r.follow('Grow the volumes', [0, 1, 2]);
  await apply({ storage: Size.gibibytes(2) });
  await r.follow('Grow the volumes', [3]);
  await ready();
  await r.follow('Use the AdminServer', [0]);
  await apply({ adminServer: true });
  await r.follow('Use the AdminServer', [1]);
  // two terminals
  const monitor = 'zk-0 8080 >&2 & sleep 3; curl --silent localhost:8080/commands/monitor; kill $!';
  assert.match(await r.follow('Use the AdminServer', [2], { choose: { 'zk-0 8080': monitor } }), /"server_state"/);
  r.leave('Use the AdminServer', 'ran in the shell of the block above');
  r.leave('Go from one member to three', 'is the next case');
  r.assertAllRead();
  r.end();
});

clusterCase('the runbook of a single member of ZooKeeper leads to three members', { level: 'full', seconds: 600 }, async t => {
  const apply = (variation: Variation) => t.apply(zookeeper(t.namespace, variation));
  await apply({ replicas: 1, allowSingleMember: true });
  await t.until.setReady('zk', 120);
  await apply({ replicas: 1, allowSingleMember: true, firstBoot: false });
  const r = new Recipes('zk', zookeeper(t.namespace, { replicas: 1, allowSingleMember: true }), t.namespace);
  const title = 'Go from one member to three';

  await r.follow(title, [0]);
  await apply({ replicas: 2, allowEvenSize: true, firstBoot: false });
  await waitFor('the second member to name the pod to delete', { seconds: 120, everySeconds: 2 }, async () => {
    const log = await r.follow(title, [1], { mayFail: true });
    return /until now, it does not know of this member: delete its pod/.test(log) ? { found: true } : { seen: log };
  });
  await r.follow(title, [2, 3]);
  await apply({ replicas: 3, firstBoot: false });
  await r.follow(title, [4]);
  r.end();
});
