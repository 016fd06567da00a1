import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { cassandra, deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { progress } from '../harness/progress';
import { pause } from '../harness/wait';

/** The CPU time that the containers of all members have used, probes included, in the unit of the node. */
async function cpuTime(t: CaseContext): Promise<number> {
  const script = "cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null || sed -n 's/usage_usec //p' /sys/fs/cgroup/cpu.stat";
  const times = await Promise.all(all.map(pod => t.exec(pod, 'cassandra', ['sh', '-c', script])));
  return times.map(Number).reduce((sum, time) => sum + time, 0);
}

async function atRest(t: CaseContext): Promise<number> {
  await assertOneRing(t);
  await pause(60);
  const before = await cpuTime(t);
  await pause(120);
  return await cpuTime(t) - before;
}

function withoutProbes(manifests: KubernetesObject[]): KubernetesObject[] {
  for (const manifest of manifests as any[]) {
    for (const container of manifest.spec?.template?.spec?.containers ?? []) {
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) { delete container[probe]; }
    }
  }
  return manifests;
}

clusterCase('probes add at most a tenth to the CPU time of members at rest', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  // both measurements follow a restart of all members
  await t.faults.restartAll('cassandra', 'graceful');
  await t.until.setReady('cassandra', 240);
  const probed = await atRest(t);

  await t.apply(withoutProbes(cassandra(t.namespace, { firstBoot: false })));
  await t.faults.restartAll('cassandra', 'graceful');
  await t.until.setReady('cassandra', 240);
  await pause(60);
  const bare = await atRest(t);

  progress(`CPU time at rest: ${(probed / bare).toFixed(3)} of that without probes`);
  assert.ok(probed / bare <= 1.1, `probes add too much: ${probed} and ${bare}`);
});
