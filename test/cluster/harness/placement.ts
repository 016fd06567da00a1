import { strict as assert } from 'node:assert';
import type { CaseContext } from './case-context';
import { podsOf, readPod } from './pods';
import type { WriterSpec } from '../recorder/writer-spec';

export async function nodeOf(t: CaseContext, pod: string): Promise<string> {
  return (await readPod(t.cluster, t.namespace, pod)).spec?.nodeName ?? '';
}

/** The zone of each node, by its name. */
export async function zonesOfNodes(t: CaseContext): Promise<Map<string, string>> {
  const { items } = await t.cluster.core.listNode();
  return new Map(items.map(({ metadata }) => [metadata?.name ?? '', metadata?.labels?.['topology.kubernetes.io/zone'] ?? '']));
}

/** Whether the node runs a server of the cluster's DNS, by the label that kubeadm and most distributions give it. */
export async function runsDns(t: CaseContext, node: string): Promise<boolean> {
  const { items } = await t.cluster.core.listNamespacedPod({
    namespace: 'kube-system', labelSelector: 'k8s-app=kube-dns', fieldSelector: `spec.nodeName=${node}`,
  });
  return items.length > 0;
}

/** The writer on the node of a pod, which the case does not lose. */
export async function beside(t: CaseContext, pod: string, writer: WriterSpec): Promise<WriterSpec> {
  return { ...writer, node: await nodeOf(t, pod) };
}

/** No two members of a set share a node, nor a zone where there are enough of them. */
export async function assertSpread(t: CaseContext, set: string): Promise<void> {
  const nodes = (await podsOf(t.cluster, t.namespace, set)).map(({ spec }) => spec?.nodeName ?? '');
  assert.equal(new Set(nodes).size, nodes.length, `members of ${set} share a node: ${nodes.join(', ')}`);
  const zoneOf = await zonesOfNodes(t);
  const zones = nodes.map(node => zoneOf.get(node));
  const available = new Set([...zoneOf.values()].filter(Boolean)).size;
  if (available >= nodes.length) { assert.equal(new Set(zones).size, nodes.length, `members of ${set} share a zone: ${zones.join(', ')}`); }
}
