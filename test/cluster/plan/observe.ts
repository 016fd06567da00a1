import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { KubernetesObject } from '@kubernetes/client-node';
import { PAIR } from './objects';
import type { Json } from './pair';
import { titleOf } from '../../../src/plan/objects';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { isRolledOut } from '../harness/conditions';
import { containerStatuses } from '../harness/pods';
import { waitFor } from '../harness/wait';

/** The pods and claims of a pair. A pod is another one if its uid or the number of its restarts differs. */
export interface Seen {
  readonly pods: Record<string, string>;
  readonly claims: Record<string, string>;
}

/** Pods of Jobs come and go. */
const podsOf = (name: string) => `${PAIR}=${name},!batch.kubernetes.io/job-name`;

export async function look(t: CaseContext, name: string): Promise<Seen> {
  const { namespace } = t;
  const pods = await t.cluster.core.listNamespacedPod({ namespace, labelSelector: podsOf(name) });
  const claims = await t.cluster.core.listNamespacedPersistentVolumeClaim({ namespace });
  return {
    pods: Object.fromEntries(pods.items.filter(pod => !pod.metadata?.deletionTimestamp).map(pod => {
      const restarts = containerStatuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0);
      return [pod.metadata?.name ?? '', `${pod.metadata?.uid} ${restarts}`];
    })),
    claims: Object.fromEntries(claims.items
      .filter(({ metadata }) => !metadata?.deletionTimestamp && metadata?.name?.split('-').includes(name))
      .map(({ metadata }) => [metadata?.name ?? '', metadata?.uid ?? ''])),
  };
}

/** Applies the objects one by one, as `kubectl apply` does, and returns the reason for each that was rejected, by `Kind/name`. */
export async function applyEach(t: CaseContext, manifests: Json[]): Promise<Record<string, string>> {
  const rejected: Record<string, string> = {};
  for (const manifest of manifests) {
    try {
      await t.apply([manifest as KubernetesObject]);
    } catch (error) {
      rejected[titleOf(manifest)] = error instanceof Error ? error.message : String(error);
    }
  }
  return rejected;
}

/** Runs a command of a recipe as it is printed, and returns its error. */
export async function run(command: string): Promise<string | undefined> {
  try {
    await promisify(execFile)('sh', ['-c', command], { timeout: 120_000 });
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return `${command} failed: ${stderr?.trim() || String(error)}`;
  }
}

/** Waits until the controllers of the objects have done what the objects want. */
export async function settled(t: CaseContext, name: string, manifests: Json[], seconds = 90): Promise<void> {
  for (const manifest of manifests.filter(({ kind }) => kind in SETTLED)) {
    await waitFor(`${titleOf(manifest)} to settle`, { seconds, everySeconds: 1 }, async () => {
      const object = await exists(t, manifest);
      const isDone = object !== undefined && SETTLED[manifest.kind](object);
      return isDone && await noneLeaves(t, name) ? { found: true } : { seen: JSON.stringify(object?.status ?? 'no such object') };
    });
  }
}

export async function exists(t: CaseContext, { apiVersion, kind, metadata }: Json): Promise<Json | undefined> {
  const { name } = metadata;
  return orAbsent(t.cluster.objects.read<KubernetesObject>({ apiVersion, kind, metadata: { name, namespace: t.namespace } }));
}

const observed = ({ metadata, status }: Json) => status?.observedGeneration === metadata.generation;

const SETTLED: Record<string, (object: Json) => boolean> = {
  StatefulSet: set => isRolledOut(set) && (set.status.replicas ?? 0) === set.spec.replicas,
  Deployment: app => observed(app) && ['replicas', 'availableReplicas', ...app.spec.paused ? [] : ['updatedReplicas']]
    .every(field => (app.status[field] ?? 0) === app.spec.replicas),
  // without metrics, it acts on its limits alone
  HorizontalPodAutoscaler: ({ spec, status }) => status?.conditions !== undefined && status.currentReplicas <= spec.maxReplicas,
  ReplicaSet: app => observed(app) && ['replicas', 'availableReplicas'].every(field => (app.status[field] ?? 0) === app.spec.replicas),
  DaemonSet: app => observed(app)
    && ['numberAvailable', ...app.spec.updateStrategy.type === 'OnDelete' ? [] : ['updatedNumberScheduled']]
      .every(field => app.status[field] === app.status.desiredNumberScheduled),
  // before 1.34, pods have no observed generation
  Pod: ({ metadata, status }) => [metadata.generation, undefined].includes(status?.observedGeneration) && status?.phase === 'Running'
    && status.containerStatuses?.every(({ ready }: Json) => ready),
};

async function noneLeaves(t: CaseContext, name: string): Promise<boolean> {
  const { items } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: podsOf(name) });
  return items.every(({ metadata, status }) => !metadata?.deletionTimestamp && status?.phase === 'Running');
}

/** Pods without a claim that their set has now. Its controller cannot add it to them, and then manages no pod at all. */
export async function podsWithoutClaims(t: CaseContext, name: string, manifests: Json[]): Promise<string[]> {
  const templates: string[] = manifests.filter(({ kind }) => kind === 'StatefulSet')
    .flatMap(({ spec }) => spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
  const { items } = await t.cluster.core.listNamespacedPod({ namespace: t.namespace, labelSelector: podsOf(name) });
  return items.filter(({ spec }) => !templates.every(template => spec?.volumes?.some(volume => volume.name === template)))
    .map(({ metadata }) => `${metadata?.name} lacks a claim of its set after the recipe`);
}
