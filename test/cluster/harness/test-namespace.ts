import { randomBytes } from 'node:crypto';
import { orAbsent, type Cluster } from './cluster';
import { waitFor } from './wait';

/** All namespaces of the harness carry it, so that leftovers of an interrupted run can be found and removed by it. */
export const managedBy = { 'app.kubernetes.io/managed-by': 'cluster-test' };

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export async function createNamespace(cluster: Cluster, prefix: string, level: PodSecurityLevel): Promise<string> {
  const name = `${prefix}-${randomBytes(3).toString('hex')}`;
  await cluster.core.createNamespace({
    body: { metadata: { name, labels: { ...managedBy, 'pod-security.kubernetes.io/enforce': level } } },
  });
  await waitFor(`the default service account of ${name}`, { seconds: 30, everySeconds: 0.1 }, async () => {
    const account = await orAbsent(cluster.core.readNamespacedServiceAccount({ name: 'default', namespace: name }));
    return account ? { found: account } : { seen: 'none' };
  });
  return name;
}

/** Nothing in a test namespace deserves a graceful end: pods are killed, so that the next case has the machine for itself. */
export async function deleteNamespace(cluster: Cluster, name: string): Promise<void> {
  if (!await orAbsent(cluster.core.deleteNamespace({ name }))) return;
  await waitFor(`namespace ${name} to be gone`, { seconds: 120, everySeconds: 0.5 }, async () => {
    await cluster.core.deleteCollectionNamespacedPod({ namespace: name, gracePeriodSeconds: 0 });
    const namespace = await orAbsent(cluster.core.readNamespace({ name }));
    return namespace ? { seen: JSON.stringify(namespace.status?.conditions?.map((one) => one.message) ?? []) } : { found: true };
  });
}
