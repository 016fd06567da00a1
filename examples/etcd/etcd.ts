import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Size } from 'cdk8s';
import {
  AlertRule, CommonProps, PodEnv, PodManagement, Port, AppProbe, PrometheusRuleOptions, ScrapingProps, StatefulApp, StatefulAppProps,
} from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** Props of an etcd, in addition to those of all presets in CommonProps (placement, resources, network, ...). */
export interface EtcdProps extends CommonProps {
  /**
   * Name of the application. The pods are named `<name>-<ordinal>`.
   * @default 'etcd'
   */
  readonly name?: string;

  /** Size of each member's volume. */
  readonly storage: Size;

  /**
   * Confirms that this is the first deployment, so that members with empty volumes form a cluster. Disabling it restarts the members, one
   * at a time.
   *
   * @default false
   */
  readonly firstBoot?: boolean;

  /**
   * Who reads the metrics.
   * @default - only the members
   */
  readonly metrics?: ScrapingProps;

  /**
   * Adds alerts, even with `{}`.
   * @default - no alerts are created
   */
  readonly alerts?: PrometheusRuleOptions;
}

const PORTS = { client: 2379, peer: 2380, metrics: 2381 };
const VOLUME = '/var/lib/etcd';
const GUARD = '/etc/etcd/guard.sh';

/** An etcd cluster that keeps every acknowledged write while a majority of the members keeps its volumes. */
export class Etcd extends StatefulApp {
  /** Value of `--endpoints` for clients. */
  public readonly endpoints: string;

  constructor(scope: Construct, id: string, props: EtcdProps) {
    super(scope, id, etcdBlueprint(props));
    this.endpoints = this.hosts.map(host => `http://${host}:${PORTS.client}`).join(',');

    // the image of etcd has no shell
    const guard = this.addBootstrapContainer({
      image: 'busybox:1.37',
      command: ['sh', GUARD],
      args: ['$(POD_NAME)', clusterState(props), ...this.hosts],
    });
    guard.mount(VOLUME, this.claim('data'), { readOnly: true });
    this.failLookUpsSoon();

    this.addMetrics({ port: PORTS.metrics, ...props.metrics });
    if (props.alerts) {
      this.addAlerts({ ...props.alerts, rules: [...etcdAlerts(this), ...this.commonAlerts({ system: 'Etcd' })] });
    }
  }
}

/** The set as a pure function, so that a test needs no construct. */
export function etcdBlueprint(props: EtcdProps): StatefulAppProps {
  const {
    name = 'etcd', storage, firstBoot, metrics, alerts, user = 1000, terminationGracePeriod = Duration.minutes(1), ...common
  } = props;
  const members = Array.from({ length: props.replicas }, (_, ordinal) => `${name}-${ordinal}`);
  return {
    ...common,
    name,
    user,
    terminationGracePeriod,
    image: 'quay.io/coreos/etcd:v3.6.5',
    // no member is Ready before a majority runs
    podManagementPolicy: PodManagement.PARALLEL,
    command: ['/usr/local/bin/etcd'],
    args: [
      '--name=$(POD_NAME)',
      `--data-dir=${VOLUME}/data`,
      `--listen-client-urls=http://0.0.0.0:${PORTS.client}`,
      `--advertise-client-urls=http://$(POD_NAME).${name}:${PORTS.client}`,
      `--listen-peer-urls=http://0.0.0.0:${PORTS.peer}`,
      `--initial-advertise-peer-urls=http://$(POD_NAME).${name}:${PORTS.peer}`,
      `--listen-metrics-urls=http://0.0.0.0:${PORTS.metrics}`,
      `--initial-cluster=${members.map(member => `${member}=http://${member}.${name}:${PORTS.peer}`).join(',')}`,
      `--initial-cluster-state=${clusterState(props)}`,
      '--auto-compaction-retention=8h',
    ],
    env: { POD_NAME: PodEnv.name() },
    files: { [GUARD]: readFileSync(join(__dirname, 'guard.sh'), 'utf8') },
    ports: [Port.tcp(PORTS.client, { name: 'client' }), Port.tcp(PORTS.peer, { name: 'peer', forClients: false })],
    claims: { data: { size: storage, mountPath: VOLUME } },
    // a member listens when it has read its log, which can take minutes
    startup: AppProbe.http('/livez', { port: PORTS.metrics, period: Duration.seconds(2), failureThreshold: 1800 }),
    readiness: AppProbe.http('/readyz', { port: PORTS.metrics, period: Duration.seconds(5), timeout: Duration.seconds(3) }),
    // needs no other member, so that the loss of a quorum restarts none
    liveness: AppProbe.http('/livez', { port: PORTS.metrics, timeout: Duration.seconds(5), failureThreshold: 6 }),
    clientServices: { client: {} },
  };
}

/** Etcd itself refuses to form a new cluster with a member that a reachable member knows. */
function clusterState({ firstBoot = false }: EtcdProps): string {
  return firstBoot ? 'new' : 'existing';
}

function etcdAlerts({ name, podMatchers }: Etcd): AlertRule[] {
  return [
    {
      name: 'EtcdNoLeader',
      severity: 'critical',
      holdsFor: Duration.minutes(1),
      expression: `(sum(etcd_server_has_leader{${podMatchers}}) or vector(0)) == 0`,
      summary: `The etcd ${name} has no leader.`,
      description: `No member of the etcd ${name} has a leader, or no member has metrics. Writes fail.`,
    },
    {
      name: 'EtcdFsyncSlow',
      severity: 'warning',
      holdsFor: Duration.minutes(10),
      expression: `histogram_quantile(0.99, rate(etcd_disk_wal_fsync_duration_seconds_bucket{${podMatchers}}[5m])) > 0.5`,
      summary: `The disk of a member of the etcd ${name} is slow.`,
      description: 'One of a hundred writes to the log of {{ $labels.pod }} takes longer than {{ $value | humanizeDuration }}.',
    },
    {
      name: 'EtcdQuotaAlmostUsed',
      severity: 'critical',
      holdsFor: Duration.minutes(10),
      expression: `etcd_mvcc_db_total_size_in_bytes{${podMatchers}} / etcd_server_quota_backend_bytes{${podMatchers}} > 0.9`,
      summary: `The etcd ${name} has almost used its quota.`,
      description: 'The database of {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its quota. At 100 % writes fail.',
    },
  ];
}
