import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject, V1Pod, V1Volume, V1VolumeMount } from '@kubernetes/client-node';
import { httpStatus, reason, type Cluster } from '../harness/cluster';
import { exec } from '../harness/exec';
import { NotPossibleHere } from '../harness/not-possible-here';
import { describePod, findPod, isReady } from '../harness/pods';
import { agentNamespace } from '../harness/run-id';
import { harnessLabels } from '../harness/test-namespace';
import { waitFor } from '../harness/wait';

const image = process.env.CLUSTER_TEST_AGENT_IMAGE ?? 'busybox:1.37';
const scripts = ['node-agent.sh', 'volume-agent.sh'] as const;

/**
 * A privileged pod on one node, in a namespace apart from the cases. Started when the first fault needs it; all cases of a run share it.
 */
export class NodeAgent {
  /** Sees the processes of its node. */
  public static async on(cluster: Cluster, node: string): Promise<NodeAgent> {
    return start(cluster, node, 'node-agent', {});
  }

  /** Sees the volumes that the kubelet mounted for pods as well, and can mount over them. */
  public static async withVolumesOn(cluster: Cluster, node: string): Promise<NodeAgent> {
    const agent = await NodeAgent.on(cluster, node);
    const root = (await agent.run('kubelet_root')).trim() || '/var/lib/kubelet';
    return start(cluster, node, 'volume-agent', { podsFolder: `${root}/pods` });
  }

  constructor(private readonly cluster: Cluster, private readonly pod: string, private readonly script: string) {}

  /** What a function of the agent's script prints. */
  public async run(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.tell(args);
    if (code !== 0) { throw new Error(`${args.join(' ')} failed on the node: ${stderr || stdout || `exit code ${code}`}`); }
    return stdout;
  }

  /** Whether a function of the agent's script succeeds. */
  public async succeeds(...args: string[]): Promise<boolean> {
    const { code } = await this.tell(args);
    return code === 0;
  }

  private async tell(args: string[]) {
    const target = { namespace: agentNamespace(), pod: this.pod, container: 'agent' };
    return exec(this.cluster, target, ['sh', `/scripts/${this.script}`, ...args]);
  }
}

interface AgentMounts {
  readonly podsFolder?: string;
}

/** By name; what could not start once is not tried again for every case. */
const started = new Map<string, Promise<NodeAgent>>();

async function start(cluster: Cluster, node: string, role: 'node-agent' | 'volume-agent', mounts: AgentMounts): Promise<NodeAgent> {
  const name = `${role}-${createHash('sha256').update(node).digest('hex').slice(0, 8)}`;
  const agent = started.get(name) ?? startPod(cluster, node, name, `${role}.sh`, mounts);
  started.set(name, agent);
  return agent;
}

async function startPod(cluster: Cluster, node: string, name: string, script: string, mounts: AgentMounts): Promise<NodeAgent> {
  for (const manifest of [namespace(), scriptsConfigMap(), agentPod(name, node, mounts)]) { await applyOrSkip(cluster, manifest); }
  await ready(cluster, name);
  return new NodeAgent(cluster, name, script);
}

async function applyOrSkip(cluster: Cluster, manifest: KubernetesObject): Promise<void> {
  try {
    await cluster.objects.apply(manifest, 'cluster-test');
  } catch (error) {
    if (httpStatus(error) === 403) { throw new NotPossibleHere(`a privileged pod is not allowed: ${reason(error)}`); }
    throw error;
  }
}

async function ready(cluster: Cluster, name: string): Promise<void> {
  let seen: V1Pod | undefined;
  try {
    await waitFor(`pod ${name} in ${agentNamespace()} to be Ready`, { seconds: 60 }, async () => {
      seen = await findPod(cluster, agentNamespace(), name);
      return seen && isReady(seen) ? { found: seen } : { seen: seen ? describePod(seen) : 'no such pod' };
    });
  } catch (error) {
    throw new NotPossibleHere(`the privileged pod does not start: ${reason(error)}`);
  }
}

function namespace(): KubernetesObject {
  const labels = { ...harnessLabels(), 'pod-security.kubernetes.io/enforce': 'privileged' };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: agentNamespace(), labels } };
}

function scriptsConfigMap(): KubernetesObject & { data: Record<string, string> } {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'scripts', namespace: agentNamespace() },
    data: Object.fromEntries(scripts.map(script => [script, readFileSync(join(__dirname, script), 'utf8')])),
  };
}

function agentPod(name: string, node: string, { podsFolder }: AgentMounts): V1Pod {
  const volumes: V1Volume[] = [{ name: 'scripts', configMap: { name: 'scripts' } }];
  const volumeMounts: V1VolumeMount[] = [{ name: 'scripts', mountPath: '/scripts' }];
  if (podsFolder) {
    volumes.push({ name: 'pods', hostPath: { path: podsFolder } });
    volumeMounts.push({ name: 'pods', mountPath: '/pods', mountPropagation: 'Bidirectional' });
    // What is covered stays reachable below a mount that is private to this pod, so that it does not travel to the node.
    volumes.push({ name: 'originals', emptyDir: {} });
    volumeMounts.push({ name: 'originals', mountPath: '/originals' });
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: agentNamespace(), labels: harnessLabels() },
    spec: {
      nodeName: node,
      hostPID: true,
      tolerations: [{ operator: 'Exists' }],
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'agent', image, command: ['sleep', '86400'], securityContext: { privileged: true }, volumeMounts }],
      volumes,
    },
  };
}
