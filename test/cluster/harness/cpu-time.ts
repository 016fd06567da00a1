import type { KubernetesObject } from '@kubernetes/client-node';
import type { CaseContext } from './case-context';
import { pause } from './wait';

/** The CPU times of two Ready sets of three members for so many seconds, after as many seconds as they take to come to rest. */
export async function cpuTimesAtRest(t: CaseContext, sets: [string, string], settle: number, seconds: number): Promise<[number, number]> {
  const read = async (): Promise<[number, number]> => [await cpuTime(t, sets[0]), await cpuTime(t, sets[1])];
  await pause(settle);
  const before = await read();
  await pause(seconds);
  const after = await read();
  return [after[0] - before[0], after[1] - before[1]];
}

/** The CPU time that the servers of a set have used, probes included, in the unit of the node. */
async function cpuTime(t: CaseContext, set: string): Promise<number> {
  const script = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || sed -n 's/usage_usec //p' /sys/fs/cgroup/cpu.stat";
  const times = await Promise.all([0, 1, 2].map(ordinal => t.exec(`${set}-${ordinal}`, set, ['sh', '-c', script])));
  return times.map(Number).reduce((sum, time) => sum + time, 0);
}

/** The manifests with other values in each container of a pod template, `undefined` for none. */
export function withContainers(manifests: KubernetesObject[], values: (container: any) => object): KubernetesObject[] {
  for (const { spec } of manifests as any[]) {
    for (const container of spec?.template?.spec?.containers ?? []) { Object.assign(container, values(container)); }
  }
  return manifests;
}
