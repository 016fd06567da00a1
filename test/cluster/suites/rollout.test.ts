import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { Duration } from 'cdk8s';
import { PodManagement, AppProbe, UpdateStrategy, type StatefulApp, type StatefulAppProps } from '../../../src';
import { podUids, waitUntil } from '../apps/observe';
import { deploySmall, smallApp, type Synthesized } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { reason } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { pause, waitFor } from '../harness/wait';

const path = '/etc/app.conf';

function withSetting(setting: string, props: Partial<StatefulAppProps> = {}): Partial<StatefulAppProps> {
  return { replicas: 3, files: { [path]: setting }, ...props };
}

/**
 * Changes a setting of pods that all count: from Kubernetes 1.37 on, those that have not been Ready for three seconds are replaced first.
 */
async function roll(t: CaseContext, manifests: KubernetesObject[]): Promise<void> {
  await waitUntil('all pods to be available', 30, async () => {
    const { spec, status } = await t.cluster.apps.readNamespacedStatefulSet({ name: 'app', namespace: t.namespace });
    return status?.availableReplicas === spec?.replicas;
  });
  await t.faults.rollWith('app', manifests);
}

async function settings(t: CaseContext): Promise<string[]> {
  return Promise.all([0, 1, 2].map(ordinal => t.exec(`app-${ordinal}`, 'app', ['cat', path])));
}

async function expectRollFromTheTop(t: CaseContext, props: Partial<StatefulAppProps>): Promise<void> {
  const { manifests: changed } = smallApp(t.namespace, withSetting('new', props));
  const timeline = await t.watchPods();
  await roll(t, changed);
  await t.time('roll of three pods', 30, () => t.until.setReady('app', 90));

  assert.deepEqual(timeline.lines('terminating', 'ready').filter(line => line.includes('app-')), [
    'app-2 terminating', 'app-2 ready', 'app-1 terminating', 'app-1 ready', 'app-0 terminating', 'app-0 ready',
  ]);
  assert.deepEqual(await settings(t), ['new', 'new', 'new']);
}

clusterCase('unchanged manifests roll no pod, '
  + 'and a changed file rolls the pods from the highest ordinal down', { level: 'quick' }, async t => {
  const { manifests } = await deploySmall(t, withSetting('old'));
  const before = await podUids(t, 'app');

  await t.apply(manifests);
  await t.apply(smallApp(t.namespace, withSetting('old')).manifests);
  // Nothing is there to wait for: a roll would have begun by then.
  await pause(2);
  await t.until.setReady('app');
  assert.deepEqual(await podUids(t, 'app'), before);

  await expectRollFromTheTop(t, {});
});

clusterCase('ordered pods are also rolled from the highest ordinal down', { level: 'full' }, async t => {
  const ordered = { podManagementPolicy: PodManagement.ORDERED_READY };
  await deploySmall(t, withSetting('old', ordered));

  await expectRollFromTheTop(t, ordered);
});

clusterCase('with a partition only the canary pods have a change until the partition is lowered', { level: 'quick' }, async t => {
  const held = { updateStrategy: UpdateStrategy.rollingUpdate({ partition: 2 }) };
  await deploySmall(t, withSetting('old', held));

  await roll(t, smallApp(t.namespace, withSetting('new', held)).manifests);
  await t.until.setReady('app');
  assert.deepEqual(await settings(t), ['old', 'old', 'new']);

  // A pod that is held back comes back with what it had.
  const before = await podUids(t, 'app');
  await t.faults.deletePod('app-0');
  await t.until.setReady('app');
  assert.notEqual((await podUids(t, 'app'))['app-0'], before['app-0']);
  await t.apply(smallApp(t.namespace, withSetting('new', { updateStrategy: UpdateStrategy.rollingUpdate({ partition: 1 }) })).manifests);
  await t.until.pod('app-1', 'to be another one', ({ metadata }) => metadata?.uid !== before['app-1']);
  await t.until.setReady('app');
  assert.deepEqual((await settings(t)).slice(1), ['new', 'new']);
});

clusterCase('with OnDelete a pod gets a change only when it is deleted', { level: 'full' }, async t => {
  const onDelete = { updateStrategy: UpdateStrategy.onDelete(), podManagementPolicy: PodManagement.ORDERED_READY };
  await deploySmall(t, withSetting('old', onDelete));
  const before = await podUids(t, 'app');

  await roll(t, smallApp(t.namespace, withSetting('new', onDelete)).manifests);
  await pause(2);
  assert.deepEqual(await podUids(t, 'app'), before);
  await t.faults.deletePod('app-1');
  await t.until.setReady('app');

  assert.equal((await settings(t))[1], 'new');
  const { 'app-1': deleted, ...others } = await podUids(t, 'app');
  assert.deepEqual({ ...others, 'app-1': before['app-1'] }, before);
  assert.notEqual(deleted, before['app-1']);
});

function redis(namespace: string, appendonly: string, podManagementPolicy = PodManagement.ORDERED_READY): Synthesized {
  return smallApp(namespace, {
    replicas: 3,
    image: 'redis:8',
    user: 999,
    podManagementPolicy,
    command: ['redis-server', '/etc/redis/redis.conf'],
    files: { '/etc/redis/redis.conf': `dir /tmp\nappendonly ${appendonly}\n` },
  });
}

/** From Kubernetes 1.37 on, what ends at once is Ready for a moment at each restart: several of them have passed by then. */
async function expectStopAtTheTop(t: CaseContext, before: Record<string, string>): Promise<void> {
  await t.until.pod('app-2', 'to have been restarted three times', ({ status }) => [
    ...status?.initContainerStatuses ?? [],
    ...status?.containerStatuses ?? [],
  ]
    .some(({ restartCount }) => restartCount >= 3), 90);
  const { 'app-2': replaced, ...others } = await podUids(t, 'app');
  assert.notEqual(replaced, before['app-2']);
  assert.deepEqual({ ...others, 'app-2': before['app-2'] }, before);
  for (const pod of ['app-0', 'app-1']) { await t.until.podReady(pod, 1); }
}

/** Of the current and the previous container: which of them has one depends on where the restarts are. */
async function logsOf(t: CaseContext, name: string): Promise<string> {
  const logs = await Promise.all([false, true].map(async previous => {
    try {
      return await t.cluster.core.readNamespacedPodLog({ name, namespace: t.namespace, previous });
    } catch (error) {
      return reason(error);
    }
  }));
  return logs.join('\n');
}

clusterCase('a wrong setting stops the roll at the highest pod, whose log names the cause, '
  + 'until the setting is corrected and that pod is deleted', { level: 'quick' }, async t => {
  await t.apply(redis(t.namespace, 'yes').manifests);
  await t.until.setReady('app');
  const before = await podUids(t, 'app');

  await roll(t, redis(t.namespace, 'maybe').manifests);
  await waitFor('the log of app-2 to name the wrong setting', { seconds: 60 }, async () => {
    const log = await logsOf(t, 'app-2');
    return /'appendonly maybe'/.test(log) && /must be 'yes' or 'no'/.test(log) ? { found: true } : { seen: log };
  });
  await expectStopAtTheTop(t, before);

  await t.apply(redis(t.namespace, 'no').manifests);
  await t.faults.deletePod('app-2');
  await t.until.setReady('app');
});

clusterCase('with parallel pods a wrong setting stops the roll at the highest pod, '
  + 'and the corrected setting rolls automatically', { level: 'full' }, async t => {
  const parallel = PodManagement.PARALLEL;
  await t.apply(redis(t.namespace, 'yes', parallel).manifests);
  await t.until.setReady('app');
  const before = await podUids(t, 'app');

  await roll(t, redis(t.namespace, 'maybe', parallel).manifests);
  await expectStopAtTheTop(t, before);

  await t.apply(redis(t.namespace, 'no', parallel).manifests);
  await t.until.setReady('app');
});

clusterCase('an additional container that exits immediately also stops a roll at the highest pod', { level: 'full' }, async t => {
  const well: Partial<StatefulAppProps> = { replicas: 3, readiness: AppProbe.exec(['true'], { period: Duration.seconds(1) }) };
  for (const add of ['addContainer', 'addSidecarContainer'] as const) {
    const beside = (command: string) => (app: StatefulApp) => app[add]({
      name: 'beside',
      image: 'busybox:1.37',
      command: ['sh', '-c', command],
    });
    await t.apply(smallApp(t.namespace, well, beside('trap "exit 0" TERM; sleep 3600 & wait')).manifests);
    await t.until.setReady('app');
    const before = await podUids(t, 'app');

    await roll(t, smallApp(t.namespace, well, beside('exit 1')).manifests);
    await expectStopAtTheTop(t, before);
  }
});

clusterCase('the status of the pod names a command that the image does not have', { level: 'full' }, async t => {
  await t.apply(smallApp(t.namespace, { command: ['no-such-server'] }).manifests);

  await t.until.pod('app-0', 'to say that there is no such command', ({ status }) => {
    const { state, lastState } = status?.containerStatuses?.[0] ?? {};
    return [
      state?.terminated?.message, lastState?.terminated?.message, state?.waiting?.message,
    ].some(message => message?.includes('no-such-server'));
  });
});
