import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';

/** Where somebody else's server keeps its data, on volumes that the members find at `/data` and `/datalog`. */
export interface ForeignLayout {
  /** Claims by the paths at which they are mounted. */
  readonly claims: { readonly [path: string]: string };
  readonly dataDir: string;
  readonly dataLogDir?: string;
}

/** Claims on which a server of another user has left its data: the node `/theirs`. */
export async function leaveForeignData(t: CaseContext, { claims, dataDir, dataLogDir }: ForeignLayout): Promise<void> {
  const settings = [`dataDir=${dataDir}`, ...dataLogDir ? [`dataLogDir=${dataLogDir}`] : [], 'tickTime=2000', 'clientPort=2181', 'admin.enableServer=false'];
  const client = 'ZK_CLIENT_HEAP=64 timeout 20 zkCli.sh -server 127.0.0.1:2181';
  await t.apply(Object.values(claims).map(claim));
  await inPod(t, 'theirs', claims, [
    `mkdir -p ${dataDir} && echo 1 >${dataDir}/myid && printf '%s\\n' ${settings.join(' ')} >/tmp/zoo.cfg`,
    'zkServer.sh start-foreground /tmp/zoo.cfg >/tmp/log 2>&1 & server=$!',
    `until ${client} create /theirs value 2>&1 | grep -q 'Created /theirs'; do sleep 1; done`,
    'kill $server; wait $server || true',
  ].join('\n'), 1001);
}

/** Runs a script to its end in a pod that has the claims, and gives what it printed. */
export async function inPod(t: CaseContext, name: string, claims: { readonly [path: string]: string }, script: string, user = 1000): Promise<string> {
  await t.apply([pod(name, claims, script, user)]);
  const ended = await t.until.pod(name, 'to end', ({ status }) => ['Succeeded', 'Failed'].includes(status?.phase ?? ''), 120);
  const log = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name });
  if (ended.status?.phase === 'Failed') throw new Error(`pod ${name} failed: ${log}`);
  await t.cluster.core.deleteNamespacedPod({ namespace: t.namespace, name });
  await t.until.podGone(name);
  return log;
}

function claim(name: string): KubernetesObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec } as KubernetesObject;
}

function pod(name: string, claims: { readonly [path: string]: string }, script: string, user: number): V1Pod {
  const mounts = Object.entries(claims).map(([mountPath, claimName]) => ({ name: claimName, mountPath, claimName }));
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
        image: 'zookeeper:3.9',
        command: ['bash', '-ec', script],
        env: [{ name: 'SERVER_JVMFLAGS', value: '-Xmx128m' }],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: mounts.map(({ name: volume, mountPath }) => ({ name: volume, mountPath })),
      }],
      volumes: mounts.map(({ name: volume, claimName }) => ({ name: volume, persistentVolumeClaim: { claimName } })),
    },
  };
}
