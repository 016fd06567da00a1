import { httpStatus, reason, type Cluster } from '../harness/cluster';
import { findPod, podsOf, readPod } from '../harness/pods';
import { waitFor } from '../harness/wait';

export type Deletion = 'graceful' | 'force';

/** Deletes a pod and waits until this very pod is gone. By force, its containers may run on for a while beside those of its successor. */
export async function deletePod(cluster: Cluster, namespace: string, name: string, how: Deletion): Promise<void> {
  const { metadata } = await readPod(cluster, namespace, name);
  await cluster.core.deleteNamespacedPod({ name, namespace, ...how === 'force' ? { gracePeriodSeconds: 0 } : {} });
  await waitFor(`pod ${name} (uid ${metadata?.uid}) to be gone`, { seconds: 120, everySeconds: 0.1 }, async () => {
    const pod = await findPod(cluster, namespace, name);
    return pod?.metadata?.uid === metadata?.uid ? { seen: `still there, ${pod?.status?.phase}` } : { found: true };
  });
}

/** The answer of the eviction API; a budget that allows no disruption refuses. */
export interface Eviction {
  readonly refused: boolean;
  readonly reason?: string;
}

/** Asks the eviction API to remove a pod, as a drain does; returns without waiting for the pod's end. */
export async function evict(cluster: Cluster, namespace: string, name: string): Promise<Eviction> {
  const { metadata } = await readPod(cluster, namespace, name);
  try {
    await cluster.core.createNamespacedPodEviction({ name, namespace, body: { metadata: { name, namespace } } });
  } catch (error) {
    if (httpStatus(error) === 429) { return { refused: true, reason: reason(error) }; }
    throw error;
  }
  await waitFor(`pod ${name} to leave after its eviction`, { seconds: 10, everySeconds: 0.1 }, async () => {
    const pod = await findPod(cluster, namespace, name);
    const leaves = pod?.metadata?.uid !== metadata?.uid || pod?.metadata?.deletionTimestamp;
    return leaves ? { found: true } : { seen: 'it stays' };
  });
  return { refused: false };
}

/** Deletes all pods of a set at once and waits until none of them is left. */
export async function restartAll(cluster: Cluster, namespace: string, set: string, how: Deletion): Promise<void> {
  const pods = await podsOf(cluster, namespace, set);
  if (!pods.length) { throw new Error(`StatefulSet ${set} has no pods to restart`); }
  await Promise.all(pods.map(pod => deletePod(cluster, namespace, pod.metadata?.name ?? '', how)));
}
