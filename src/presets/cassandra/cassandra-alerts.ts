import { Duration } from 'cdk8s';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { repairAlerts } from './cassandra-repair-alerts';
import { snapshotDeadlineOf, snapshotScheduleOf, SNAPSHOTS_JOB } from './cassandra-snapshots';
import { claimMatchers, podMatchers } from '../../blocks/alerts';
import { metricsMissing, notReady, startTimeOf, volumeAlerts } from '../../blocks/common-alerts';
import { prometheusDuration } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { AlertsOptions } from '../shared/alerts';
import { backupJobAlerts } from '../shared/backup-alerts';

/** The alerts of a ring, by the names with which its set is created. */
export function alertRules(identity: Identity, props: ResolvedCassandraProps, options: AlertsOptions): AlertRule[] {
  const { name, namespace = '', replicas } = identity;
  const title = `${namespace}/${name}`;
  const pods = podMatchers(identity);
  return [
    ...ringAlerts(identity, title, pods, props.maxHintWindow ?? Duration.hours(3)),
    ...writeAlerts(title, pods),
    metricsMissing('Cassandra', title, pods, replicas, 'members'),
    notReady('Cassandra', title, pods, startTimeOf(options),
      'A member that waits, copies its data, or has to be repaired before it serves clients is not Ready; its log has the reason.'),
    ...props.repair ? repairAlerts(identity, props.repair) : [],
    ...props.snapshots ? backupJobAlerts('Cassandra', identity, SNAPSHOTS_JOB, {
      schedule: snapshotScheduleOf(props.snapshots), deadline: snapshotDeadlineOf(props.snapshots),
    }) : [],
    // the trend of a day, since compactions need up to the size of the data for hours
    ...volumeAlerts('Cassandra', title, {
      claims: claimMatchers(identity, ['data']),
      trend: Duration.days(1),
      full: 'When the volume is full, the member stops.',
    }),
  ];
}

/**
 * What members know of each other. A member that has left the ring counts as down for three days, so the number of those that are down
 * alone tells nothing.
 */
function ringAlerts(identity: Identity, title: string, pods: string, hintWindow: Duration): AlertRule[] {
  const { name, namespace = '' } = identity;
  const set = (metric: string) => `max(kube_statefulset_${metric}{namespace="${namespace}",statefulset="${name}"})`;
  const [up, down] = ['up', 'down'].map(state => `cassandra_ring_members_${state}{${pods}}`);
  return [
    {
      name: 'CassandraMemberUnreachable',
      severity: 'warning',
      // a member that restarts is not Ready, and the others see it again some seconds after it is
      holdsFor: Duration.minutes(5),
      expression: `min(${up}) < ${set('status_replicas_ready')}`,
      summary: `Cassandra ${title} has members that do not reach each other.`,
      description: `A member of Cassandra ${title} counts {{ $value }} members as up, itself included, and more pods are Ready. Members `
        + `keep hints for those that they do not reach for ${prometheusDuration(hintWindow)} (maxHintWindow), and none after that.`,
    },
    {
      name: 'CassandraDecommissionMissing',
      severity: 'warning',
      holdsFor: Duration.minutes(30),
      expression: `max(${up} + ${down}) > ${set('replicas')} and `
        + `count(kube_persistentvolumeclaim_info{${claimMatchers(identity, ['data'])}}) > ${set('replicas')}`,
      summary: `Cassandra ${title} has volumes of members that have no pod.`,
      description: `The ring of Cassandra ${title} knows {{ $value }} members, and its set has fewer pods than volumes. Unless the others `
        + 'have left the ring, rows have copies on members that do not run.',
    },
  ];
}

/** Requests that fail, and writes that only some copies have. */
function writeAlerts(title: string, pods: string): AlertRule[] {
  return [
    {
      name: 'CassandraUnavailable',
      severity: 'critical',
      holdsFor: Duration.minutes(2),
      expression: `sum(rate(cassandra_client_unavailables_total{${pods}}[5m])) > 0`,
      summary: `Cassandra ${title} rejects requests because too few copies are up.`,
      description: `Cassandra ${title} rejects {{ $value | humanize }} requests a second, because fewer copies of the rows are up than the `
        + 'consistency level of the request needs.',
    },
    {
      name: 'CassandraHintsGrowing',
      severity: 'warning',
      holdsFor: Duration.minutes(15),
      expression: `sum by (namespace, pod) (rate(cassandra_hints_total{${pods}}[5m])) > 0`,
      summary: `Members of Cassandra ${title} keep hints for others.`,
      description: 'The member {{ $labels.pod }} has kept hints for another member for 15 minutes. That one is down or does not keep up, '
        + 'and lacks the rows until it has the hints.',
    },
    {
      name: 'CassandraDroppedMutations',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `sum by (namespace, pod) (rate(cassandra_dropped_messages_total{${pods},message="MUTATION"}[5m])) > 0`,
      summary: `Members of Cassandra ${title} drop writes.`,
      description: 'The member {{ $labels.pod }} drops {{ $value | humanize }} writes a second, because they waited longer than '
        + 'writeTimeout. Other copies may have acknowledged them, and this one lacks them until a repair.',
    },
  ];
}
