import { strict as assert } from 'node:assert';
import type { V1NetworkPolicy } from '@kubernetes/client-node';
import * as kplus from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, Ordinals, Port, ServiceTarget } from '../../../src';
import { ask, waitUntil, type Observer } from '../apps/observe';
import { deploySmall } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';
import { readPod } from '../harness/pods';

const member = { pod: 'app-0', container: 'app' };
const client = { pod: 'client-0', container: 'client' };
const stranger = { pod: 'stranger-0', container: 'stranger' };
const peers = {
  client: NetworkPeer.pods({ 'app.kubernetes.io/name': 'client' }),
  stranger: NetworkPeer.pods({ 'app.kubernetes.io/name': 'stranger' }),
};

clusterCase('client Services route to the pod of an ordinal, to the pods of a role, and to all Ready pods', { level: 'quick' }, async t => {
  await deploySmall(t, {
    replicas: 3,
    roles: { low: { ordinals: Ordinals.range(0, 1) }, top: { ordinals: Ordinals.only(2) }, more: { ordinals: Ordinals.startingAt(3) } },
    clientServices: { one: { target: ServiceTarget.ordinal(1) }, top: { target: ServiceTarget.role('top') }, any: {} },
  });
  const answers = async (host: string, times: number) => {
    const seen = new Set<string | undefined>();
    for (let i = 0; i < times; i += 1) { seen.add(await ask(t, member, host)); }
    return [...seen].sort();
  };
  // The rules of a new Service take a moment.
  for (const host of ['app-one', 'app-top', 'app-any']) {
    await waitUntil(`${host} to answer`, 10, async () => await ask(t, member, host) !== undefined);
  }

  assert.deepEqual(await answers('app-one', 4), ['app-1']);
  assert.deepEqual(await answers('app-top', 4), ['app-2']);
  await waitUntil('app-any to lead to all pods', 15, async () => String(await answers('app-any', 20)) === 'app-0,app-1,app-2');
});

/** Where a policy that lets nobody in changes nothing, there is no point in looking at ours. */
async function expectEnforcedPolicies(t: CaseContext): Promise<void> {
  const policy: V1NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'nobody' },
    spec: { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'stranger' } }, policyTypes: ['Ingress'] },
  };
  await t.apply([policy]);
  try {
    await waitUntil('a policy that lets nobody in', 10, async () => await ask(t, client, 'stranger-0.stranger') === undefined);
  } catch {
    throw new NotPossibleHere('network policies are not enforced');
  } finally {
    await t.cluster.objects.delete({ ...policy, metadata: { name: 'nobody', namespace: t.namespace } });
  }
  await waitUntil('the stranger to be open again', 10, async () => await ask(t, client, 'stranger-0.stranger') === 'stranger-0');
}

async function deployNeighbours(t: CaseContext): Promise<void> {
  await Promise.all([deploySmall(t, { name: 'client' }), deploySmall(t, { name: 'stranger' })]);
  await expectEnforcedPolicies(t);
}

async function expectReached(t: CaseContext, from: Observer, host: string): Promise<void> {
  await waitUntil(`${from.pod} to reach ${host}`, 10, async () => await ask(t, from, host) === host.split('.')[0]);
}

async function expectRefused(t: CaseContext, from: Observer, host: string): Promise<void> {
  await waitUntil(`${from.pod} not to reach ${host}`, 10, async () => await ask(t, from, host) === undefined);
}

clusterCase('only members and named clients can connect, '
  + 'and members can connect only to each other and to DNS', { level: 'quick' }, async t => {
  await deployNeighbours(t);
  await deploySmall(t, { replicas: 2, networkAccess: NetworkAccess.isolated(peers.client) });

  await expectRefused(t, stranger, 'app-0.app');
  await expectReached(t, client, 'app-0.app');
  await expectReached(t, member, 'app-1.app');
  await expectRefused(t, member, 'stranger-0.stranger');
  await expectRefused(t, member, 'client-0.client');
  // Still a policy and not a server that went away.
  await expectReached(t, client, 'stranger-0.stranger');
});

clusterCase('clients can connect only to the ports of the application, '
  + 'and members to all ports of each other', { level: 'full' }, async t => {
  await deployNeighbours(t);
  await deploySmall(t, { replicas: 2, ports: [Port.tcp(8081)], networkAccess: NetworkAccess.isolated(peers.client) });

  await expectRefused(t, client, 'app-0.app');
  await expectReached(t, member, 'app-1.app');
});

clusterCase('allowFrom admits a client, '
  + 'and with allowTo members can connect to labels and addresses and to no other destination', { level: 'full' }, async t => {
  await deployNeighbours(t);
  const { status } = await readPod(t.cluster, t.namespace, stranger.pod);
  await deploySmall(t, { networkAccess: NetworkAccess.isolated() }, app => {
    app.allowFrom(peers.stranger);
    app.allowTo(peers.client, Port.tcp(8080));
  });

  await expectRefused(t, client, 'app-0.app');
  await expectReached(t, stranger, 'app-0.app');
  await expectReached(t, member, 'client-0.client');
  await expectRefused(t, member, 'stranger-0.stranger');

  await deploySmall(t, { networkAccess: NetworkAccess.isolated() }, app => {
    app.allowTo(NetworkPeer.cidr(`${status?.podIP}/32`));
    app.allowTo(peers.client, Port.tcp(9999));
  });
  await expectRefused(t, member, 'client-0.client');
  await expectReached(t, member, 'stranger-0.stranger');
});

clusterCase('connections of cdk8s-plus admit a client to isolated members, which reach each other', { level: 'full' }, async t => {
  await deployNeighbours(t);
  await deploySmall(t, { replicas: 2, networkAccess: NetworkAccess.isolated() }, app => {
    app.workload.connections.allowFrom(kplus.Pods.select(app, 'Client', { labels: { 'app.kubernetes.io/name': 'client' } }), {
      isolation: kplus.PodConnectionsIsolation.POD,
    });
  });

  await expectReached(t, client, 'app-0.app');
  await expectReached(t, member, 'app-1.app');
  await expectRefused(t, stranger, 'app-0.app');
});

clusterCase('allowFrom a namespace admits its pods, and without networkAccess all pods can connect', { level: 'full' }, async t => {
  await deployNeighbours(t);
  await deploySmall(t, { networkAccess: NetworkAccess.isolated(NetworkPeer.namespace('no-such-namespace')) });
  await expectRefused(t, stranger, 'app-0.app');

  await deploySmall(t, { networkAccess: NetworkAccess.isolated(NetworkPeer.namespace(t.namespace)) });
  await expectReached(t, stranger, 'app-0.app');

  await deploySmall(t, { name: 'open' });
  await expectReached(t, stranger, 'open-0.open');
});
