import type { KubernetesObject, V1StatefulSet } from '@kubernetes/client-node';
import type { Cluster } from '../harness/cluster';
import { podsOf } from '../harness/pods';
import { waitFor } from '../harness/wait';

/** Applies a changed setting and returns once the set has begun to roll its pods. */
export async function rollWith(cluster: Cluster, namespace: string, set: string, apply: () => Promise<void>): Promise<void> {
  const before = await read(cluster, namespace, set);
  await apply();
  await waitFor(`StatefulSet ${set} to have a new revision`, { seconds: 10, everySeconds: 0.1 }, async () => {
    const { status } = await read(cluster, namespace, set);
    const rolls = status?.updateRevision !== before.status?.updateRevision;
    return rolls ? { found: true } : { seen: `still revision ${status?.updateRevision}: what was applied changes no pod` };
  });
}

/** Like `kubectl scale`; returns once the set has begun: it has as many pods, or is on its way. */
export async function scale(cluster: Cluster, namespace: string, set: string, replicas: number): Promise<void> {
  await cluster.apps.replaceNamespacedStatefulSetScale({
    name: set,
    namespace,
    body: { metadata: { name: set, namespace }, spec: { replicas } },
  });
  await waitFor(`StatefulSet ${set} to observe ${replicas} replicas`, { seconds: 15, everySeconds: 0.1 }, async () => {
    const { spec, status, metadata } = await read(cluster, namespace, set);
    const observed = spec?.replicas === replicas && status?.observedGeneration === metadata?.generation;
    return observed ? { found: true } : { seen: `spec says ${spec?.replicas}` };
  });
}

/** Scales beyond what the manifests were synthesized for, and waits until the pod with the ordinal that nobody wrote down exists. */
export async function scalePast(
  cluster: Cluster, namespace: string, manifests: KubernetesObject[], set: string, by: number,
): Promise<string> {
  const manifest = manifests.find(one => one.kind === 'StatefulSet' && one.metadata?.name === set) as V1StatefulSet | undefined;
  if (!manifest?.spec) { throw new Error(`the manifests hold no StatefulSet ${set}`); }
  const replicas = (manifest.spec.replicas ?? 1) + by;
  await scale(cluster, namespace, set, replicas);
  const last = `${set}-${(manifest.spec.ordinals?.start ?? 0) + replicas - 1}`;
  await waitFor(`pod ${last}`, { seconds: 120 }, async () => {
    const names = (await podsOf(cluster, namespace, set)).map(pod => pod.metadata?.name);
    return names.includes(last) ? { found: true } : { seen: names.join(', ') };
  });
  return last;
}

async function read(cluster: Cluster, namespace: string, name: string): Promise<V1StatefulSet> {
  return cluster.apps.readNamespacedStatefulSet({ name, namespace });
}
