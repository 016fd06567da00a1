import { Duration } from 'cdk8s';
import { prometheusDuration } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';

/** Collectors of the exporter that these alerts need, and that are off by default. */
export const GROUP_COLLECTORS = ['perf_schema.replication_group_members', 'perf_schema.replication_applier_status_by_worker'];

/** The set whose group is watched. */
interface WatchedGroup {
  /** Namespace and name of the set, for the texts of alerts. */
  readonly title: string;
  readonly replicas: number;
  /** Label matchers of the members' pods. */
  readonly members: string;
  /** Offset of the times that the servers report from UTC, in seconds. */
  readonly timeOffset: number;
}

export function groupAlerts({ title, replicas, members, timeOffset }: WatchedGroup, lag: Duration): AlertRule[] {
  const info = (more = '') => `count by (pod) (mysql_perf_schema_replication_group_member_info{${members}${more}})`;
  const committed = `mysql_perf_schema_applying_transaction_original_commit_timestamp_seconds{${members}}`;
  const offset = timeOffset === 0 ? '' : ` + ${timeOffset}`;
  return [
    {
      name: 'MySQLGroupMemberMissing',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      // a member that is in no group knows only itself, which is not online
      expression: `min(${info(',member_state="ONLINE"')} or 0 * ${info()}) < ${replicas}`,
      summary: `The group of MySQL ${title} has fewer members than the set.`,
      description: `A member of MySQL ${title} knows of only {{ $value }} of ${replicas} members that are ONLINE in the group. `
        + 'A group accepts no writes without a majority.',
    },
    {
      name: 'MySQLGroupLag',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      // the time of the scrape and not that of the rule, because the sample can be two minutes old; it is 0 if no transaction is applied
      expression: `max by (pod) (timestamp(${committed})${offset} - (${committed} > 0)) > ${lag.toSeconds()}`,
      summary: `A secondary of MySQL ${title} lags behind the primary.`,
      description: 'MySQL in {{ $labels.pod }} applies transactions that the primary committed {{ $value | humanizeDuration }} before; '
        + `the limit is ${prometheusDuration(lag)}. `
        + 'Clients read stale data, or no data if maxLag takes the secondary out of service. A new primary first applies all of them.',
    },
  ];
}
