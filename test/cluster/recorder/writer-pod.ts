import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject, V1Pod } from '@kubernetes/client-node';
import type { WriterSpec } from './writer-spec';

export const writerContainer = 'writer';

export function writerPodName(spec: WriterSpec): string {
  return `writer-${spec.name}`;
}

/** Scripts that every writer has. */
const SCRIPTS = ['read-back.sh', 'session.sh', 'sql.sh', 'writer.sh'];

/** The writer's scripts and pod, as Pod Security `restricted` wants them. */
export function writerManifests(spec: WriterSpec): KubernetesObject[] {
  return [scripts(spec), pod(spec)];
}

function scripts(spec: WriterSpec): KubernetesObject & { data: Record<string, string> } {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: writerPodName(spec) },
    data: {
      ...Object.fromEntries(SCRIPTS.map(name => [name, readFileSync(join(__dirname, name), 'utf8')])),
      'system.sh': readFileSync(spec.script, 'utf8'),
    },
  };
}

function pod(spec: WriterSpec): V1Pod {
  const name = writerPodName(spec);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { ...spec.labels, app: name } },
    spec: {
      nodeName: spec.node,
      terminationGracePeriodSeconds: 1,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: spec.user,
        runAsGroup: spec.user,
        fsGroup: spec.user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [{
        name: writerContainer,
        image: spec.image,
        command: [spec.shell ?? 'sh', '/writer/writer.sh'],
        env: Object.entries({ ...spec.env, RATE: String(spec.rate) }).map(([key, value]) => ({ name: key, value })),
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        volumeMounts: [
          { name: 'writer', mountPath: '/writer' }, { name: 'ledger', mountPath: '/ledger' }, { name: 'tmp', mountPath: '/tmp' },
        ],
      }],
      // The ledger outlives a restart of the container.
      volumes: [{ name: 'writer', configMap: { name } }, { name: 'ledger', emptyDir: {} }, { name: 'tmp', emptyDir: {} }],
    },
  };
}
