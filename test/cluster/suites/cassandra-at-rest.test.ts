import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { admin, cassandra } from '../cassandra/deployment';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { progress } from '../harness/progress';
import { pause } from '../harness/wait';

/** The CPU time that the containers of a set have used, probes included, in the unit of the node. */
async function cpuTime(t: CaseContext, set: string): Promise<number> {
  const script = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || sed -n 's/usage_usec //p' /sys/fs/cgroup/cpu.stat";
  const times = await Promise.all([0, 1, 2].map(ordinal => t.exec(`${set}-${ordinal}`, set, ['sh', '-c', script])));
  return times.map(Number).reduce((sum, time) => sum + time, 0);
}

function ring(t: CaseContext, name: string): KubernetesObject[] {
  return cassandra(t.namespace, { name, clusterName: name });
}

/** The set with the startup probe alone, which ends before a server is at rest. */
function withoutProbes(manifests: KubernetesObject[]): KubernetesObject[] {
  for (const { spec } of manifests as any[]) {
    for (const container of spec?.template?.spec?.containers ?? []) {
      Object.assign(container, { readinessProbe: undefined, livenessProbe: undefined });
    }
  }
  return manifests;
}

clusterCase('at rest, members take at most 1.1 of the CPU time of members without probes', { level: 'full', seconds: 1200 }, async t => {
  await t.apply([admin(), ...ring(t, 'own'), ...withoutProbes(ring(t, 'bare'))]);
  for (const set of ['own', 'bare']) { await t.until.setReady(set, 420); }
  await pause(120);

  const before = [await cpuTime(t, 'own'), await cpuTime(t, 'bare')];
  await pause(240);
  const [own, bare] = [await cpuTime(t, 'own') - before[0], await cpuTime(t, 'bare') - before[1]];

  progress(`CPU time of three members in 240 s: ${own} with probes, ${bare} without: ${(own / bare).toFixed(3)}`);
  assert.ok(own / bare <= 1.1, `probes take ${(own / bare - 1).toFixed(3)} of the CPU time of the servers`);
});
