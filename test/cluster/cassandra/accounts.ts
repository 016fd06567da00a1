import type { KubernetesObject } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

interface JobStatus { readonly succeeded?: number; readonly failed?: number }

/** Waits until the accounts Job of these manifests has succeeded. */
export async function untilApplied(t: CaseContext, manifests: KubernetesObject[], seconds = 180): Promise<void> {
  const name = manifests.find(({ kind }) => kind === 'Job')?.metadata?.name ?? '';
  await waitFor(`Job ${name} to succeed`, { seconds, everySeconds: 1 }, async () => {
    const { status } = await t.cluster.objects.read({
      apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: t.namespace },
    }) as { status?: JobStatus };
    return status?.succeeded ? { found: true } : { seen: JSON.stringify(status) };
  });
}

/** Waits for a termination message in a pod of the accounts Jobs. */
export async function untilJobSays(t: CaseContext, text: RegExp, seconds = 120): Promise<string> {
  return waitFor<string>(`a pod of the Job to say ${text}`, { seconds, everySeconds: 1 }, async () => {
    const { items } = await t.cluster.core.listNamespacedPod({
      namespace: t.namespace, labelSelector: 'app.kubernetes.io/name=cassandra-accounts',
    });
    const said = items.map(pod => pod.status?.containerStatuses?.[0].state?.terminated?.message ?? '');
    const found = said.find(message => text.test(message));
    return found === undefined ? { seen: said.join('; ') } : { found };
  });
}

/** The output of a statement of an account, or the error of cqlsh. `options` are further options of cqlsh. */
export async function cqlAs(
  t: CaseContext, user: string, password: string, statement: string, { pod = 'cassandra-2', options = [] as string[] } = {},
): Promise<string> {
  return t.exec(pod, pod.replace(/-\d+$/, ''), [
    'bash', '-c', 'HOME=/tmp cqlsh "${@:4}" -u "$1" -p "$2" -e "$3" 2>&1 || true', '-', user, password, statement, ...options,
  ]);
}
