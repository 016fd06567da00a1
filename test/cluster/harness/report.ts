import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpYaml, type KubernetesObject, type V1Pod } from '@kubernetes/client-node';
import { reason, type Cluster } from './cluster';
import { containerStatuses } from './pods';

/** What a report shows as YAML; a kind that the cluster does not know is left out. Secrets stay where they are. */
const kinds: [apiVersion: string, kind: string][] = [
  ['apps/v1', 'StatefulSet'], ['apps/v1', 'ControllerRevision'], ['v1', 'Pod'], ['v1', 'PersistentVolumeClaim'], ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'], ['v1', 'ConfigMap'], ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['batch/v1', 'Job'], ['batch/v1', 'CronJob'],
];

/** Writes all that is left of a failed case into `folder`: objects, events, and the logs of every container, current and previous. */
export async function writeReport(cluster: Cluster, namespace: string, folder: string): Promise<void> {
  mkdirSync(join(folder, 'objects'), { recursive: true });
  mkdirSync(join(folder, 'logs'), { recursive: true });
  for (const [apiVersion, kind] of kinds) {
    const items = await list(cluster, apiVersion, kind, namespace);
    if (items.length) { writeFileSync(join(folder, 'objects', `${kind}.yaml`), items.map(item => dumpYaml(item)).join('---\n')); }
  }
  writeFileSync(join(folder, 'events.txt'), await events(cluster, namespace));
  const { items: pods } = await cluster.core.listNamespacedPod({ namespace });
  for (const pod of pods) { await writeLogs(cluster, namespace, pod, join(folder, 'logs')); }
}

async function list(cluster: Cluster, apiVersion: string, kind: string, namespace: string): Promise<KubernetesObject[]> {
  try {
    const { items } = await cluster.objects.list(apiVersion, kind, namespace);
    return items.map(({ metadata, ...rest }) => ({ apiVersion, kind, metadata: { ...metadata, managedFields: undefined }, ...rest }));
  } catch (error) {
    return [{ apiVersion, kind, metadata: { name: `could not be listed: ${reason(error)}` } }];
  }
}

async function events(cluster: Cluster, namespace: string): Promise<string> {
  const { items } = await cluster.core.listNamespacedEvent({ namespace });
  const rows = items.map(event => ({
    time: event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp,
    text: `${event.type} ${event.reason} ${event.involvedObject.kind}/${event.involvedObject.name} ${event.count ?? 1}x: ${event.message}`,
  }));
  return rows
    .sort((a, b) => Number(a.time) - Number(b.time))
    .map(({ time, text }) => `${time instanceof Date ? time.toISOString() : ''} ${text}\n`)
    .join('');
}

async function writeLogs(cluster: Cluster, namespace: string, pod: V1Pod, folder: string): Promise<void> {
  const name = pod.metadata?.name ?? '';
  for (const container of containerStatuses(pod)) {
    const logs = [{ file: `${name}.${container.name}.log`, previous: false }];
    if (container.restartCount) { logs.push({ file: `${name}.${container.name}.previous.log`, previous: true }); }
    for (const { file, previous } of logs) {
      writeFileSync(join(folder, file), await logOf(cluster, { namespace, name, container: container.name, previous, tailLines: 5000 }));
    }
  }
}

type LogRequest = Parameters<Cluster['core']['readNamespacedPodLog']>[0];

/** A container that never started has no log: the server's answer stands in its place. */
async function logOf(cluster: Cluster, request: LogRequest): Promise<string> {
  try {
    return await cluster.core.readNamespacedPodLog(request);
  } catch (error) {
    return `${reason(error)}\n`;
  }
}
