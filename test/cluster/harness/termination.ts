import type { CaseContext } from './case-context';
import { containerStatuses, findPod } from './pods';
import { waitFor } from './wait';

/** Waits until a container has ended with a message, as `kubectl describe pod` shows it, and gives it. */
export async function untilTerminationMessage(t: CaseContext, pod: string, container: string, text: RegExp, seconds = 90): Promise<string> {
  return waitFor<string>(`${pod}/${container} to end with ${text}`, { seconds, everySeconds: 0.5 }, async () => {
    const status = await findPod(t.cluster, t.namespace, pod).then(found => found
      && containerStatuses(found).find(one => one.name === container));
    const message = status?.state?.terminated?.message ?? status?.lastState?.terminated?.message ?? '';
    return text.test(message) ? { found: message } : { seen: message || 'no message' };
  });
}

/** Waits until an event of a pod says something, as `kubectl describe pod` shows it. */
export async function untilEvent(t: CaseContext, pod: string, text: RegExp, seconds = 60): Promise<void> {
  await waitFor(`an event of ${pod} that says ${text}`, { seconds, everySeconds: 0.5 }, async () => {
    const { items } = await t.cluster.core.listNamespacedEvent({ namespace: t.namespace });
    const messages = items.filter(event => event.involvedObject.name === pod).map(event => event.message ?? '');
    return messages.some(message => text.test(message)) ? { found: true } : { seen: messages.at(-1) ?? 'no event' };
  });
}
