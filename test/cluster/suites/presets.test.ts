import { strict as assert } from 'node:assert';
import type { KubernetesObject, V1PodDisruptionBudget, V1StatefulSet } from '@kubernetes/client-node';
import type { CommonProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { kafka } from '../kafka/deployment';
import { mysql } from '../mysql/deployment';
import { zookeeper } from '../zookeeper/deployment';

/**
 * As a program writes it that hands on props of its own, none of which was given. No node has the label: the objects are looked at, no pod
 * starts.
 */
const notGiven: Partial<CommonProps> = {
  terminationGracePeriod: undefined,
  disruptionBudget: undefined,
  user: undefined,
  nodeSelector: { 'cluster-test/none': 'none' },
};

clusterCase('if props are undefined, each preset keeps its default grace period, budget and user', { level: 'quick' }, async t => {
  const sets: [name: string, manifests: KubernetesObject[], wanted: [graceSeconds: number, maxUnavailable: number, user: number]][] = [
    ['mysql', mysql(t.namespace, notGiven), [124, 1, 999]],
    ['kafka', kafka(t.namespace, notGiven), [330, 1, 1000]],
    ['zk', zookeeper(t.namespace, { ...notGiven, replicas: 7 }), [60, 2, 1000]],
  ];
  for (const [name, manifests, wanted] of sets) {
    await t.apply(manifests);
    assert.deepEqual(await seenOf(t, name), wanted, name);
  }
});

async function seenOf(t: CaseContext, name: string): Promise<unknown[]> {
  const metadata = { name, namespace: t.namespace };
  const { spec } = await t.cluster.objects.read<V1StatefulSet>({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata });
  const { spec: budget } = await t.cluster.objects.read<V1PodDisruptionBudget>({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
  });
  const pod = spec?.template.spec;
  return [pod?.terminationGracePeriodSeconds, budget?.maxUnavailable, pod?.securityContext?.runAsUser];
}
