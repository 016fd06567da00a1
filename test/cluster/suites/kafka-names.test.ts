import { strict as assert } from 'node:assert';
import type { KubernetesObject, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { kafka } from '../kafka/deployment';

/** Refuses connections at the port of controllers. */
function stranger(): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stranger' },
    spec: {
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsUser: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'main',
        image: 'busybox:1.37',
        command: ['sleep', '3600'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      }],
    },
  };
}

/** Names of controllers that have no address yet have that of another host, as where a search domain of the node has a wildcard record. */
function answerRelativeNames(namespace: string, manifests: KubernetesObject[], ip: string): KubernetesObject[] {
  for (const manifest of manifests) {
    if (manifest.kind !== 'StatefulSet') { continue; }
    const { spec } = manifest as V1StatefulSet;
    assert.ok(spec?.template.spec);
    spec.replicas = 1;
    spec.template.spec.hostAliases = [{ ip, hostnames: [1, 2].map(ordinal => `kafka-${ordinal}.kafka.${namespace}.svc.cluster.local`) }];
  }
  return manifests;
}

clusterCase('no cluster is created while another controller has no address, '
  + 'and the log immediately names the controllers that it waits for', { level: 'full', seconds: 300 }, async t => {
  await t.apply([stranger()]);
  const { status } = await t.until.podReady('stranger');
  assert.ok(status?.podIP);

  await t.apply(answerRelativeNames(t.namespace, kafka(t.namespace), status.podIP));
  await untilLog(t, 'kafka-0', 'bootstrap', /waiting for kafka-1\S* kafka-2\S* \(firstBoot is true\) and kafka-2\S* has no address/, 120);
  await pause(20);
  assert.doesNotMatch(await logOf(t, 'kafka-0', 'bootstrap'), /formatting the volume/);
});
