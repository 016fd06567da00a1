import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { budgetAllows, claimUids, eventSays, waitUntil } from '../apps/observe';
import { data, deploySmall, smallApp } from '../apps/small-app';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';

async function write(t: CaseContext, pod: string): Promise<void> {
  await t.exec(pod, 'app', ['sh', '-c', 'hostname >/data/owner']);
}

async function read(t: CaseContext, pod: string): Promise<string> {
  return (await t.exec(pod, 'app', ['sh', '-c', 'cat /data/owner 2>&1 || true'])).trim();
}

/** Deletes the set as `kubectl delete statefulset` does, and waits for its pods. */
async function deleteSet(t: CaseContext, ...pods: string[]): Promise<void> {
  await t.cluster.apps.deleteNamespacedStatefulSet({ name: 'app', namespace: t.namespace, body: { propagationPolicy: 'Foreground' } });
  for (const pod of pods) { await t.until.podGone(pod); }
  await waitUntil('the set to be gone', 30, async () =>
    await orAbsent(t.cluster.apps.readNamespacedStatefulSet({ name: 'app', namespace: t.namespace })) === undefined);
}

clusterCase('each pod keeps its claim and data through deletion, '
  + 'eviction, scaling and the deletion of the set', { level: 'quick' }, async t => {
  const { manifests } = await deploySmall(t, { replicas: 2, claims: data });
  const claims = await claimUids(t);
  assert.deepEqual(Object.keys(claims), ['data-app-0', 'data-app-1']);
  for (const pod of ['app-0', 'app-1']) { await write(t, pod); }
  const expectAllKept = async (after: string) => {
    await t.until.setReady('app');
    assert.deepEqual(await claimUids(t), claims, after);
    for (const pod of ['app-0', 'app-1']) { assert.equal(await read(t, pod), pod, after); }
  };

  await t.faults.deletePod('app-0');
  await expectAllKept('after a deletion');
  // What a drain does: the successor is scheduled anew.
  await budgetAllows(t, 'app', 1);
  assert.equal((await t.faults.evict('app-1')).refused, false);
  await expectAllKept('after an eviction');
  await t.faults.scale('app', 1);
  await t.until.podGone('app-1');
  assert.deepEqual(await claimUids(t), claims, 'while the set is smaller');
  await t.faults.scale('app', 2);
  await expectAllKept('after scale in and out');
  await deleteSet(t, 'app-0', 'app-1');
  assert.deepEqual(await claimUids(t), claims, 'without the set');
  await t.apply(manifests);
  await expectAllKept('after the set was made anew');
});

clusterCase('deleteWithApp deletes the claims with the set, and keeps them when the set is scaled down', { level: 'full' }, async t => {
  await deploySmall(t, { replicas: 2, claims: data, claimRetention: { deleteWithApp: true, dataMayBeLost: true } });
  const claims = await claimUids(t);

  await t.faults.scale('app', 1);
  await t.until.podGone('app-1');
  assert.deepEqual(await claimUids(t), claims);

  await deleteSet(t, 'app-0');
  await waitUntil('all claims to be gone', 60, async () => Object.keys(await claimUids(t)).length === 0);
});

clusterCase('deleteWhenScaled deletes the claim of a pod that is scaled away, '
  + 'and keeps the others after the set is deleted', { level: 'full' }, async t => {
  await deploySmall(t, { replicas: 2, claims: data, claimRetention: { deleteWhenScaled: true, dataMayBeLost: true } });
  const { 'data-app-0': kept } = await claimUids(t);
  await write(t, 'app-1');

  await t.faults.scale('app', 1);
  await waitUntil('the claim of app-1 to be gone', 60, async () => String(Object.keys(await claimUids(t))) === 'data-app-0');
  await t.faults.scale('app', 2);
  await t.until.setReady('app');
  assert.match(await read(t, 'app-1'), /No such file/);

  await t.faults.scale('app', 1);
  await t.until.podGone('app-1');
  await deleteSet(t, 'app-0');
  await waitUntil('only the claim of app-0 to be left', 60, async () => String(Object.keys(await claimUids(t))) === 'data-app-0');
  assert.deepEqual(await claimUids(t), { 'data-app-0': kept });
});

clusterCase('an emptyDir is writable, has the declared size, and is empty in the next pod', { level: 'full' }, async t => {
  await deploySmall(t, { emptyDirs: { '/scratch': { inMemory: true, sizeLimit: Size.mebibytes(8) }, '/spool': {} } });
  const fill = (megabytes: number) => exec(t.cluster, { namespace: t.namespace, pod: 'app-0', container: 'app' },
    ['dd', 'if=/dev/zero', 'of=/scratch/much', 'bs=1M', `count=${megabytes}`]);

  assert.equal((await fill(7)).code, 0);
  const tooMuch = await fill(9);
  assert.notEqual(tooMuch.code, 0);
  assert.match(tooMuch.stderr, /No space left/);
  await t.exec('app-0', 'app', ['sh', '-c', 'touch /spool/mine /tmp/mine']);

  await t.faults.deletePod('app-0');
  await t.until.podReady('app-0');
  assert.equal(await t.exec('app-0', 'app', ['ls', '/scratch', '/spool']), '/scratch:\n\n/spool:\n');
});

clusterCase('a claim that the cluster cannot provision keeps the pod Pending, '
  + 'and an event names the storage class', { level: 'full' }, async t => {
  const { manifests } = smallApp(t.namespace, {
    claims: {
      data: {
        size: Size.mebibytes(16),
        mountPath: '/data',
        storageClassName: 'no-such-class',
      },
    },
  });
  await t.apply(manifests);

  await eventSays(t, /"no-such-class" not found/);
});
