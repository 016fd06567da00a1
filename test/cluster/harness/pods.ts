import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { orAbsent, type Cluster } from './cluster';

/** Containers of all kinds; native sidecars are listed among the init containers. */
export function containerStatuses(pod: V1Pod): V1ContainerStatus[] {
  return [...pod.status?.initContainerStatuses ?? [], ...pod.status?.containerStatuses ?? []];
}

export function isReady(pod: V1Pod): boolean {
  return !pod.metadata?.deletionTimestamp && condition(pod, 'Ready') === 'True';
}

function condition(pod: V1Pod, type: string): string | undefined {
  return pod.status?.conditions?.find(one => one.type === type)?.status;
}

/** One phrase about a pod, with what keeps it from being Ready: `db-1 Running, not Ready (server: CrashLoopBackOff, 3 restarts)`. */
export function describePod(pod: V1Pod): string {
  const state = pod.metadata?.deletionTimestamp ? 'Terminating' : pod.status?.phase ?? 'unknown';
  if (isReady(pod)) { return `${pod.metadata?.name} Ready`; }
  const troubles = containerStatuses(pod).filter(one => !one.ready).map(one => {
    const waiting = one.state?.waiting?.reason ?? one.state?.terminated?.reason;
    return [`${one.name}: ${waiting ?? 'not ready'}`, one.restartCount ? `${one.restartCount} restarts` : ''].filter(Boolean).join(', ');
  });
  const unscheduled = pod.status?.conditions?.find(one => one.type === 'PodScheduled' && one.status === 'False')?.message;
  const details = [...troubles, ...unscheduled ? [unscheduled] : []].join('; ');
  return `${pod.metadata?.name} ${state}, not Ready${details ? ` (${details})` : ''}`;
}

/** The pods that a StatefulSet owns, by ordinal. */
export async function podsOf(cluster: Cluster, namespace: string, set: string): Promise<V1Pod[]> {
  const { items } = await cluster.core.listNamespacedPod({ namespace });
  return items
    .filter(pod => pod.metadata?.ownerReferences?.some(owner => owner.kind === 'StatefulSet' && owner.name === set))
    .sort((a, b) => ordinal(a) - ordinal(b));
}

function ordinal(pod: V1Pod): number {
  return Number(/\d+$/.exec(pod.metadata?.name ?? '')?.[0]);
}

export async function findPod(cluster: Cluster, namespace: string, name: string): Promise<V1Pod | undefined> {
  return orAbsent(cluster.core.readNamespacedPod({ name, namespace }));
}

export async function readPod(cluster: Cluster, namespace: string, name: string): Promise<V1Pod> {
  const pod = await findPod(cluster, namespace, name);
  if (!pod) { throw new Error(`there is no pod ${name} in ${namespace}`); }
  return pod;
}
