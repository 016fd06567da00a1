import type { KubernetesObject, V1CronJob, V1Job } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

/** A Job of a CronJob, made by hand, with what is said about its environment. */
export interface ManualJob {
  readonly cronJob: string;
  readonly name: string;
  readonly env?: Record<string, string>;
  /** 180 unless given. */
  readonly seconds?: number;
}

/** What `kubectl create job --from=cronjob/...` does; waits until the Job is complete, and tells what it printed. */
export async function runNow(t: CaseContext, manifests: KubernetesObject[], job: ManualJob): Promise<string> {
  return ended(t, manifests, job, 'succeeded');
}

/** As `runNow`, for a Job whose first pod has to fail. The Job is deleted: its next try would meet what the case does then. */
export async function refusedNow(t: CaseContext, manifests: KubernetesObject[], job: ManualJob): Promise<string> {
  const log = await ended(t, manifests, job, 'failed');
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: job.name, namespace: t.namespace } };
  await t.cluster.objects.delete(object, undefined, undefined, 0, undefined, 'Background');
  return log;
}

async function ended(
  t: CaseContext, manifests: KubernetesObject[], { cronJob, name, env = {}, seconds = 180 }: ManualJob, how: 'succeeded' | 'failed',
): Promise<string> {
  const found = manifests.find(({ kind, metadata }) => kind === 'CronJob' && metadata?.name === cronJob) as V1CronJob | undefined;
  if (!found) { throw new Error(`the manifests have no CronJob ${cronJob}`); }
  const job = structuredClone({ ...found.spec?.jobTemplate, apiVersion: 'batch/v1', kind: 'Job', metadata: { name } }) as V1Job;
  for (const container of job.spec?.template.spec?.containers ?? []) {
    container.env = (container.env ?? []).map(variable => ({ ...variable, value: env[variable.name] ?? variable.value }));
  }
  // a second try of a Job that is to fail would run beside the rest of the case
  if (how === 'failed' && job.spec) { job.spec.backoffLimit = 0; }
  await t.apply([job]);
  await waitFor(`Job ${name} to have ${how}`, { seconds, everySeconds: 1 }, async () => {
    const { status } = await t.cluster.objects.read({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, namespace: t.namespace },
    }) as V1Job;
    return status?.[how] ? { found: true } : { seen: JSON.stringify(status) };
  });
  const { items: [pod] } = await t.cluster.core.listNamespacedPod({
    namespace: t.namespace,
    labelSelector: `batch.kubernetes.io/job-name=${name}`,
  });
  return t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: pod.metadata?.name ?? '' });
}
