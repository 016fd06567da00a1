import { Duration } from 'cdk8s';
import { archiveDeadlineOf, archiveScheduleOf } from './postgresql-archive';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { durabilityOf, PostgreSqlDurability } from './postgresql-durability';
import { PostgreSqlAlertsOptions } from './postgresql-monitoring-props';
import { claimMatchers, podMatchers } from '../../blocks/alerts';
import { metricsMissing, notReady, startTimeOf, volumeAlerts } from '../../blocks/common-alerts';
import { prometheusDuration } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { deadlineOf, scheduleOf } from '../shared/backup';
import { backupAlerts, backupJobAlerts } from '../shared/backup-alerts';

/** Selectors of this set's metrics, from the names that the set is created with. */
interface MetricSelectors {
  /** Namespace and name of the set, for the texts of alerts. */
  readonly title: string;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Members that run as the primary. */
  readonly primary: string;
}

/**
 * A replica that has replayed everything but the last bytes is not behind: it reports the time of its last transaction, which can be long
 * ago, and its position is read a little before or after the primary's.
 */
const SMALLEST_LAG_BYTES = 2 ** 20;

export function alertRules(identity: Identity, props: ResolvedPostgreSqlProps, options: PostgreSqlAlertsOptions): AlertRule[] {
  const { name, namespace = '' } = identity;
  const members = podMatchers(identity);
  const selection = {
    title: `${namespace}/${name}`,
    members,
    primary: `(patroni_primary{${members}} == 1 and on (pod) patroni_postgres_running{${members}} == 1)`,
  };
  const { title } = selection;
  const durability = durabilityOf(props.durability, props.replicas);
  return [
    ...availabilityAlerts(selection),
    metricsMissing('PostgreSQL', title, `${members},endpoint="patroni"`, identity.replicas, 'members'),
    notReady('PostgreSQL', title, members, startTimeOf(options),
      'A member that recovers, copies the data of the primary or waits for another member is not Ready; '
        + `the log of its container ${name} has the reason.`),
    ...patroniAlerts(selection),
    ...identity.replicas > 1 ? replicationAlerts(selection, options.replicaLag ?? Duration.minutes(1)) : [],
    ...durability.mode === 'asynchronous' ? [] : [durabilityAlert(selection, durability)],
    // the trend of six hours, so that a nightly job does not trigger the alert
    ...volumeAlerts('PostgreSQL', title, {
      claims: claimMatchers(identity, ['data']),
      trend: Duration.hours(6),
      full: 'When the volume is full, the server stops and does not start again.',
    }),
    ...props.backup ? backupAlerts('PostgreSQL', identity, {
      schedule: scheduleOf(props.backup), deadline: deadlineOf(props.backup), maxAge: options.backupAge,
    }) : [],
    ...props.archive ? backupJobAlerts('PostgreSQL', identity, 'archive', {
      schedule: archiveScheduleOf(props.archive), deadline: archiveDeadlineOf(props.archive), maxAge: options.archiveAge,
    }) : [],
  ];
}

function availabilityAlerts({ title, members, primary }: MetricSelectors): AlertRule[] {
  return [
    {
      name: 'PostgreSQLNoPrimary',
      severity: 'critical',
      // a failover takes less than a minute; two minutes without a primary have another cause
      holdsFor: Duration.minutes(2),
      expression: `(count(${primary}) or vector(0)) == 0`,
      summary: `PostgreSQL ${title} has no primary.`,
      description: `No member of PostgreSQL ${title} runs as the primary, or the primary has no metrics. Writes fail.`,
    },
    {
      name: 'PostgreSQLSeveralPrimaries',
      severity: 'critical',
      // a failover between two scrapes matches for as long as a scrape interval
      holdsFor: Duration.minutes(2),
      expression: `count(${primary}) > 1`,
      summary: `PostgreSQL ${title} has several primaries.`,
      description: `{{ $value }} members of PostgreSQL ${title} run as the primary, so their data diverges. Stop all clients but those of `
        + 'one member, and do not restart or delete a member.',
    },
    {
      name: 'PostgreSQLDown',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `patroni_postgres_running{${members}} == 0`,
      summary: `A member of PostgreSQL ${title} does not run.`,
      description: 'Patroni runs in {{ $labels.pod }}, and its PostgreSQL does not: the server is starting (crash recovery), is being '
        + 'copied from the primary, or exits with an error.',
    },
  ];
}

function patroniAlerts({ title, members }: MetricSelectors): AlertRule[] {
  const seen = `patroni_dcs_last_seen{${members}}`;
  return [
    {
      name: 'PostgreSQLStoreUnreachable',
      severity: 'warning',
      holdsFor: Duration.minutes(2),
      expression: `timestamp(${seen}) - ${seen} > 60`,
      summary: `Members of PostgreSQL ${title} do not reach the Kubernetes API.`,
      description: 'Patroni in {{ $labels.pod }} has not reached the Kubernetes API for {{ $value | humanizeDuration }}. No member can '
        + 'replace the primary in the meantime, and a primary that does not reach the other members either stops accepting writes.',
    },
    {
      name: 'PostgreSQLPaused',
      severity: 'warning',
      holdsFor: Duration.hours(1),
      expression: `max(patroni_is_paused{${members}}) == 1`,
      summary: `PostgreSQL ${title} is paused.`,
      description: `Patroni of PostgreSQL ${title} is paused, so no member replaces a primary that fails. An engineer has paused it, and `
        + 'patronictl resume ends it.',
    },
    {
      name: 'PostgreSQLPendingRestart',
      severity: 'warning',
      holdsFor: Duration.hours(1),
      expression: `patroni_pending_restart{${members}} == 1`,
      summary: `Members of PostgreSQL ${title} run with old settings.`,
      description: 'A setting of PostgreSQL in {{ $labels.pod }} takes effect only after a restart of the member.',
    },
  ];
}

function replicationAlerts({ title, members, primary }: MetricSelectors, lag: Duration): AlertRule[] {
  const replayed = `patroni_xlog_replayed_timestamp{${members}}`;
  const behind = `max(patroni_xlog_location{${members}}) - on () group_right () `
    + `(patroni_xlog_replayed_location{${members}} and on (pod) patroni_replica{${members}} == 1)`;
  return [
    {
      name: 'PostgreSQLReplicationStopped',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      // without a primary, replicas have no server to connect to, for which another alert exists
      expression: `(patroni_replica{${members}} == 1 and on (pod) patroni_postgres_streaming{${members}} == 0) `
        + `and on () count(${primary}) > 0`,
      summary: `A replica of PostgreSQL ${title} does not replicate.`,
      description: 'PostgreSQL in {{ $labels.pod }} does not stream from the primary. Its data becomes stale, and it has to be copied '
        + 'again once the primary has removed the write-ahead log that it needs.',
    },
    {
      name: 'PostgreSQLReplicaLag',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `(timestamp(${replayed}) - (${replayed} > 0)) > ${lag.toSeconds()} and on (pod) (${behind} > ${SMALLEST_LAG_BYTES})`,
      summary: `A replica of PostgreSQL ${title} lags behind the primary.`,
      description: 'PostgreSQL in {{ $labels.pod }} is {{ $value | humanizeDuration }} behind the primary; '
        + `the limit is ${prometheusDuration(lag)}. Clients read stale data from it.`,
    },
    {
      name: 'PostgreSQLReplayPaused',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `patroni_xlog_paused{${members}} == 1`,
      summary: `A replica of PostgreSQL ${title} has paused its replay.`,
      description: 'PostgreSQL in {{ $labels.pod }} receives the write-ahead log and does not replay it, so its data becomes stale. '
        + 'Its max_connections or a similar setting is lower than that of the primary, or an engineer has paused the replay.',
    },
  ];
}

function durabilityAlert({ title, members, primary }: MetricSelectors, { standbys, allowAlone }: PostgreSqlDurability): AlertRule {
  const confirming = `(patroni_sync_standby{${members}} == 1 or patroni_quorum_standby{${members}} == 1)`;
  return {
    name: 'PostgreSQLTooFewSynchronousReplicas',
    severity: 'critical',
    holdsFor: Duration.minutes(2),
    expression: `(count(${confirming}) or vector(0)) < ${standbys} and on () count(${primary}) > 0`,
    summary: `PostgreSQL ${title} has too few synchronous replicas.`,
    description: `{{ $value }} replicas of PostgreSQL ${title} confirm commits, and the declared durability needs ${standbys}. `
      + (allowAlone
        ? 'The primary acknowledges commits alone. If its volume is lost now, acknowledged commits are lost.'
        : 'Commits wait until enough replicas are connected.'),
  };
}
