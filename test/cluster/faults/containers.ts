import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import { NodeAgent } from './node-agent';
import type { Cluster } from '../harness/cluster';
import { containerStatuses, findPod, readPod } from '../harness/pods';
import { waitFor } from '../harness/wait';

/** A running container and the agent of its node. */
export interface FoundContainer {
  readonly namespace: string;
  readonly pod: V1Pod;
  readonly name: string;
  readonly containerId: string;
  readonly agent: NodeAgent;
}

interface Process {
  readonly pid: string;
  /** As in /proc: R runs, S sleeps, T is stopped, Z is a zombie. */
  readonly state: string;
}

/** @param container - the pod's first one unless given */
export async function findContainer(cluster: Cluster, namespace: string, podName: string, container?: string): Promise<FoundContainer> {
  const pod = await readPod(cluster, namespace, podName);
  const name = container ?? pod.spec?.containers[0].name ?? '';
  const status = containerStatuses(pod).find(one => one.name === name);
  if (!status?.state?.running || !status.containerID) { throw new Error(`container ${name} of pod ${podName} does not run`); }
  const agent = await NodeAgent.on(cluster, pod.spec?.nodeName ?? '');
  return { namespace, pod, name, containerId: status.containerID, agent };
}

/** The processes of a container, its first one first; none when it has ended. */
async function processesOf({ agent, containerId }: FoundContainer): Promise<Process[]> {
  const lines = (await agent.run('processes', containerId.replace(/^.*:\/\//, ''))).trim();
  return lines.split('\n').filter(Boolean).map(line => {
    const [pid, state] = line.split(' ');
    return { pid, state };
  });
}

/** The process that ends the container with it; any other of its processes shares its network. */
export async function firstPid(container: FoundContainer): Promise<string> {
  const [first] = await processesOf(container);
  if (!first) { throw new Error(`no process of container ${container.name} of pod ${container.pod.metadata?.name} was found on its node`); }
  return first.pid;
}

/** SIGKILL of the container's first process, as the kernel's out-of-memory killer does it. */
export async function kill(cluster: Cluster, container: FoundContainer): Promise<void> {
  await container.agent.run('kill', '-9', await firstPid(container));
  const podName = container.pod.metadata?.name ?? '';
  const what = `container ${container.name} of pod ${podName} to be seen as killed`;
  await waitFor(what, { seconds: 30, everySeconds: 0.1 }, async () => {
    const pod = await findPod(cluster, container.namespace, podName);
    const status = pod && containerStatuses(pod).find(one => one.name === container.name);
    if (!status) { return { seen: 'no such container' }; }
    return wasKilled(status, container.containerId)
      ? { found: true }
      : { seen: `container ${status.containerID}, ${status.restartCount} restarts` };
  });
}

function wasKilled(status: V1ContainerStatus, containerId: string): boolean {
  return status.containerID !== containerId || status.state?.terminated !== undefined;
}

export async function freeze(container: FoundContainer): Promise<void> {
  await firstPid(container);
  await signalAll(container, 'STOP', state => state === 'T' || state === 'Z');
}

/** What a liveness probe killed meanwhile has no processes left, and that is as good. */
export async function thaw(container: FoundContainer): Promise<void> {
  await signalAll(container, 'CONT', state => state !== 'T');
}

/** Again and again, because a process may have forked while its parent was signalled. */
async function signalAll(container: FoundContainer, signal: 'STOP' | 'CONT', holds: (state: string) => boolean): Promise<void> {
  const what = `SIG${signal} to show on all processes of ${container.pod.metadata?.name}/${container.name}`;
  await waitFor(what, { seconds: 10, everySeconds: 0.1 }, async () => {
    const before = await processesOf(container);
    await container.agent.succeeds('kill', `-${signal}`, ...before.map(one => one.pid));
    const after = await processesOf(container);
    return after.every(one => holds(one.state)) ? { found: true } : { seen: after.map(one => `${one.pid} ${one.state}`).join(', ') };
  });
}
