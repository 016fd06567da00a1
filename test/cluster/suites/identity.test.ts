import { strict as assert } from 'node:assert';
import { Duration } from 'cdk8s';
import { PodManagement, AppProbe } from '../../../src';
import { ask, podAddresses, resolve, waitUntil } from '../apps/observe';
import { deploySmall, smallApp } from '../apps/small-app';
import { clusterCase } from '../harness/cluster-case';
import { podsOf } from '../harness/pods';

const first = { pod: 'app-0', container: 'app' };

/**
 * A moment between running and Ready, so that an order is there to be seen. No command: one that runs when its pod is told to end can hold
 * it up.
 */
const slowly = AppProbe.tcp({ initialDelay: Duration.seconds(1), period: Duration.seconds(1) });
const never = AppProbe.exec(['false'], { period: Duration.seconds(1) });

clusterCase('pods start in the order 0, 1, 2, each after the previous one is Ready, '
  + 'and end in the order 2, 1, 0', { level: 'quick' }, async t => {
  const timeline = await t.watchPods();
  const { manifests } = smallApp(t.namespace, { replicas: 3, podManagementPolicy: PodManagement.ORDERED_READY, readiness: slowly });
  await t.apply(manifests);
  await t.time('three ordered pods', 20, () => t.until.setReady('app'));
  assert.deepEqual(timeline.lines('created', 'ready'), [
    'app-0 created', 'app-0 ready', 'app-1 created', 'app-1 ready', 'app-2 created', 'app-2 ready',
  ]);

  await t.faults.scale('app', 0);
  await t.until.setReady('app');

  assert.deepEqual(timeline.lines('terminating', 'gone'), [
    'app-2 terminating', 'app-2 gone', 'app-1 terminating', 'app-1 gone', 'app-0 terminating', 'app-0 gone',
  ]);
});

clusterCase('parallel pods do not wait for each other, and their names resolve before they are Ready', { level: 'quick' }, async t => {
  const { app, manifests } = smallApp(t.namespace, { replicas: 3, readiness: never });
  await t.apply(manifests);

  await waitUntil('three pods to run, none of them Ready', 30, async () => {
    const pods = await podsOf(t.cluster, t.namespace, 'app');
    return pods.length === 3 && pods.every(({ status }) => status?.phase === 'Running'
      && status.containerStatuses?.every(({ ready }) => !ready));
  });

  const addresses = await podAddresses(t, 'app');
  await waitUntil('the name of the Service to resolve to all three', 35, async () =>
    String(await resolve(t, first, app.serviceFqdn)) === String(addresses));
  assert.equal(await ask(t, first, app.host(2)), 'app-2');
});

clusterCase('the name of the Service resolves to all pods, and a host resolves to its pod, '
  + 'also after the pod has a new address', { level: 'quick' }, async t => {
  const { app } = await deploySmall(t, { replicas: 3 });

  await waitUntil('the name of the Service to resolve to all pods', 35, async () =>
    String(await resolve(t, first, app.serviceFqdn)) === String(await podAddresses(t, 'app')));
  for (const ordinal of [0, 1, 2]) {
    assert.deepEqual(await ask(t, first, app.host(ordinal)), `app-${ordinal}`, `asked ${app.host(ordinal)}`);
    assert.deepEqual(await ask(t, first, app.fqdn(ordinal)), `app-${ordinal}`, `asked ${app.fqdn(ordinal)}`);
  }

  const [before] = await resolve(t, first, app.fqdn(1));
  await t.faults.deletePod('app-1');
  const { status } = await t.until.podReady('app-1');
  assert.notEqual(status?.podIP, before);
  await t.time('a new address resolves by the same name', 10, () =>
    waitUntil(`${app.fqdn(1)} to resolve to ${status?.podIP}`, 35, async () =>
      String(await resolve(t, first, app.fqdn(1))) === status?.podIP));
  assert.equal(await ask(t, first, app.host(1)), 'app-1');
});

clusterCase('if publishNotReadyAddresses is off, the name of a pod resolves only when the pod is Ready', { level: 'full' }, async t => {
  const { app, manifests } = smallApp(t.namespace, { replicas: 2, readiness: never, publishNotReadyAddresses: false });
  await t.apply(manifests);
  await t.until.pod('app-1', 'to run', ({ status }) => status?.phase === 'Running');
  await t.until.pod('app-0', 'to run', ({ status }) => status?.phase === 'Running');

  assert.deepEqual(await resolve(t, first, app.serviceFqdn), []);
});

clusterCase('the first ordinal is ordinalsStart', { level: 'full' }, async t => {
  const { app } = await deploySmall(t, { replicas: 2, ordinalsStart: 5 });

  const pods = await podsOf(t.cluster, t.namespace, 'app');
  assert.deepEqual(pods.map(({ metadata }) => metadata?.name), ['app-5', 'app-6']);
  assert.deepEqual(app.hosts, ['app-5.app', 'app-6.app']);
  assert.equal(await ask(t, { pod: 'app-5', container: 'app' }, app.host(6)), 'app-6');
});
