import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { admin, cassandra } from '../cassandra/deployment';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { cpuTimesAtRest, withContainers } from '../harness/cpu-time';
import { progress } from '../harness/progress';

function ring(t: CaseContext, name: string): KubernetesObject[] {
  return cassandra(t.namespace, { name, clusterName: name });
}

clusterCase('at rest, members take at most 1.1 of the CPU time of members without probes', { level: 'full', seconds: 1200 }, async t => {
  // the startup probe alone, which ends before a server is at rest
  const bare = withContainers(ring(t, 'bare'), () => ({ readinessProbe: undefined, livenessProbe: undefined }));
  await t.apply([admin(), ...ring(t, 'own'), ...bare]);
  for (const set of ['own', 'bare']) { await t.until.setReady(set, 420); }

  const [withProbes, without] = await cpuTimesAtRest(t, ['own', 'bare'], 120, 240);
  progress(`CPU time of three members in 240 s: ${withProbes} with probes, ${without} without: ${(withProbes / without).toFixed(3)}`);
  assert.ok(withProbes / without <= 1.1, `probes take ${(withProbes / without - 1).toFixed(3)} of the CPU time of the servers`);
});
