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

/** The CPU time of all members in 90 seconds, after a restart of all of them. */
async function atRest(t: CaseContext, probes: Record<string, unknown>): Promise<number> {
  await t.apply(withProbes(cassandra(t.namespace, { firstBoot: false }), probes));
  await t.faults.restartAll('cassandra', 'graceful');
  await t.until.setReady('cassandra', 240);
  await assertOneRing(t);
  await pause(60);
  const before = await cpuTime(t);
  await pause(90);
  return await cpuTime(t) - before;
}

/** The set with other probes than its own. */
function withProbes(manifests: KubernetesObject[], probes: Record<string, unknown>): KubernetesObject[] {
  for (const manifest of manifests as any[]) {
    for (const container of manifest.spec?.template?.spec?.containers ?? []) { Object.assign(container, probes); }
  }
  return manifests;
}

const none = { startupProbe: undefined, readinessProbe: undefined, livenessProbe: undefined };
/** The probe of most tutorials. */
const nodetool = { exec: { command: ['nodetool', 'status'] }, periodSeconds: 10, timeoutSeconds: 60 };

clusterCase('probes take at most a tenth of the CPU time of nodetool status', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  const own = await atRest(t, {});
  const bare = await atRest(t, none);
  const tutorial = await atRest(t, { ...none, readinessProbe: nodetool });

  const share = (own - bare) / (tutorial - bare);
  progress(`CPU time of the probes: ${share.toFixed(3)} of that of nodetool status; ${own}, ${bare} and ${tutorial} with and without`);
  assert.ok(share <= 0.1, `the probes take ${share.toFixed(3)} of the CPU time of nodetool status`);
});
