import { createHash } from 'crypto';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';

const { IntOrString, Quantity } = k8s;

/** The same application as `by-library.ts`, byte for byte, by the typed objects that `cdk8s import` generates and cdk8s-plus contains. */
export function addByTypedObjects(scope: Construct, name: string): void {
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };
  const labels = {
    ...selector,
    'app.kubernetes.io/component': name,
    'app.kubernetes.io/part-of': name,
    'app.kubernetes.io/managed-by': 'cdk8s',
    'app.kubernetes.io/version': '9.7',
  };
  const ports = [{ port: 3306, name: 'mysql' }, { port: 33060, name: 'mysqlx' }];
  const files: Record<string, string> = {
    'etc.mysql.conf.d.client.cnf': '[client]\ndefault-character-set=utf8mb4\n',
    'etc.mysql.conf.d.log.cnf': '[mysqld]\nlog_bin=mysql-bin\nbinlog_expire_logs_seconds=604800\n',
    'etc.mysql.conf.d.server.cnf': '[mysqld]\nskip-name-resolve\nmax_connections=400\n',
  };
  const fileMount = (path: string) => ({ name: 'files', mountPath: path, subPath: path.slice(1).replace(/\//g, '.'), readOnly: true });
  const probePort = { port: IntOrString.fromNumber(3306) };
  const members = [{ podSelector: { matchLabels: selector } }];

  new k8s.KubeService(scope, `${name}-headless`, {
    metadata: { name, labels },
    spec: { clusterIp: 'None', publishNotReadyAddresses: true, ports, selector },
  });
  new k8s.KubeConfigMap(scope, `${name}-files`, { metadata: { name: `${name}-files`, labels }, data: files });
  new k8s.KubeStatefulSet(scope, `${name}-set`, {
    metadata: { name, labels },
    spec: {
      replicas: 3,
      serviceName: name,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels, annotations: { 'cdk8s-stateful-app/files-checksum': checksum(files) } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 120,
          securityContext: {
            runAsUser: 999,
            runAsGroup: 999,
            fsGroup: 999,
            fsGroupChangePolicy: 'OnRootMismatch',
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } } },
              ],
            },
          },
          topologySpreadConstraints: [
            {
              topologyKey: 'topology.kubernetes.io/zone',
              maxSkew: 1,
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selector },
            },
          ],
          containers: [{
            name,
            image: 'mysql:9.7',
            env: [{ name: 'MYSQL_DATABASE', value: 'shop' }, { name: 'TZ', value: 'UTC' }],
            ports: [{ containerPort: 3306, name: 'mysql' }, { containerPort: 33060, name: 'mysqlx' }],
            startupProbe: { tcpSocket: probePort, periodSeconds: 5, failureThreshold: 720 },
            readinessProbe: { tcpSocket: probePort, periodSeconds: 5 },
            livenessProbe: { exec: { command: ['mysqladmin', '--no-defaults', 'ping'] }, timeoutSeconds: 5, failureThreshold: 6 },
            resources: {
              requests: { cpu: Quantity.fromString('100m'), memory: Quantity.fromString('768Mi') },
              limits: { cpu: Quantity.fromString('1'), memory: Quantity.fromString('768Mi') },
            },
            securityContext: {
              runAsNonRoot: true,
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
            volumeMounts: [
              { name: 'data', mountPath: '/var/lib/mysql' },
              fileMount('/etc/mysql/conf.d/client.cnf'),
              fileMount('/etc/mysql/conf.d/log.cnf'),
              fileMount('/etc/mysql/conf.d/server.cnf'),
              { name: 'empty-var-run-mysqld', mountPath: '/var/run/mysqld' },
              { name: `tmp-${name}`, mountPath: '/tmp' },
            ],
          }],
          volumes: [
            { name: 'files', configMap: { name: `${name}-files` } },
            { name: 'empty-var-run-mysqld', emptyDir: {} },
            { name: `tmp-${name}`, emptyDir: {} },
          ],
        },
      },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: Quantity.fromString('10Gi') } },
        },
      }],
    },
  });
  new k8s.KubePodDisruptionBudget(scope, `${name}-budget`, {
    metadata: { name, labels },
    spec: { selector: { matchLabels: selector }, maxUnavailable: IntOrString.fromNumber(1), unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
  new k8s.KubeNetworkPolicy(scope, `${name}-policy`, {
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: members },
        { from: [{ podSelector: { matchLabels: { tier: 'web' } } }], ports: [3306, 33060].map(port => policyPort(port, 'TCP')) },
      ],
      egress: [
        { to: members },
        {
          to: [
            { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
            { ipBlock: { cidr: '169.254.20.10/32' } },
          ],
          ports: [policyPort(53, 'UDP'), policyPort(53, 'TCP')],
        },
      ],
    },
  });
  new k8s.KubeService(scope, `${name}-client`, {
    metadata: { name: `${name}-client`, labels },
    spec: { type: 'ClusterIP', ports, selector },
  });
}

function policyPort(port: number, protocol: string): k8s.NetworkPolicyPort {
  return { port: IntOrString.fromNumber(port), protocol };
}

/** Whoever wants a change of a file to roll the pods has to compute this, however the YAML is written. */
function checksum(files: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const key of Object.keys(files).sort()) { hash.update(`${key}\0${files[key]}\0`); }
  return hash.digest('hex').slice(0, 16);
}
