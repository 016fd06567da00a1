import { Duration } from 'cdk8s';
import { durabilityOf } from './mysql-config';
import { ResolvedMySqlProps } from './mysql-defaults';
import { groupAlerts } from './mysql-group-alerts';
import { MySqlAlertsOptions } from './mysql-monitoring-props';
import { betweenMembers, isFollowing, sourceAlerts } from './mysql-source-alerts';
import { claimMatchers, podMatchers } from '../../blocks/alerts';
import { metricsMissing, notReady, startTimeOf, volumeAlerts } from '../../blocks/common-alerts';
import { prometheusDuration } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { deadlineOf, scheduleOf } from '../shared/backup';
import { backupAlerts } from '../shared/backup-alerts';

/** Selectors of this set's metrics, from the names that the set is created with. */
interface MetricSelectors {
  /** Namespace and name of the set, for the texts of alerts. */
  readonly title: string;
  readonly replicas: number;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Label matchers of the members' claims. */
  readonly claims: string;
  /** Members that accept writes. */
  readonly writable: string;
}

export function alertRules(identity: Identity, props: ResolvedMySqlProps, options: MySqlAlertsOptions): AlertRule[] {
  const { name, namespace = '' } = identity;
  const members = podMatchers(identity);
  const selection = {
    title: `${namespace}/${name}`,
    replicas: identity.replicas,
    members,
    claims: claimMatchers(identity, ['data']),
    writable: `mysql_global_variables_read_only{${members}} == 0`,
  };
  const lag = options.replicaLag ?? props.maxLag ?? Duration.minutes(1);
  const { isGroup } = props.topology;
  return [
    ...availabilityAlerts(selection, startTimeOf(options), isGroup ? 'bootstrap or group' : 'bootstrap')
      .filter(({ name: alert }) => alert !== 'MySQLNoWritablePrimary' || !isFollowing(props.source)),
    ...isGroup
      ? groupAlerts({ ...selection, timeOffset: offsetOf(props.timeZone) }, lag)
      : replicaAlerts(selection, props, lag),
    ...props.source && isFollowing(props.source) ? sourceAlerts(selection.title, members, props.source, lag) : [],
    ...connectionAlerts(selection, options.connectionsPercent ?? 80),
    // the trend of six hours, so that a nightly job does not trigger the alert
    ...volumeAlerts('MySQL', selection.title, {
      claims: selection.claims,
      trend: Duration.hours(6),
      full: 'When the volume is full, the server blocks in the middle of a write or does not start again.',
    }),
    ...props.backup ? backupAlerts('MySQL', identity, {
      schedule: scheduleOf(props.backup), deadline: deadlineOf(props.backup), maxAge: options.backupAge,
    }) : [],
  ];
}

/** Seconds by which times that the server reports differ from UTC. The system's time zone in the image is UTC. */
function offsetOf(timeZone = 'SYSTEM'): number {
  const [, sign, hours, minutes] = /^([-+])(\d\d?):(\d\d)$/.exec(timeZone) ?? [];
  return sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/**
 * @param containers - those whose log has the reason why a member is not Ready
 */
function availabilityAlerts(
  { title, replicas, members, writable }: MetricSelectors, startTime: Duration, containers: string,
): AlertRule[] {
  return [
    {
      name: 'MySQLNoWritablePrimary',
      severity: 'critical',
      // a restart of the primary takes seconds; two minutes of failing writes have another cause
      holdsFor: Duration.minutes(2),
      expression: `(count(${writable}) or vector(0)) == 0`,
      summary: `MySQL ${title} has no writable member.`,
      description: `No member of MySQL ${title} is writable, or the writable member has no metrics. Writes fail.`,
    },
    {
      name: 'MySQLSeveralWritablePrimaries',
      severity: 'critical',
      // a switchover between two scrapes matches for as long as a scrape interval
      holdsFor: Duration.minutes(2),
      expression: `count(${writable}) > 1`,
      summary: `MySQL ${title} has several writable members.`,
      description: `{{ $value }} members of MySQL ${title} accept writes, so their data diverges. Stop all clients `
        + 'but those of one member, '
        + 'and do not restart or delete a member.',
    },
    {
      name: 'MySQLDown',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `mysql_up{${members}} == 0`,
      summary: `A member of MySQL ${title} does not respond to its exporter.`,
      description: 'MySQL in {{ $labels.pod }} does not respond: the server is starting (crash recovery), has no free connection, '
        + 'or rejects the account of the exporter.',
    },
    metricsMissing('MySQL', title, `${members},container="exporter"`, replicas, 'members'),
    notReady('MySQL', title, members, startTime,
      'A member that clones, recovers, waits for another member or lags behind the primary is not Ready; '
        + `the log of its container ${containers} has the reason.`),
  ];
}

/** Alerts of a primary and its replicas. */
function replicaAlerts(selection: MetricSelectors, { durability, replicas, source }: ResolvedMySqlProps, lag: Duration): AlertRule[] {
  return [
    ...selection.replicas > 1 ? replicationAlerts(selection, lag, betweenMembers(source)) : [],
    ...durabilityOf(durability, replicas).waitsForReplica ? durabilityAlerts(selection) : [],
  ];
}

/** @param channel - a further matcher of the channel */
function replicationAlerts({ title, members, writable }: MetricSelectors, lag: Duration, channel: string): AlertRule[] {
  const threads = {
    io: `mysql_slave_status_replica_io_running{${members}${channel}}`,
    sql: `mysql_slave_status_replica_sql_running{${members}${channel}}`,
  };
  const withoutChannel = `(mysql_global_variables_read_only{${members}} == 1 unless on (pod) ${threads.sql})`;
  return [
    {
      name: 'MySQLReplicationStopped',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      // without a primary, replicas have no server to connect to, for which another alert exists
      expression: `${threads.sql} == 0 or ((${threads.io} == 0 or ${withoutChannel}) and on () count(${writable}) > 0)`,
      summary: `A replica of MySQL ${title} does not replicate.`,
      description: 'MySQL in {{ $labels.pod }} does not replicate from the primary: a replication thread has stopped, '
        + 'or the channel is missing. '
        + 'Its data becomes stale, and it has to be cloned once the primary has purged the missing transactions.',
    },
    {
      name: 'MySQLReplicaLag',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `mysql_slave_status_seconds_behind_source{${members}${channel}} > ${lag.toSeconds()}`,
      summary: `A replica of MySQL ${title} lags behind the primary.`,
      description: 'MySQL in {{ $labels.pod }} is {{ $value | humanizeDuration }} behind the primary; '
        + `the limit is ${prometheusDuration(lag)}. `
        + 'Clients read stale data, or no data if maxLag takes the replica out of service.',
    },
  ];
}

function durabilityAlerts({ title, members, writable }: MetricSelectors): AlertRule[] {
  const status = `mysql_global_status_rpl_semi_sync_source_status{${members}}`;
  return [
    {
      name: 'MySQLSemiSyncOff',
      severity: 'critical',
      holdsFor: Duration.minutes(1),
      // also if the plugin is not loaded, because the status does not exist then
      expression: `${writable} unless on (pod) ${status} == 1`,
      summary: `MySQL ${title} acknowledges writes that no replica has received.`,
      description: 'Semi-synchronous replication is declared but not in force on {{ $labels.pod }}: '
        + 'no replica confirmed a write within the timeout, '
        + 'or the plugin was switched off. If the volume of the primary is lost now, acknowledged writes are lost.',
    },
    {
      name: 'MySQLNoSemiSyncReplica',
      severity: 'critical',
      holdsFor: Duration.minutes(2),
      expression: `mysql_global_status_rpl_semi_sync_source_clients{${members}} == 0 and on (pod) ${writable}`,
      summary: `MySQL ${title} has no replica that confirms writes.`,
      description: 'No replica confirms the writes of {{ $labels.pod }}. Commits block until a replica reconnects or '
        + 'the declared timeout ends.',
    },
  ];
}

function connectionAlerts({ title, members }: MetricSelectors, percent: number): AlertRule[] {
  return [
    {
      name: 'MySQLConnectionsNearLimit',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `100 * mysql_global_status_threads_connected{${members}} `
        + `/ mysql_global_variables_max_connections{${members}} > ${percent}`,
      summary: `A member of MySQL ${title} is close to its connection limit.`,
      description: `MySQL in {{ $labels.pod }} uses {{ $value | humanize }} % of max_connections; the limit of this alert is ${percent} %. `
        + 'At 100 % the server rejects clients and the exporter.',
    },
  ];
}
