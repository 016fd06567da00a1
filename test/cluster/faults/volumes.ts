import type { V1Pod } from '@kubernetes/client-node';
import { findContainer, firstPid, freeze, kill, thaw, type FoundContainer } from './containers';
import { Lasting } from './lasting';
import { NodeAgent } from './node-agent';
import { orAbsent, type Cluster } from '../harness/cluster';
import { NotPossibleHere } from '../harness/not-possible-here';
import { findPod, readPod } from '../harness/pods';
import { waitFor } from '../harness/wait';

/** Loses a pod and the volume behind its claim, as with the disk of a node; returns once the set has made another claim of that name. */
export async function loseVolume(cluster: Cluster, namespace: string, podName: string, volume?: string): Promise<void> {
  const { claim } = claimOf(await readPod(cluster, namespace, podName), volume);
  const { metadata } = await cluster.core.readNamespacedPersistentVolumeClaim({ name: claim, namespace });
  await cluster.core.deleteNamespacedPersistentVolumeClaim({ name: claim, namespace });
  await cluster.core.deleteNamespacedPod({ name: podName, namespace, gracePeriodSeconds: 0 });
  let looks = 0;
  await waitFor(`another claim ${claim} than that of uid ${metadata?.uid}`, { seconds: 120 }, async () => {
    const now = await orAbsent(cluster.core.readNamespacedPersistentVolumeClaim({ name: claim, namespace }));
    if (now && now.metadata?.uid !== metadata?.uid) { return { found: true }; }
    // A successor that came before the old claim went waits for it for ever: the set makes claims only together with pods.
    looks += 1;
    if (!now && looks % 20 === 0) { await deletePending(cluster, namespace, podName); }
    return { seen: now ? 'the old one is being deleted' : 'none' };
  });
}

async function deletePending(cluster: Cluster, namespace: string, name: string): Promise<void> {
  const pod = await findPod(cluster, namespace, name);
  if (pod?.status?.phase === 'Pending') { await orAbsent(cluster.core.deleteNamespacedPod({ name, namespace })); }
}

export interface FillOptions {
  /** The volume's name in the pod. @default - the pod's first claim */
  readonly volume?: string;
  /** What is left to write. @default 0, but for the rest of the last page of each file */
  readonly freeKibibytes?: number;
}

/**
 * Lets a volume become full: its containers are killed and find the same data on a volume without room.
 * Undoing kills them once more and gives back a roomy volume with all that was written. In between, the pod must not be deleted.
 */
export async function fillVolume(cluster: Cluster, namespace: string, podName: string, options: FillOptions): Promise<Lasting> {
  const pod = await readPod(cluster, namespace, podName);
  const mounted = claimOf(pod, options.volume);
  const claim = await cluster.core.readNamespacedPersistentVolumeClaim({ name: mounted.claim, namespace });
  const agent = await NodeAgent.withVolumesOn(cluster, pod.spec?.nodeName ?? '');
  const uid = pod.metadata?.uid ?? '';
  const directory = (await agent.run('directory', uid, claim.spec?.volumeName ?? '')).trim();
  if (!directory) { throw new NotPossibleHere(`volume ${claim.spec?.volumeName} is not mounted below the pods' folder of the kubelet`); }

  const free = String(options.freeKibibytes ?? 0);
  await restartAround(cluster, namespace, mounted, podName, () => agent.run('cover', directory, uid, free));
  const lasting = new Lasting(`full volume of ${podName}`, async () => {
    await restartAround(cluster, namespace, mounted, podName, () => agent.run('uncover', directory, uid));
  });
  try {
    const answer = await agent.run('overflow', directory, free);
    if (!answer.includes('No space left')) {
      throw new Error(`the volume of ${podName} is not full; `
      + `a write beyond the room says: ${answer}`);
    }
    await expectCovered(cluster, namespace, podName, mounted);
  } catch (error) {
    await lasting.undo();
    throw error;
  }
  return lasting;
}

interface MountedClaim {
  readonly claim: string;
  readonly mounts: { readonly container: string; readonly path: string }[];
}

function claimOf(pod: V1Pod, volume?: string): MountedClaim {
  const found = pod.spec?.volumes?.find(one => one.persistentVolumeClaim && (volume ?? one.name) === one.name);
  if (!found?.persistentVolumeClaim) {
    throw new Error(`pod ${pod.metadata?.name} has no `
    + `claim${volume ? ` behind a volume ${volume}` : ''}`);
  }
  const mounts = (pod.spec?.containers ?? []).flatMap(container => (container.volumeMounts ?? [])
    .filter(mount => mount.name === found.name)
    .map(mount => ({ container: container.name, path: mount.mountPath })));
  return { claim: found.persistentVolumeClaim.claimName, mounts };
}

/** Freezes what writes to the volume, changes the volume, and kills: a running container keeps the mount that it started with. */
async function restartAround(
  cluster: Cluster, namespace: string, { mounts }: MountedClaim, podName: string, change: () => Promise<unknown>,
) {
  const pod = await readPod(cluster, namespace, podName);
  // What cannot write may be waiting for its next restart, and will find the changed volume by itself.
  const running = pod.status?.containerStatuses?.filter(({ name, state }) => state?.running
    && mounts.some(mount => mount.container === name));
  const containers = await Promise.all((running ?? []).map(({ name }) => findContainer(cluster, namespace, podName, name)));
  for (const container of containers) { await freeze(container); }
  try {
    await change();
  } catch (error) {
    for (const container of containers) { await thaw(container); }
    throw error;
  }
  for (const container of containers) { await kill(cluster, container); }
}

/** A container that cannot write may be between two restarts: catches it while it runs. */
async function runningContainer(cluster: Cluster, namespace: string, podName: string, name: string) {
  return waitFor<FoundContainer>(`container ${name} of pod ${podName} to run`, { seconds: 360, everySeconds: 0.1 }, async () => {
    const pod = await readPod(cluster, namespace, podName);
    const status = pod.status?.containerStatuses?.find(one => one.name === name);
    if (!status?.state?.running) { return { seen: JSON.stringify(status?.state) }; }
    return { found: await findContainer(cluster, namespace, podName, name) };
  });
}

async function expectCovered(cluster: Cluster, namespace: string, podName: string, { mounts }: MountedClaim): Promise<void> {
  for (const { container: name, path } of mounts) {
    const container = await runningContainer(cluster, namespace, podName, name);
    if (!await container.agent.succeeds('is_covered', await firstPid(container), path)) {
      throw new NotPossibleHere(`mounts of a privileged pod do not reach the containers of this node (${podName}, ${path})`);
    }
  }
}
