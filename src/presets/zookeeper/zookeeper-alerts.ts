import { Duration } from 'cdk8s';
import { ZooKeeperAlertsOptions } from './zookeeper-monitoring-props';
import { Identity } from '../../values/identity';
import { Alert, AlertRule, notReady, rulesOf, startTimeOf, volumeAlerts } from '../shared/alerts';
import { majorityOf } from '../shared/quorum';

/** How the metrics of this ensemble are found: by the names that the set itself is made from. */
interface MetricSelectors {
  readonly title: string;
  readonly replicas: number;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Label matchers of the members' claims. */
  readonly claims: string;
}

/** What only a leader has metrics of, and what only a member that serves has. */
const LEADER = 'leader_uptime';
const SERVING = 'quorum_size';

export function alertRules(identity: Identity, options: ZooKeeperAlertsOptions): AlertRule[] {
  const { name, namespace = '', replicas } = identity;
  const pods = `${name}-[0-9]+`;
  const selection = {
    title: `${namespace}/${name}`,
    replicas,
    members: `namespace="${namespace}",pod=~"${pods}"`,
    claims: `namespace="${namespace}",persistentvolumeclaim=~"(data|log)-${pods}"`,
  };
  const alerts = [
    ...quorumAlerts(selection),
    ...memberAlerts(selection, startTimeOf(options)),
    ...loadAlerts(selection, options.outstandingRequests ?? 10, options.fsyncTime ?? Duration.millis(100)),
    // the trend of two days, so that the steps of the purge are no alarm
    ...volumeAlerts('ZooKeeper', {
      claims: selection.claims,
      trend: '2d',
      filling: 'what grows: the data (approximate_data_size), or logs and snapshots between two purges',
      full: 'A member without room serves no client and does not end: it tries again without a pause, logs about 0.5 MB a second, '
        + 'and serves again by itself once there is room.',
    }),
  ];
  return rulesOf(alerts, identity, options.alertLabels, 'docs/presets/zookeeper.md');
}

function quorumAlerts({ title, replicas, members }: MetricSelectors): Alert[] {
  return [
    {
      name: 'ZooKeeperNoQuorum',
      severity: 'critical',
      // an election takes a second
      for: '1m',
      expr: `(count(${LEADER}{${members}}) or vector(0)) == 0`,
      summary: `ZooKeeper ${title} has no leader`,
      description: `Nothing can be read or written: fewer than ${majorityOf(replicas)} of ${replicas} members that have data see each `
        + 'other, or none has metrics. Look at the pods and at the last lines of their logs.',
      recipe: 'No quorum',
    },
    {
      name: 'ZooKeeperSeveralLeaders',
      severity: 'critical',
      // a parted leader goes on for syncLimit ticks, and two scrapes are not at the same time
      for: '2m',
      expr: `count(${LEADER}{${members}}) > 1`,
      summary: `ZooKeeper ${title} has {{ $value }} leaders`,
      description: 'Members with different lists have formed two ensembles. Keep the clients off; '
        + 'look at the file members beside the data of each.',
      recipe: 'Several leaders',
    },
    ...replicas > 1 ? [{
      name: 'ZooKeeperFollowersMissing',
      severity: 'warning' as const,
      for: '10m',
      expr: `synced_followers{${members}} < ${replicas - 1}`,
      summary: `ZooKeeper ${title} has {{ $value }} followers in sync out of ${replicas - 1}`,
      description: 'The ensemble survives fewer losses than it should. Look at which pod is not Ready and why.',
      recipe: 'A member is missing',
    }] : [],
  ];
}

function memberAlerts({ title, replicas, members }: MetricSelectors, startTime: Duration): Alert[] {
  return [
    {
      name: 'ZooKeeperNotServing',
      severity: 'warning',
      for: '5m',
      // where nobody serves, that is an alert of its own
      expr: `(up{${members},endpoint="metrics"} == 1 unless on (pod) ${SERVING}{${members}}) and on () count(${SERVING}{${members}}) > 0`,
      summary: 'ZooKeeper {{ $labels.pod }} runs and does not serve',
      description: 'It finds no leader that others have. Look at its log: a name that does not resolve, '
        + 'a certificate or a password that others refuse, a network policy.',
      recipe: 'A member is missing',
    },
    {
      name: 'ZooKeeperMetricsMissing',
      severity: 'warning',
      for: '10m',
      expr: `(sum(up{${members},endpoint="metrics"}) or vector(0)) < ${replicas}`,
      summary: `ZooKeeper ${title} has metrics of {{ $value }} out of ${replicas} members`,
      description: 'A pod does not run, or Prometheus does not reach or select it: the other alerts are blind for it. Look at the pods, '
        + 'and at the targets of Prometheus.',
      recipe: 'Metrics are missing',
    },
    notReady('ZooKeeper', members, startTime, {
      description: 'Its start waits for something, it gets its data, or there is no quorum. Look at the events of the pod, '
        + 'where the startup probe says what the start waits for.',
      recipe: 'A member is missing',
    }),
  ];
}

function loadAlerts({ members }: MetricSelectors, requests: number, fsync: Duration): Alert[] {
  return [
    {
      name: 'ZooKeeperOutstandingRequests',
      severity: 'warning',
      for: '5m',
      expr: `outstanding_requests{${members}} > ${requests}`,
      summary: 'ZooKeeper {{ $labels.pod }} has {{ $value }} requests that wait',
      description: 'Clients wait longer than they should, and sessions may expire. Look at the time of fsync, '
        + 'at pauses for garbage collection (jvm_pause_time_ms) and at the CPU of the pod.',
      recipe: 'Requests wait',
    },
    {
      name: 'ZooKeeperFsyncSlow',
      severity: 'warning',
      for: '5m',
      expr: `rate(fsynctime_sum{${members}}[5m]) / rate(fsynctime_count{${members}}[5m]) > ${fsync.toMilliseconds()}`,
      summary: 'ZooKeeper {{ $labels.pod }} takes {{ $value | humanize }} ms to write to its disk',
      description: 'Every write waits for it. Look at who shares the disk, and at transactionLog for a volume of its own.',
      recipe: 'The disk is slow',
    },
  ];
}
