import { Duration } from 'cdk8s';
import { durabilityOf } from './mysql-config';
import { ResolvedMySqlProps } from './mysql-defaults';
import { MySqlAlertsOptions } from './mysql-monitoring-props';
import { prometheusDuration } from '../../checks/seconds';
import { Identity } from '../../values/identity';
import { Alert, AlertRule, notReady, rulesOf, startTimeOf, volumeAlerts } from '../shared/alerts';

/** How the metrics of this set are found: by the names that the set itself is made from. */
interface MetricSelectors {
  readonly identity: Identity;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Label matchers of the members' claims. */
  readonly claims: string;
  /** Members that take writes. */
  readonly writable: string;
}

export function alertRules(identity: Identity, props: ResolvedMySqlProps, options: MySqlAlertsOptions): AlertRule[] {
  const { name, namespace = '' } = identity;
  const members = `namespace="${namespace}",pod=~"${name}-[0-9]+"`;
  const selection = {
    identity,
    members,
    claims: `namespace="${namespace}",persistentvolumeclaim=~"data-${name}-[0-9]+"`,
    writable: `mysql_global_variables_read_only{${members}} == 0`,
  };
  const alerts = [
    ...availabilityAlerts(selection, startTimeOf(options)),
    ...identity.replicas > 1 ? replicationAlerts(selection, options.replicaLag ?? props.maxLag ?? Duration.minutes(1)) : [],
    ...durabilityOf(props.durability, props.replicas).waitsForReplica ? durabilityAlerts(selection) : [],
    ...connectionAlerts(selection, options.connectionsPercent ?? 80),
    // the trend of six hours, so that a nightly job is no alarm
    ...volumeAlerts('MySQL', {
      claims: selection.claims,
      trend: '6h',
      filling: 'what grows: the tables, or the binary logs, which stay for binlogRetention',
      full: 'A server whose volume is full waits in the middle of a write, or does not start again.',
    }),
  ];
  return rulesOf(alerts, identity, options.alertLabels, 'docs/presets/mysql.md');
}

function availabilityAlerts({ identity, members, writable }: MetricSelectors, startTime: Duration): Alert[] {
  const { name, namespace, replicas } = identity;
  return [
    {
      name: 'MySQLNoWritablePrimary',
      severity: 'critical',
      // a restart of the primary takes seconds; two minutes of failing writes are no restart
      for: '2m',
      expr: `(count(${writable}) or vector(0)) == 0`,
      summary: `MySQL ${namespace}/${name} takes no writes`,
      description: 'No member is writable, or the writable one has no metrics. Look at the pod of the primary: is it Ready, '
        + 'what do the logs of its containers bootstrap and mysql say.',
      recipe: 'No writable primary',
    },
    {
      name: 'MySQLSeveralWritablePrimaries',
      severity: 'critical',
      // a switch-over between two scrapes looks like it for as long as a scrape interval
      for: '2m',
      expr: `count(${writable}) > 1`,
      summary: `MySQL ${namespace}/${name} has {{ $value }} writable members`,
      description: 'More than one member takes writes, so their data drifts apart. Keep the clients off all but one before anything else; '
        + 'do not restart or delete a member.',
      recipe: 'Several writable primaries',
    },
    {
      name: 'MySQLDown',
      severity: 'warning',
      for: '5m',
      expr: `mysql_up{${members}} == 0`,
      summary: 'MySQL {{ $labels.pod }} does not answer its exporter',
      description: 'The server is starting (crash recovery), is stuck, has no connection left, '
        + 'or does not know the exporter\'s account. Look at the logs of the containers mysql and exporter.',
      recipe: 'A member is down',
    },
    {
      name: 'MySQLMetricsMissing',
      severity: 'warning',
      for: '10m',
      expr: `(sum(up{${members},container="exporter"}) or vector(0)) < ${replicas}`,
      summary: `MySQL ${namespace}/${name} has metrics of {{ $value }} out of ${replicas} members`,
      description: 'A pod or its exporter does not run, or Prometheus does not reach or select it: '
        + 'the other alerts are blind for it. Look at the pods, and at the targets of Prometheus.',
      recipe: 'Metrics are missing',
    },
    notReady('MySQL', members, startTime, {
      description: 'It is cloning, recovering, waiting for another member or behind the primary. Look at the events of the pod and the log '
        + 'of its container bootstrap, which says what it waits for.',
      recipe: 'A member is not Ready',
    }),
  ];
}

function replicationAlerts({ members, writable }: MetricSelectors, lag: Duration): Alert[] {
  const threads = {
    io: `mysql_slave_status_replica_io_running{${members}}`,
    sql: `mysql_slave_status_replica_sql_running{${members}}`,
  };
  const withoutChannel = `(mysql_global_variables_read_only{${members}} == 1 unless on (pod) ${threads.sql})`;
  return [
    {
      name: 'MySQLReplicationStopped',
      severity: 'warning',
      for: '5m',
      // with no primary there is nobody to connect to: that is an alert of its own
      expr: `${threads.sql} == 0 or ((${threads.io} == 0 or ${withoutChannel}) and on () count(${writable}) > 0)`,
      summary: 'MySQL {{ $labels.pod }} does not follow the primary',
      description: 'A thread of its replication does not run, or it has no channel. It has no readers, '
        + 'and what it lacks is kept for binlogRetention only. Look at Last_IO_Error and Last_SQL_Error of SHOW REPLICA STATUS.',
      recipe: 'Replication has stopped',
    },
    {
      name: 'MySQLReplicaLag',
      severity: 'warning',
      for: '5m',
      expr: `mysql_slave_status_seconds_behind_source{${members}} > ${lag.toSeconds()}`,
      summary: 'MySQL {{ $labels.pod }} is {{ $value | humanizeDuration }} behind the primary',
      description: 'Readers see old data, or find no replica where maxLag is set; '
        + `the bound is ${prometheusDuration(lag)}. Look for large transactions, tables without a primary key, `
        + 'and the CPU and disk of the replica.',
      recipe: 'A replica is behind',
    },
  ];
}

function durabilityAlerts({ members, writable }: MetricSelectors): Alert[] {
  const status = `mysql_global_status_rpl_semi_sync_source_status{${members}}`;
  return [
    {
      name: 'MySQLSemiSyncOff',
      severity: 'critical',
      for: '1m',
      // also where the plugin is not loaded, so that there is no such status
      expr: `${writable} unless on (pod) ${status} == 1`,
      summary: 'MySQL {{ $labels.pod }} acknowledges writes that no replica has',
      description: 'Semi-synchronous replication is declared and is not in force: no replica answered within the timeout, '
        + 'or it was switched off. Loss of the primary\'s volume now loses acknowledged writes. Look at '
        + 'Rpl_semi_sync_source_status and at the replicas.',
      recipe: 'Semi-synchronous replication is off',
    },
    {
      name: 'MySQLNoSemiSyncReplica',
      severity: 'critical',
      for: '2m',
      expr: `mysql_global_status_rpl_semi_sync_source_clients{${members}} == 0 and on (pod) ${writable}`,
      summary: 'MySQL {{ $labels.pod }} has no replica that acknowledges its writes',
      description: 'Commits wait for a replica: writes block, for ever or for the declared timeout. Look at the pods of the replicas, '
        + 'and at Last_IO_Error of SHOW REPLICA STATUS there.',
      recipe: 'No replica acknowledges',
    },
  ];
}

function connectionAlerts({ members }: MetricSelectors, percent: number): Alert[] {
  return [
    {
      name: 'MySQLConnectionsNearLimit',
      severity: 'warning',
      for: '5m',
      expr: `100 * mysql_global_status_threads_connected{${members}} / mysql_global_variables_max_connections{${members}} > ${percent}`,
      summary: 'MySQL {{ $labels.pod }} has {{ $value | humanize }} % of its connections in use',
      description: 'At 100 % clients are refused, and the exporter with them. Look at who is connected: '
        + 'information_schema.processlist by user and host.',
      recipe: 'Connections near the limit',
    },
  ];
}
