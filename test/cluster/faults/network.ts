import type { V1Pod } from '@kubernetes/client-node';
import { findContainer, firstPid, type FoundContainer } from './containers';
import { Lasting } from './lasting';
import type { Cluster } from '../harness/cluster';
import { NotPossibleHere } from '../harness/not-possible-here';
import { findPod, readPod } from '../harness/pods';

/**
 * Drops traffic between a pod and others, in silence. Only these addresses are cut: the kubelet's probes, the DNS and the API
 * come from elsewhere and still pass. A pod that is created later has a new address and is not cut.
 * @param from - names of pods; all others of the namespace unless given
 */
export async function partition(cluster: Cluster, namespace: string, podName: string, from?: string[]): Promise<Lasting> {
  const container = await findContainer(cluster, namespace, podName);
  const others = from
    ? await Promise.all(from.map(name => readPod(cluster, namespace, name)))
    : (await cluster.core.listNamespacedPod({ namespace })).items.filter(pod => pod.metadata?.name !== podName);
  const pods = others.flatMap(addressesOf);
  if (!pods.length) { throw new Error(`there is no pod to part ${podName} from`); }
  const answered = await firstAnswering(container, pods);
  const lasting = await cut(cluster, container, [...pods, ...await servicesOver(cluster, namespace, others)], `partition of ${podName}`);
  if (answered && await container.agent.succeeds('reaches', await firstPid(container), answered)) {
    throw new Error(`pod ${podName} still reaches ${answered} through the partition`);
  }
  return lasting;
}

/** Lets the DNS servers of a pod fall silent. */
export async function breakDns(cluster: Cluster, namespace: string, podName: string): Promise<Lasting> {
  const container = await findContainer(cluster, namespace, podName);
  const pid = await firstPid(container);
  const knownName = `kubernetes.default.${(await container.agent.run('service_domain', pid)).trim()}`;
  const servers = (await container.agent.run('resolvers', pid)).split('\n').filter(Boolean);
  const resolves = () => container.agent.succeeds('resolves', pid, servers[0], knownName);
  if (!await resolves()) { throw new NotPossibleHere(`${knownName} does not resolve in pod ${podName} to begin with`); }
  const lasting = await cut(cluster, container, servers, `broken DNS of ${podName}`);
  if (await resolves()) { throw new Error(`${knownName} still resolves in pod ${podName}`); }
  return lasting;
}

/** Drops traffic between a pod and the Kubernetes API. Connections that are open fall silent. */
export async function cutFromApi(cluster: Cluster, namespace: string, podName: string): Promise<Lasting> {
  const container = await findContainer(cluster, namespace, podName);
  const service = await cluster.core.readNamespacedService({ namespace: 'default', name: 'kubernetes' });
  const endpoints = await cluster.core.readNamespacedEndpoints({ namespace: 'default', name: 'kubernetes' });
  const servers = endpoints.subsets?.flatMap(subset => subset.addresses?.map(({ ip }) => ip) ?? []) ?? [];
  return cut(cluster, container, [...service.spec?.clusterIPs ?? [], ...servers], `${podName} cut off from the Kubernetes API`);
}

async function cut(cluster: Cluster, container: FoundContainer, addresses: string[], what: string): Promise<Lasting> {
  const pid = await firstPid(container);
  await container.agent.run('drop', pid, ...addresses);
  await expectRoutes(container, pid, addresses, 'dropped');
  return new Lasting(what, () => heal(cluster, container, addresses));
}

async function heal(cluster: Cluster, { namespace, pod, name }: FoundContainer, addresses: string[]): Promise<void> {
  const podName = pod.metadata?.name ?? '';
  const now = await findPod(cluster, namespace, podName);
  // The network of a deleted pod is gone, and the routes with it; that of a restarted container is still the same.
  if (now?.metadata?.uid !== pod.metadata?.uid) { return; }
  const container = await findContainer(cluster, namespace, podName, name);
  const pid = await firstPid(container);
  await container.agent.run('restore', pid, ...addresses);
  await expectRoutes(container, pid, addresses, 'open');
}

async function expectRoutes(container: FoundContainer, pid: string, addresses: string[], expected: 'dropped' | 'open'): Promise<void> {
  for (const address of addresses) {
    const route = (await container.agent.run('route', pid, address)).trim();
    if (route !== expected) {
      throw new Error(`the route from pod ${container.pod.metadata?.name} to ${address} is ${route}, `
      + `not ${expected}`);
    }
  }
}

function addressesOf(pod: V1Pod): string[] {
  if (pod.spec?.hostNetwork) { return []; }
  return pod.status?.podIPs?.map(one => one.ip) ?? [];
}

/** Addresses of Services that would lead around the partition. */
async function servicesOver(cluster: Cluster, namespace: string, pods: V1Pod[]): Promise<string[]> {
  const { items } = await cluster.core.listNamespacedService({ namespace });
  return items.filter(({ spec }) => {
    const selector = Object.entries(spec?.selector ?? {});
    return selector.length > 0 && pods.some(pod => selector.every(([key, value]) => pod.metadata?.labels?.[key] === value));
  }).flatMap(({ spec }) => spec?.clusterIPs ?? []).filter(address => address !== 'None');
}

/** Where a NetworkPolicy refuses pings none answers, and the routes alone have to prove the cut. */
async function firstAnswering(container: FoundContainer, addresses: string[]): Promise<string | undefined> {
  const pid = await firstPid(container);
  for (const address of addresses) {
    if (await container.agent.succeeds('reaches', pid, address)) { return address; }
  }
  return undefined;
}
