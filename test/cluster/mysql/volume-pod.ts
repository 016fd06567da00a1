import type { V1PersistentVolumeClaim, V1Pod } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';

/** The claim of the first member before the set is there. */
export const claim: V1PersistentVolumeClaim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data-mysql-0' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

/** Runs a script on the volume of the first member, at `/volume`, while no member runs. @param user - whose files it writes */
export async function onVolume(t: CaseContext, script: string, user = 999): Promise<string> {
  const pod: V1Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'volume' },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsUser: user, runAsGroup: user, fsGroup: user, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'shell',
        image: 'mysql:9.7',
        command: ['sleep', 'infinity'],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'data', mountPath: '/volume' }],
      }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-mysql-0' } }],
    },
  };
  await t.apply([pod]);
  await t.until.podReady('volume', 60);
  const output = await t.exec('volume', 'shell', ['bash', '-ec', script]);
  // while the volume is mounted elsewhere, the kubelet gives it to no other group
  await t.faults.deletePod('volume', 'graceful');
  return output;
}
