import type { V1PersistentVolumeClaim, V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { exec } from '../harness/exec';
import { podsOf } from '../harness/pods';
import { waitFor } from '../harness/wait';

/** A pod from which a case asks the cluster: its name, and the container's. */
export interface Observer {
  readonly pod: string;
  readonly container: string;
}

/** The uids of a set's pods by name: equal ones are the very same pods. */
export async function podUids(t: CaseContext, set: string): Promise<Record<string, string>> {
  const pods = await podsOf(t.cluster, t.namespace, set);
  return Object.fromEntries(pods.map(({ metadata }) => [metadata?.name ?? '', metadata?.uid ?? '']));
}

/** The uids of the namespace's claims by name, without those that are being deleted. */
export async function claimUids(t: CaseContext): Promise<Record<string, string>> {
  const { items } = await t.cluster.core.listNamespacedPersistentVolumeClaim({ namespace: t.namespace });
  const kept = items.filter((claim: V1PersistentVolumeClaim) => !claim.metadata?.deletionTimestamp);
  return Object.fromEntries(kept.map(({ metadata }) => [metadata?.name ?? '', metadata?.uid ?? '']));
}

/** The addresses behind a fully qualified name, sorted; none where it does not resolve. */
export async function resolve(t: CaseContext, from: Observer, name: string): Promise<string[]> {
  const { stdout } = await exec(t.cluster, { namespace: t.namespace, ...from }, ['nslookup', `${name}.`]);
  const answers = stdout.split(/^Name:/m).slice(1).join('\n');
  return [...new Set([...answers.matchAll(/^Address: (\S+)$/gm)].map(([, address]) => address))].sort();
}

/** What the server of a small application answers: its pod's name; undefined where nobody does within two seconds. */
export async function ask(t: CaseContext, from: Observer, host: string): Promise<string | undefined> {
  const { code, stdout } = await exec(
    t.cluster, { namespace: t.namespace, ...from }, ['timeout', '2', 'wget', '-q', '-O', '-', `http://${host}:8080/`],
  );
  return code === 0 ? stdout.trim() : undefined;
}

/** The addresses of a set's pods, sorted. */
export async function podAddresses(t: CaseContext, set: string): Promise<string[]> {
  return (await podsOf(t.cluster, t.namespace, set)).map(({ status }) => status?.podIP ?? 'none yet').sort();
}

/** Waits until `look` gives what is expected. */
export async function waitUntil(what: string, seconds: number, look: () => Promise<boolean>): Promise<void> {
  await waitFor(what, { seconds }, async () => (await look() ? { found: true } : { seen: 'not so' }));
}

/** Waits until the budget of a set has seen what became of its pods: evictions are judged by what it knows. */
export async function budgetAllows(t: CaseContext, set: string, disruptions: number): Promise<void> {
  const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: set, namespace: t.namespace } };
  await waitFor(`the budget of ${set} to allow ${disruptions} disruptions`, { seconds: 30 }, async () => {
    const { status } = await t.cluster.objects.read<V1PodDisruptionBudget>(budget);
    return status?.disruptionsAllowed === disruptions ? { found: true } : { seen: `${status?.disruptionsAllowed}` };
  });
}

/** Waits for an event of the namespace: what somebody reads who asks why his pods do not come. */
export async function eventSays(t: CaseContext, what: RegExp): Promise<void> {
  await waitFor(`an event that says ${what.source}`, { seconds: 60 }, async () => {
    const { items } = await t.cluster.core.listNamespacedEvent({ namespace: t.namespace });
    const found = items.some(({ message }) => what.test(message ?? ''));
    return found ? { found } : { seen: items.map(({ message }) => message).join(', ') };
  });
}
