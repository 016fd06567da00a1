import { randomBytes } from 'node:crypto';
import { orAbsent, type Cluster } from './cluster';
import { runId } from './run-id';
import { waitFor } from './wait';

const managedBy = 'app.kubernetes.io/managed-by=cluster-test';
const runLabel = 'cluster-test/run';

/** On all that the harness makes outside of test namespaces and on these, so that what an interrupted run left can be found and removed. */
export function harnessLabels(): Record<string, string> {
  const [key, value] = managedBy.split('=');
  return { [key]: value, [runLabel]: runId() };
}

/** A namespace that admits only what Pod Security `restricted` does. */
export async function createTestNamespace(cluster: Cluster): Promise<string> {
  const name = `cluster-test-${randomBytes(3).toString('hex')}`;
  await cluster.core.createNamespace({
    body: { metadata: { name, labels: { ...harnessLabels(), 'pod-security.kubernetes.io/enforce': 'restricted' } } },
  });
  await waitFor(`the default service account of ${name}`, { seconds: 30, everySeconds: 0.1 }, async () => {
    const account = await orAbsent(cluster.core.readNamespacedServiceAccount({ name: 'default', namespace: name }));
    return account ? { found: true } : { seen: 'none' };
  });
  return name;
}

/**
 * Removes a namespace, and waits until its pods and claims are gone, so that the next case has the machine for itself. Nothing here
 * deserves a graceful end. The empty namespace goes some seconds later.
 */
export async function removeNamespace(cluster: Cluster, namespace: string): Promise<void> {
  if (!await orAbsent(cluster.core.deleteNamespace({ name: namespace }))) { return; }
  // as orphans: pods that are told to end with their set have their whole grace period, and hang in it once their volumes are gone
  await cluster.apps.deleteCollectionNamespacedStatefulSet({ namespace, propagationPolicy: 'Orphan' });
  await waitFor(`pods and claims of ${namespace} to be gone`, { seconds: 120 }, async () => {
    await cluster.core.deleteCollectionNamespacedPod({ namespace, gracePeriodSeconds: 0 });
    await cluster.core.deleteCollectionNamespacedPersistentVolumeClaim({ namespace });
    const pods = (await cluster.core.listNamespacedPod({ namespace })).items;
    const claims = (await cluster.core.listNamespacedPersistentVolumeClaim({ namespace })).items;
    const left = [...pods, ...claims].map(one => one.metadata?.name);
    return left.length ? { seen: left.join(', ') } : { found: true };
  });
}
