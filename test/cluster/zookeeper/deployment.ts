import type { KubernetesObject } from '@kubernetes/client-node';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { ZooKeeper, type ZooKeeperProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { synthesize } from '../harness/synthesize';

/** What a case changes about the deployment; the rest is the same everywhere. */
export type Variation = Partial<ZooKeeperProps>;

/** Manifests of three members. */
export function zookeeper(namespace: string, variation: Variation = {}): KubernetesObject[] {
  return synthesize(namespace, chart => {
    new ZooKeeper(chart, 'Zk', {
      replicas: 3,
      storage: Size.gibibytes(1),
      firstBoot: true,
      resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(384) } },
      ...variation,
    });
  });
}

/** Applies the set and waits until all members are Ready. */
export async function deploy(t: CaseContext, variation: Variation = {}): Promise<void> {
  await t.apply(zookeeper(t.namespace, variation));
  await t.until.setReady('zk', 120);
}
