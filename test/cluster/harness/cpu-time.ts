import type { KubernetesObject } from '@kubernetes/client-node';
import type { CaseContext } from './case-context';

/** The CPU time that a container of the three members of a set has used, probes included, in the unit of the node. */
export async function cpuTime(t: CaseContext, set: string, container = set): Promise<number> {
  const script = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || sed -n 's/usage_usec //p' /sys/fs/cgroup/cpu.stat";
  const times = await Promise.all([0, 1, 2].map(ordinal => t.exec(`${set}-${ordinal}`, container, ['sh', '-c', script])));
  return times.map(Number).reduce((sum, time) => sum + time, 0);
}

/** The manifests with other values in each container of a pod template, `undefined` for none. */
export function withContainers(manifests: KubernetesObject[], values: (container: any) => object): KubernetesObject[] {
  for (const { spec } of manifests as any[]) {
    for (const container of spec?.template?.spec?.containers ?? []) { Object.assign(container, values(container)); }
  }
  return manifests;
}
