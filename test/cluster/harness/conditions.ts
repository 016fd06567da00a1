import type { V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import type { Cluster } from './cluster';
import { describePod, findPod, isReady, podsOf } from './pods';
import { waitFor } from './wait';

/** Waits for states that most cases need, in one namespace. */
export class Conditions {
  constructor(private readonly cluster: Cluster, private readonly namespace: string) {}

  /** All pods of the set are Ready and run the template that its update strategy wants for them, and there are none besides. */
  public async setReady(set: string, seconds = 60): Promise<void> {
    await waitFor(`all pods of StatefulSet ${set} to be Ready`, { seconds }, async () => {
      const found = await this.cluster.apps.readNamespacedStatefulSet({ name: set, namespace: this.namespace });
      const pods = await podsOf(this.cluster, this.namespace, set);
      const settled = isRolledOut(found) && pods.length === found.spec?.replicas && pods.every(isReady);
      return settled ? { found: true } : { seen: describeSet(found, pods) };
    });
  }

  public async podReady(pod: string, seconds = 60): Promise<V1Pod> {
    return this.pod(pod, 'to be Ready', isReady, seconds);
  }

  public async podNotReady(pod: string, seconds = 60): Promise<V1Pod> {
    return this.pod(pod, 'not to be Ready', found => !isReady(found), seconds);
  }

  /** Waits until `holds` says yes about the pod; `what` completes the phrase "waited for pod x ...". */
  public async pod(pod: string, what: string, holds: (pod: V1Pod) => boolean, seconds = 60): Promise<V1Pod> {
    return waitFor<V1Pod>(`pod ${pod} ${what}`, { seconds }, async () => {
      const found = await findPod(this.cluster, this.namespace, pod);
      if (!found) { return { seen: 'no such pod' }; }
      return holds(found) ? { found } : { seen: describePod(found) };
    });
  }

  public async podGone(pod: string, seconds = 60): Promise<void> {
    await waitFor(`pod ${pod} to be gone`, { seconds }, async () => {
      const found = await findPod(this.cluster, this.namespace, pod);
      return found ? { seen: describePod(found) } : { found: true };
    });
  }
}

export function isRolledOut(set: V1StatefulSet): boolean {
  const { status, spec, metadata } = set;
  return status?.observedGeneration === metadata?.generation && (status?.readyReplicas ?? 0) === spec?.replicas && runsNewestTemplate(set);
}

/** As far as the update strategy goes: a partition holds pods back, and OnDelete all of them. */
function runsNewestTemplate({ status, spec }: V1StatefulSet): boolean {
  const held = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (spec?.updateStrategy?.type === 'OnDelete' || status?.currentRevision === status?.updateRevision) { return true; }
  return held > 0 && (status?.updatedReplicas ?? 0) >= (spec?.replicas ?? 1) - held;
}

function describeSet(set: V1StatefulSet, pods: V1Pod[]): string {
  const ready = `${set.status?.readyReplicas ?? 0} of ${set.spec?.replicas} Ready`;
  const roll = set.status?.currentRevision === set.status?.updateRevision ? [] : [`${set.status?.updatedReplicas ?? 0} updated`];
  return [ready, ...roll, ...pods.map(describePod)].join(', ');
}
