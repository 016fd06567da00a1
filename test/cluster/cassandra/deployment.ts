import type { KubernetesObject, V1Secret } from '@kubernetes/client-node';
import { type Chart, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { Cassandra, type CassandraProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { synthesize } from '../harness/synthesize';
import { PASSWORD } from '../writers/cassandra';

/** What a case changes about the deployment; the rest is the same everywhere. */
export type Variation = Partial<Omit<CassandraProps, 'superuser'>>;

/** Manifests of three members. */
export function cassandra(
  namespace: string, variation: Variation = {}, declare: (ring: Cassandra, chart: Chart) => void = () => {},
): KubernetesObject[] {
  return synthesize(namespace, chart => {
    const secret = Secret.fromSecretName(chart, 'Admin', 'admin');
    const ring = new Cassandra(chart, 'Ring', {
      replicas: 3,
      storage: Size.gibibytes(2),
      clusterName: 'shop',
      superuser: { password: { secret, key: 'password' } },
      firstBoot: true,
      resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(1024) } },
      ...variation,
    });
    declare(ring, chart);
  });
}

export function admin(password = PASSWORD): V1Secret {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'admin' }, stringData: { password } };
}

/** Applies the set, waits until all members are Ready, and ends the first boot. */
export async function deploy(t: CaseContext, variation: Variation = {}): Promise<void> {
  await t.apply([admin(), ...cassandra(t.namespace, variation)]);
  await t.until.setReady('cassandra', 420);
  await t.apply(cassandra(t.namespace, { ...variation, firstBoot: false }));
}
