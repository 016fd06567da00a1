import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { k8s } from 'cdk8s-plus-28';
import { clusterCase } from '../harness/cluster-case';
import { synthesize } from '../harness/synthesize';

interface Variation {
  readonly replicas: number;
  readonly podManagementPolicy?: string;
}

/** The smallest set with a readiness that takes a moment, so that an order is there to be seen. */
function slowlyReady(namespace: string, { replicas, podManagementPolicy }: Variation): KubernetesObject[] {
  const labels = { app: 'slow' };
  return synthesize(namespace, (chart) => {
    new k8s.KubeService(chart, 'Service', { metadata: { name: 'slow' }, spec: { clusterIp: 'None', selector: labels } });
    new k8s.KubeStatefulSet(chart, 'Set', {
      metadata: { name: 'slow' },
      spec: {
        serviceName: 'slow',
        replicas,
        podManagementPolicy,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 1,
            securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [{
              name: 'server',
              image: 'busybox:1.37',
              command: ['sleep', '3600'],
              readinessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 1, periodSeconds: 1 },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            }],
          },
        },
      },
    });
  });
}

clusterCase('pods come 0, 1, 2, each after the one before is Ready, and go 2, 1, 0', { level: 'quick' }, async (t) => {
  const timeline = await t.watchPods();
  await t.apply(slowlyReady(t.namespace, { replicas: 3 }));
  await t.time('three ordered pods', 20, () => t.until.setReady('slow'));
  assert.deepEqual(timeline.lines('created', 'ready'), [
    'slow-0 created', 'slow-0 ready', 'slow-1 created', 'slow-1 ready', 'slow-2 created', 'slow-2 ready',
  ]);

  await t.faults.scale('slow', 0);
  await t.until.setReady('slow');

  assert.deepEqual(timeline.lines('terminating', 'gone'), [
    'slow-2 terminating', 'slow-2 gone', 'slow-1 terminating', 'slow-1 gone', 'slow-0 terminating', 'slow-0 gone',
  ]);
});
