import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';

/** Runs a script to its end in a pod that has a claim at /volume, as a user, and gives what it printed. */
export async function onVolume(t: CaseContext, claim: string, name: string, script: string, user = 1001): Promise<string> {
  await t.apply([claimOf(claim), pod(claim, name, script, user)]);
  const ended = await t.until.pod(name, 'to end', ({ status }) => ['Succeeded', 'Failed'].includes(status?.phase ?? ''), 240);
  const log = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name });
  if (ended.status?.phase === 'Failed') throw new Error(`pod ${name} failed: ${log}`);
  await t.cluster.core.deleteNamespacedPod({ namespace: t.namespace, name });
  await t.until.podGone(name);
  return log;
}

function claimOf(name: string): KubernetesObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec } as KubernetesObject;
}

function pod(claim: string, name: string, script: string, user: number): V1Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsUser: user, runAsGroup: user, fsGroup: user, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'main',
        image: 'apache/kafka:4.3.1',
        command: ['bash', '-ec', script],
        env: Object.entries({ LOG_DIR: '/tmp/logs', KAFKA_HEAP_OPTS: '-Xmx64m', KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC' }).map(([variable, value]) => ({ name: variable, value })),
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'volume', mountPath: '/volume' }],
      }],
      volumes: [{ name: 'volume', persistentVolumeClaim: { claimName: claim } }],
    },
  };
}
