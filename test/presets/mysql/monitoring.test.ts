import { Duration, Size } from 'cdk8s';
import { Manifests, MySqlMonitoringProps, NetworkAccess, NetworkPeer, PodSecurity } from 'cdk8s-stateful-app';
import { monitored } from './monitored';

const PROMETHEUS = NetworkPeer.pods({ 'app.kubernetes.io/name': 'prometheus' }, { 'kubernetes.io/metadata.name': 'monitoring' });

function podOf(props: Parameters<typeof monitored>[0] = {}): any {
  return Manifests.one(monitored(props).chart, 'StatefulSet').spec.template;
}

function exporterOf(monitoring: MySqlMonitoringProps = {}): any {
  return podOf({ monitoring }).spec.containers.find(({ name }: any) => name === 'exporter');
}

const accountsOf = (props: Parameters<typeof monitored>[0] = {}) => monitored(props).mysql.filesOf(0)['/etc/mysql/stateful/accounts.sql'];

describe('without monitoring', () => {
  test('without monitoring the set has no exporter, no account for one and no further object', () => {
    const { chart, mysql } = monitored({ monitoring: undefined });

    expect(podOf({ monitoring: undefined }).spec.containers.map(({ name }: any) => name)).toEqual(['mysql']);
    expect(accountsOf({ monitoring: undefined })).not.toContain('stateful_monitoring');
    expect(Manifests.titles(chart).filter(title => /Monitor|Rule/.test(title))).toEqual([]);
    expect([mysql.podMonitor, mysql.prometheusRule]).toEqual([undefined, undefined]);
  });
});

describe('the exporter', () => {
  test('logs in through the socket as another user than the server, and knows no password', () => {
    const exporter = exporterOf();

    expect(exporter.args).toEqual(['--mysqld.address=unix:///var/run/mysqld/mysqld.sock', '--mysqld.username=stateful_monitoring']);
    expect(exporter).not.toHaveProperty('env');
    expect(exporter).not.toHaveProperty('envFrom');
    expect(exporter.volumeMounts).toEqual([
      { name: 'run', mountPath: '/var/run/mysqld', readOnly: true },
      { name: 'tmp-exporter', mountPath: '/tmp' },
    ]);
    expect(exporter.securityContext.runAsUser).toBe(65534);
    expect(podOf().spec.securityContext.runAsUser).toBe(999);
  });

  test('shares the socket with the server', () => {
    const { containers, volumes } = podOf().spec;

    expect(containers[0].volumeMounts).toContainEqual({ name: 'run', mountPath: '/var/run/mysqld' });
    expect(volumes).toContainEqual({ name: 'run', emptyDir: {} });
  });

  test('meets Pod Security "restricted"', () => {
    expect(exporterOf().securityContext).toEqual({
      runAsUser: 65534,
      runAsGroup: 65534,
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  test('keeps its user without Pod Security, or the server would not know it', () => {
    const { containers } = podOf({ security: PodSecurity.none() }).spec;

    expect(containers[1].securityContext).toEqual({ runAsUser: 65534, runAsGroup: 65534 });
  });

  test('has default limits, which can be changed', () => {
    expect(exporterOf().resources).toEqual({
      requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '16Mi' },
      limits: { cpu: '200m', memory: '64Mi' },
    });
    expect(exporterOf({ resources: { memory: { limit: Size.mebibytes(128) } } }).resources).toEqual({ limits: { memory: '128Mi' } });
  });

  test('is restarted when its own page does not answer, and never takes readers from the database', () => {
    expect(exporterOf().livenessProbe.httpGet).toMatchObject({ path: '/', port: 9104 });
    expect(exporterOf()).not.toHaveProperty('readinessProbe');
    expect(exporterOf()).not.toHaveProperty('startupProbe');
  });

  test('takes another image and further collectors', () => {
    const exporter = exporterOf({
      image: 'registry.example.com/mysqld-exporter:v0.20.0',
      args: ['--collect.perf_schema.eventsstatements'],
    });

    expect(exporter.image).toBe('registry.example.com/mysqld-exporter:v0.20.0');
    expect(exporter.args.at(-1)).toBe('--collect.perf_schema.eventsstatements');
  });
});

test('the account of the exporter can only read', () => {
  const statements = accountsOf().split('\n').filter(line => line.includes('stateful_monitoring'));

  expect(statements).toEqual([
    'CREATE USER IF NOT EXISTS stateful_monitoring@localhost IDENTIFIED WITH auth_socket AS \'nobody\' WITH MAX_USER_CONNECTIONS 6;',
    'GRANT PROCESS, REPLICATION CLIENT ON *.* TO stateful_monitoring@localhost;',
    'GRANT SELECT ON performance_schema.* TO stateful_monitoring@localhost;',
  ]);
});

describe('the PodMonitor', () => {
  test('selects the pods by labels that they have, and a port by a name that one of their containers has', () => {
    const { chart } = monitored({ monitoring: { podMonitor: {} } });
    const { selector, podMetricsEndpoints } = Manifests.one(chart, 'PodMonitor', 'mysql').spec;
    const { metadata, spec } = Manifests.one(chart, 'StatefulSet').spec.template;

    expect(Object.keys(selector.matchLabels).length).toBeGreaterThan(0);
    expect(metadata.labels).toMatchObject(selector.matchLabels);
    expect(podMetricsEndpoints).toEqual([{ port: 'metrics' }]);
    expect(spec.containers.flatMap(({ ports }: any) => ports)).toContainEqual({ name: 'metrics', containerPort: 9104 });
  });

  test('is in the namespace of the pods, with the labels that Prometheus asks for', () => {
    const { chart, mysql } = monitored({
      monitoring: {
        podMonitor: {
          labels: { release: 'prometheus' },
          interval: Duration.minutes(1),
        },
      },
    });
    const podMonitor = Manifests.one(chart, 'PodMonitor');

    expect(podMonitor.apiVersion).toBe('monitoring.coreos.com/v1');
    expect(podMonitor.metadata).toMatchObject({
      name: 'mysql',
      namespace: 'shop',
      labels: { 'release': 'prometheus', 'app.kubernetes.io/name': 'mysql' },
    });
    expect(podMonitor.spec.podMetricsEndpoints[0].interval).toBe('1m');
    expect(mysql.podMonitor?.name).toBe('mysql');
  });
});

describe('the network policy', () => {
  const ingressOf = (scrapers: NetworkPeer[]) => Manifests.one(
    monitored({
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })),
      monitoring: { scrapers },
    }).chart, 'NetworkPolicy').spec.ingress;

  test('lets the scraper reach the exporter and not the database', () => {
    const ofPrometheus = ingressOf([PROMETHEUS]).filter(({ from }: any) => JSON.stringify(from).includes('prometheus'));

    expect(ofPrometheus).toEqual([{ from: [PROMETHEUS.spec], ports: [{ port: 9104, protocol: 'TCP' }] }]);
  });

  test('lets clients reach the database and not the exporter', () => {
    const ofClients = ingressOf([PROMETHEUS]).filter(({ from }: any) => JSON.stringify(from).includes('shop'));

    expect(ofClients.flatMap(({ ports }: any) => ports)).toEqual([{ port: 3306, protocol: 'TCP' }]);
  });
});

test('the metrics do not appear on the Services of the database', () => {
  const ports = Manifests.all(monitored().chart, 'Service').flatMap(({ spec }) => spec.ports.map(({ port }: any) => port));

  expect(new Set(ports)).toEqual(new Set([3306]));
});
