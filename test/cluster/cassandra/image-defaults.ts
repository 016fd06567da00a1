import type { KubernetesObject, V1Service, V1StatefulSet } from '@kubernetes/client-node';

/** Three members as tutorials deploy them: the entry point and the defaults of the image, with the first member as the seed of all. */
export function defaultRing(namespace: string): KubernetesObject[] {
  const name = 'plain';
  const labels = { app: name };
  const headless: V1Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'cql', port: 9042 }] },
  };
  const set: V1StatefulSet = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      serviceName: name,
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: {
            runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [{
            name: 'cassandra',
            image: 'cassandra:5.0',
            env: [
              { name: 'CASSANDRA_SEEDS', value: `${name}-0.${name}.${namespace}.svc.cluster.local` },
              { name: 'MAX_HEAP_SIZE', value: '512M' },
              { name: 'HEAP_NEWSIZE', value: '128M' },
            ],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            resources: { requests: { cpu: '50m' }, limits: { memory: '1Gi' } },
            readinessProbe: { tcpSocket: { port: 9042 }, periodSeconds: 2 },
            volumeMounts: [{ name: 'data', mountPath: '/var/lib/cassandra' }],
          }],
        },
      },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
      }],
    },
  };
  return [headless, set];
}
