import type { V1PersistentVolumeClaim, V1Pod } from '@kubernetes/client-node';
import type { CaseContext } from './case-context';

/** A script that runs to its end in a pod of its own. */
export interface ScriptPod {
  readonly name: string;
  readonly image: string;
  readonly script: string;
  /** Whose files it writes. */
  readonly user: number;
  /** Claims by the path at which they are mounted. */
  readonly claims: { readonly [path: string]: string };
  readonly env?: { readonly [name: string]: string };
}

/** A claim of which a set or a script fills the volume. */
export function claimOf(name: string): V1PersistentVolumeClaim {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

/** Runs the script, removes the pod, so that the volumes are mounted nowhere, and gives the output. */
export async function runScript(t: CaseContext, pod: ScriptPod): Promise<string> {
  const { name } = pod;
  await t.apply([manifestOf(pod)]);
  const ended = await t.until.pod(name, 'to end', ({ status }) => ['Succeeded', 'Failed'].includes(status?.phase ?? ''), 480);
  const log = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name });
  if (ended.status?.phase === 'Failed') { throw new Error(`pod ${name} failed: ${log}`); }
  await t.cluster.core.deleteNamespacedPod({ namespace: t.namespace, name });
  await t.until.podGone(name);
  return log;
}

function manifestOf({ name, image, script, user, claims, env = {} }: ScriptPod): V1Pod {
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
        image,
        command: ['bash', '-ec', script],
        env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: Object.entries(claims).map(([mountPath, claim]) => ({ name: claim, mountPath })),
      }],
      volumes: Object.values(claims).map(claim => ({ name: claim, persistentVolumeClaim: { claimName: claim } })),
    },
  };
}
