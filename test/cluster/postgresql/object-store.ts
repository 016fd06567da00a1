import type { KubernetesObject, V1Pod, V1Service } from '@kubernetes/client-node';

/** An object store in the namespace of the case, with a bucket and the certificate in the Secret `store-tls`. */
export const STORE = { endpoint: 'store:7070', bucket: 'backups', access: 'access', secret: 'of the \'store\'' };

const SCRIPT = `mkdir -p /data/${STORE.bucket}
exec versitygw --port :7070 --cert /tls/tls.crt --key /tls/tls.key posix --sidecar /attributes /data`;

/** The Secret `store` also has a passphrase for the files. */
export function objectStore(): KubernetesObject[] {
  const labels = { app: 'store' };
  const pod: V1Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'store', labels },
    spec: {
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'store',
        image: 'versity/versitygw:v1.8.0',
        command: ['sh', '-ec', SCRIPT],
        env: [{ name: 'ROOT_ACCESS_KEY', value: STORE.access }, { name: 'ROOT_SECRET_KEY', value: STORE.secret }],
        ports: [{ containerPort: 7070 }],
        readinessProbe: { tcpSocket: { port: 7070 }, periodSeconds: 1 },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        volumeMounts: [
          { name: 'data', mountPath: '/data' }, { name: 'attributes', mountPath: '/attributes' }, { name: 'tls', mountPath: '/tls' },
        ],
      }],
      volumes: [
        { name: 'data', emptyDir: {} }, { name: 'attributes', emptyDir: {} }, { name: 'tls', secret: { secretName: 'store-tls' } },
      ],
    },
  };
  const service: V1Service = {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'store' }, spec: { selector: labels, ports: [{ port: 7070 }] },
  };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'store' },
    stringData: { access: STORE.access, secret: STORE.secret, passphrase: 'of the "files" \\ $1' },
  };
  return [pod, service, secret];
}
