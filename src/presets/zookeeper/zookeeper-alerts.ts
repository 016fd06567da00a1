import { Duration } from 'cdk8s';
import { ZooKeeperAlertsOptions } from './zookeeper-monitoring-props';
import { podMatchers } from '../../blocks/alerts';
import { metricsMissing, notReady, startTimeOf, volumeAlerts } from '../../blocks/common-alerts';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { majorityOf } from '../shared/quorum';

/** Selectors of this ensemble's metrics, from the names that the set is created with. */
interface MetricSelectors {
  readonly title: string;
  readonly replicas: number;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Label matchers of the members' claims. */
  readonly claims: string;
}

/** A metric that only a leader has, and one that only a serving member has. */
const LEADER = 'leader_uptime';
const SERVING = 'quorum_size';

export function alertRules(identity: Identity, options: ZooKeeperAlertsOptions): AlertRule[] {
  const { name, namespace = '', replicas } = identity;
  const pods = `${name}-[0-9]+`;
  const selection = {
    title: `${namespace}/${name}`,
    replicas,
    members: podMatchers(identity),
    claims: `namespace="${namespace}",persistentvolumeclaim=~"(data|log)-${pods}"`,
  };
  return [
    ...quorumAlerts(selection),
    ...memberAlerts(selection, startTimeOf(options)),
    ...loadAlerts(selection, options.outstandingRequests ?? 10, options.fsyncTime ?? Duration.millis(100)),
    // the trend of two days, so that the steps of the purge do not trigger the alert
    ...volumeAlerts('ZooKeeper', selection.title, {
      claims: selection.claims,
      trend: Duration.days(2),
      full: 'When the volume is full, the member keeps running, retries without a pause and serves no client until there is room again.',
    }),
  ];
}

function quorumAlerts({ title, replicas, members }: MetricSelectors): AlertRule[] {
  return [
    {
      name: 'ZooKeeperNoQuorum',
      severity: 'critical',
      // an election takes a second
      holdsFor: Duration.minutes(1),
      expression: `(count(${LEADER}{${members}}) or vector(0)) == 0`,
      summary: `ZooKeeper ${title} has no leader.`,
      description: `ZooKeeper ${title} has no leader, so clients can neither read nor write. Fewer than `
        + `${majorityOf(replicas)} of ${replicas} members `
        + 'with data reach each other, or no member has metrics.',
    },
    {
      name: 'ZooKeeperSeveralLeaders',
      severity: 'critical',
      // a partitioned leader continues for syncLimit ticks, and two scrapes are not simultaneous
      holdsFor: Duration.minutes(2),
      expression: `count(${LEADER}{${members}}) > 1`,
      summary: `ZooKeeper ${title} has several leaders.`,
      description: `ZooKeeper ${title} has {{ $value }} leaders: members with different member lists have formed separate ensembles. `
        + 'Stop the clients until one ensemble is left.',
    },
    ...replicas > 1 ? [{
      name: 'ZooKeeperFollowersMissing',
      severity: 'warning',
      holdsFor: Duration.minutes(10),
      expression: `synced_followers{${members}} < ${replicas - 1}`,
      summary: `ZooKeeper ${title} has too few followers in sync.`,
      description: `ZooKeeper ${title} has {{ $value }} of ${replicas - 1} followers in sync, `
        + 'so it tolerates the loss of fewer members than declared.',
    }] : [],
  ];
}

function memberAlerts({ title, replicas, members }: MetricSelectors, startTime: Duration): AlertRule[] {
  return [
    {
      name: 'ZooKeeperNotServing',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      // if no member serves, another alert fires
      expression: `(up{${members},endpoint="metrics"} == 1 unless on (pod) ${SERVING}{${members}})`
        + ` and on () count(${SERVING}{${members}}) > 0`,
      summary: `A member of ZooKeeper ${title} runs but does not serve clients.`,
      description: 'ZooKeeper in {{ $labels.pod }} does not find the leader of the other members: a name does not resolve, '
        + 'other members reject its certificate or password, or a network policy drops the traffic.',
    },
    metricsMissing('ZooKeeper', title, `${members},endpoint="metrics"`, replicas, 'members'),
    notReady('ZooKeeper', title, members, startTime,
      'A member that waits for other members, copies the data or has no quorum is not Ready; the events of the pod have the reason.'),
  ];
}

function loadAlerts({ title, members }: MetricSelectors, requests: number, fsync: Duration): AlertRule[] {
  return [
    {
      name: 'ZooKeeperOutstandingRequests',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `outstanding_requests{${members}} > ${requests}`,
      summary: `A member of ZooKeeper ${title} queues requests.`,
      description: `{{ $value }} requests wait in {{ $labels.pod }}; the limit is ${requests}. Sessions may expire.`,
    },
    {
      name: 'ZooKeeperFsyncSlow',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `rate(fsynctime_sum{${members}}[5m]) / rate(fsynctime_count{${members}}[5m]) > ${fsync.toMilliseconds()}`,
      summary: `The disk of a member of ZooKeeper ${title} is slow.`,
      description: 'A write to the transaction log of {{ $labels.pod }} takes {{ $value | humanize }} ms, and every client waits for it.',
    },
  ];
}
