import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject, V1Pod, V1StatefulSet } from '@kubernetes/client-node';
import type { WriterSpec } from '../recorder/writer-spec';

export interface AppendLogOptions {
  /** `lossy` acknowledges before it writes: a recorder that does not catch it is worth nothing. @default 'honest' */
  readonly durability?: 'honest' | 'lossy';
  /** @default 1 */
  readonly replicas?: number;
  /** Any text: another one rolls the pods. @default '' */
  readonly setting?: string;
}

const image = 'busybox:1.37';
const user = 10001;

/** Manifests of the smallest stateful system that can lose a write: each pod appends to a log of its own, clients are led to pod 0. */
export function appendLog(options: AppendLogOptions = {}): KubernetesObject[] {
  const labels = { app: 'log' };
  const script = readFileSync(join(__dirname, 'append-log.sh'), 'utf8');
  const ports = [{ name: 'http', port: 8080 }];
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'log' }, data: { 'append-log.sh': script } } as KubernetesObject,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'log' },
      spec: { clusterIP: 'None', selector: labels, ports },
    } as KubernetesObject,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'log-client' },
      spec: { selector: { 'statefulset.kubernetes.io/pod-name': 'log-0' }, ports },
    } as KubernetesObject,
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'log' },
      spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
    } as KubernetesObject,
    statefulSet(options, labels),
  ];
}

export function appendLogWriter(rate = 10): WriterSpec {
  return { name: 'log', image, user, rate, script: join(__dirname, 'append-log-writer.sh'), env: { HOST: 'log-client' } };
}

function statefulSet(options: AppendLogOptions, labels: Record<string, string>): V1StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'log' },
    spec: {
      serviceName: 'log',
      replicas: options.replicas ?? 1,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: { metadata: { labels, annotations: { setting: options.setting ?? '' } }, spec: podSpec(options) },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } },
      }],
    },
  };
}

function podSpec({ durability = 'honest' }: AppendLogOptions): V1Pod['spec'] {
  return {
    terminationGracePeriodSeconds: 5,
    securityContext: { runAsNonRoot: true, runAsUser: user, runAsGroup: user, fsGroup: user, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: 'server',
      image,
      command: ['sh', '/server/append-log.sh'],
      env: [{ name: 'DURABILITY', value: durability }],
      ports: [{ containerPort: 8080 }],
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1, failureThreshold: 2 },
      // /tmp is the container's own: what the lossy server keeps in memory has to go with its container.
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'server', mountPath: '/server' }],
    }],
    volumes: [{ name: 'server', configMap: { name: 'log' } }],
  };
}
