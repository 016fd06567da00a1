import type { CaseContext } from '../harness/case-context';
import { logOf } from '../harness/logs';
import { containerStatuses, readPod } from '../harness/pods';
import { progress } from '../harness/progress';
import { waitFor } from '../harness/wait';

/** A moment in the init container: some seconds after its log said something. */
export interface Moment {
  readonly what: string;
  readonly text: RegExp;
  readonly after: number;
}

/** Kills the init container of a pod at a moment. */
export async function killBootstrap(t: CaseContext, pod: string, { what, text, after }: Moment): Promise<void> {
  await waitFor(`the log of ${pod}/bootstrap to say ${text}`, { seconds: 300, everySeconds: 0.1 }, async () => {
    // the log of a container that has ended stays until the next one runs
    const log = await runs(t, pod, 'bootstrap') ? await logOf(t, pod, 'bootstrap').catch(() => '') : '';
    return text.test(log) ? { found: true } : { seen: log.trim().split('\n').at(-1) ?? '' };
  });
  await new Promise(resolve => setTimeout(resolve, after * 1000));
  const last = (await logOf(t, pod, 'bootstrap')).trim().split('\n').at(-1);
  progress(`${what}: the last that ${pod} said is: ${last?.slice(0, 160)}`);
  await t.faults.kill(pod, 'bootstrap');
}

/** Kills the server of a pod as soon as its container runs, before it has opened its data. */
export async function killFirstServer(t: CaseContext, pod: string): Promise<void> {
  await waitFor(`the container mysql of ${pod} to run`, { seconds: 300, everySeconds: 0.1 }, async () =>
    await runs(t, pod, 'mysql') ? { found: true } : { seen: 'it does not run' });
  await t.faults.kill(pod, 'mysql');
}

async function runs(t: CaseContext, pod: string, container: string): Promise<boolean> {
  const statuses = containerStatuses(await readPod(t.cluster, t.namespace, pod));
  return statuses.find(({ name }) => name === container)?.state?.running !== undefined;
}
