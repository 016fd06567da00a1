import type { KubernetesObject } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

/** Name of the Job among manifests. */
function jobOf(manifests: KubernetesObject[]): string {
  return manifests.find(({ kind }) => kind === 'Job')?.metadata?.name ?? '';
}

/** Waits until the Job of these manifests has a condition such as Complete. */
export async function untilJob(t: CaseContext, manifests: KubernetesObject[], condition = 'Complete', seconds = 300): Promise<void> {
  const name = jobOf(manifests);
  await waitFor(`Job ${name} to be ${condition}`, { seconds, everySeconds: 1 }, async () => {
    const { status } = await t.cluster.objects.read({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: t.namespace },
    }) as { status?: { conditions?: { type: string }[] } };
    const types = status?.conditions?.map(({ type }) => type) ?? [];
    return types.includes(condition) ? { found: true } : { seen: types.join() };
  });
}

/** Waits for a termination message in a pod of the Jobs, as `kubectl describe pod` shows it, and gives it. */
export async function untilJobSays(t: CaseContext, set: string, text: RegExp, seconds = 120): Promise<string> {
  return waitFor<string>(`a pod of the Job to say ${text}`, { seconds, everySeconds: 1 }, async () => {
    const { items } = await t.cluster.core.listNamespacedPod({
      namespace: t.namespace,
      labelSelector: `app.kubernetes.io/name=${set}-topics`,
    });
    const said = items.map(pod => pod.status?.containerStatuses?.[0].state?.terminated?.message ?? '');
    const found = said.find(message => text.test(message));
    return found === undefined ? { seen: said.join('; ') } : { found };
  });
}
