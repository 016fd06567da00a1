import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { V1Node, V1NodeSpec, V1Taint } from '@kubernetes/client-node';
import { Lasting } from './lasting';
import { httpStatus, type Cluster } from '../harness/cluster';
import { NotPossibleHere } from '../harness/not-possible-here';
import { waitFor } from '../harness/wait';

/** How a node is lost: its power goes, or its network while all of it runs on. */
export type NodeLoss = 'power' | 'network';

const begin = { power: 'stop', network: 'cut' } as const;
const end = { power: 'start', network: 'heal' } as const;

const outOfService: V1Taint = { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' };

/**
 * The nodes that take pods, at least as many as asked for; only the place that the cluster runs in can stop one, so without its command the
 * case is skipped.
 */
export async function nodesToLose(cluster: Cluster, atLeast: number): Promise<string[]> {
  const { items } = await cluster.core.listNode();
  const nodes = items.filter(takesPods).map(({ metadata }) => metadata?.name ?? '');
  if (nodes.length < atLeast) { throw new NotPossibleHere(`it takes ${atLeast} nodes that run pods, and there are ${nodes.length}`); }
  if (!process.env.CLUSTER_TEST_NODE_COMMAND) {
    throw new NotPossibleHere('no command stops a node here: '
    + 'CLUSTER_TEST_NODE_COMMAND is not set');
  }
  return nodes;
}

/** Loses a node; returns once the control plane has noticed. Undoing brings it back and waits until it is Ready. */
export async function loseNode(cluster: Cluster, node: string, how: NodeLoss): Promise<Lasting> {
  const lasting = new Lasting(`lost node ${node}`, async () => {
    await tellNode(end[how], node);
    await untilNode(cluster, node, 'to be Ready', status => status === 'True');
  });
  try {
    await tellNode(begin[how], node);
    await untilNode(cluster, node, 'to be lost', status => status !== 'True');
  } catch (error) {
    await lasting.undo();
    throw error;
  }
  return lasting;
}

/** Says that a lost node does not come back: Kubernetes then removes its pods, and their sets make others. */
export async function giveUpNode(cluster: Cluster, namespace: string, node: string): Promise<Lasting> {
  const { items } = await cluster.core.listNamespacedPod({ namespace, fieldSelector: `spec.nodeName=${node}` });
  const given = new Set(items.map(({ metadata }) => metadata?.uid));
  if (!given.size) { throw new Error(`node ${node} has no pod of ${namespace} to give up`); }
  const lasting = new Lasting(`${node} out of service`, () => setTaints(cluster, node, []));
  await setTaints(cluster, node, [outOfService]);
  try {
    await waitFor(`the pods of ${node} to be gone`, { seconds: 120 }, async () => {
      const left = (await cluster.core.listNamespacedPod({ namespace })).items.filter(({ metadata }) => given.has(metadata?.uid));
      return left.length ? { seen: left.map(({ metadata }) => metadata?.name).join(', ') } : { found: true };
    });
  } catch (error) {
    await lasting.undo();
    throw error;
  }
  return lasting;
}

async function tellNode(action: string, node: string): Promise<void> {
  await promisify(execFile)('sh', ['-c', `${process.env.CLUSTER_TEST_NODE_COMMAND} "$@"`, 'sh', action, node], { timeout: 180_000 });
}

async function untilNode(cluster: Cluster, node: string, what: string, holds: (ready: string) => boolean): Promise<void> {
  await waitFor(`node ${node} ${what}`, { seconds: 180 }, async () => {
    const ready = readiness(await cluster.core.readNode({ name: node }));
    return holds(ready) ? { found: true } : { seen: `Ready is ${ready}` };
  });
}

/** Lets no further pod be placed on a node, as `kubectl cordon` does. */
export async function cordon(cluster: Cluster, node: string): Promise<Lasting> {
  const lasting = new Lasting(`cordoned ${node}`, () => changeNode(cluster, node, () => ({ unschedulable: false })));
  await changeNode(cluster, node, () => ({ unschedulable: true }));
  return lasting;
}

/** Replaces the taint of this file and leaves those of others, which change at the same moment. */
async function setTaints(cluster: Cluster, node: string, taints: V1Taint[]): Promise<void> {
  await changeNode(cluster, node, spec => ({ taints: [...spec.taints?.filter(({ key }) => key !== outOfService.key) ?? [], ...taints] }));
}

async function changeNode(cluster: Cluster, name: string, change: (spec: V1NodeSpec) => V1NodeSpec): Promise<void> {
  await waitFor(`node ${name} to be changed`, { seconds: 30 }, async () => {
    const node = await cluster.core.readNode({ name });
    try {
      await cluster.core.replaceNode({ name, body: { ...node, spec: { ...node.spec, ...change(node.spec ?? {}) } } });
      return { found: true };
    } catch (error) {
      if (httpStatus(error) === 409) { return { seen: 'the node changed meanwhile' }; }
      throw error;
    }
  });
}

function takesPods(node: V1Node): boolean {
  const shut = node.spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule');
  return readiness(node) === 'True' && !node.spec?.unschedulable && !shut;
}

function readiness({ status }: V1Node): string {
  return status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'unknown';
}
