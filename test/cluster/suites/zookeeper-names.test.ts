import { strict as assert } from 'node:assert';
import type { KubernetesObject, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { zookeeper } from '../zookeeper/deployment';

/** Takes every connection to the port of the quorum and is silent, as a leader is. */
function impostor(): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'impostor' },
    spec: {
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsUser: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'main',
        image: 'zookeeper:3.9',
        command: ['bash', '-c', 'while :; do sleep 60 | nc -l 2888; done'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
    },
  };
}

/** Short names of members that do not run have the address of somebody else, as where a search domain of the node has a wildcard record. */
function answerShortNames(manifests: KubernetesObject[], ip: string): KubernetesObject[] {
  for (const manifest of manifests) {
    if (manifest.kind !== 'StatefulSet') { continue; }
    const { spec } = manifest as V1StatefulSet;
    assert.ok(spec?.template.spec);
    spec.replicas = 1;
    spec.template.spec.hostAliases = [{ ip, hostnames: ['zk-1.zk', 'zk-2.zk'] }];
  }
  return manifests;
}

clusterCase('another server to which the short name of a stopped '
  + 'member resolves is not taken for that member', { level: 'full', seconds: 180 }, async t => {
  await t.apply([impostor()]);
  const { status } = await t.until.podReady('impostor');
  assert.ok(status?.podIP);

  await t.apply(answerShortNames(zookeeper(t.namespace, { firstBoot: false }), status.podIP));
  await untilLog(t, 'zk-0', 'zk', /there is no leader to get the data from|the data comes from the leader/);
  await pause(3);
  assert.doesNotMatch(await logOf(t, 'zk-0', 'zk'), /the data comes from the leader/);
});
