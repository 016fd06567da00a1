import type { KubernetesObject, V1CronJob, V1Job } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

/** What `kubectl create job --from=cronjob/...` does; waits until the Job is complete. */
export async function runNow(t: CaseContext, manifests: KubernetesObject[], cronJob: string, name: string): Promise<void> {
  const found = manifests.find(({ kind, metadata }) => kind === 'CronJob' && metadata?.name === cronJob) as V1CronJob | undefined;
  if (!found) throw new Error(`the manifests have no CronJob ${cronJob}`);
  await t.apply([{ ...found.spec?.jobTemplate, apiVersion: 'batch/v1', kind: 'Job', metadata: { name } } as V1Job]);
  await waitFor(`Job ${name} to be complete`, { seconds: 180, everySeconds: 1 }, async () => {
    const { status } = await t.cluster.objects.read({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: t.namespace } }) as V1Job;
    return status?.succeeded ? { found: true } : { seen: JSON.stringify(status) };
  });
}
