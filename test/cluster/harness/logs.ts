import type { CaseContext } from './case-context';
import { waitFor } from './wait';

/** What a container has printed since it started. */
export async function logOf(t: CaseContext, pod: string, container: string): Promise<string> {
  return t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: pod, container });
}

/** Waits until a container, which may not have started yet, has printed a text, and gives its log. */
export async function untilLog(t: CaseContext, pod: string, container: string, text: RegExp, seconds = 60): Promise<string> {
  return waitFor<string>(`the log of ${pod}/${container} to say ${text}`, { seconds, everySeconds: 0.5 }, async () => {
    const log = await logOf(t, pod, container).catch(() => '');
    return text.test(log) ? { found: log } : { seen: log.trim().split('\n').at(-1) ?? '' };
  });
}
