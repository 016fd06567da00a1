import { Duration } from 'cdk8s';
import { SOURCE_CHANNEL } from './mysql-contract';
import { MySqlSource } from './mysql-source';
import { prometheusDuration } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';

/** Whether no member is to be writable, because the set follows another server. */
export function isFollowing(source: MySqlSource | undefined): boolean {
  return source !== undefined && !source.options.cutOver;
}

/** Label matcher of the channels between the members, after another one. */
export function betweenMembers(source: MySqlSource | undefined): string {
  return source ? `,channel_name!="${SOURCE_CHANNEL}"` : '';
}

/** Alerts of a set that follows another server. */
export function sourceAlerts(title: string, members: string, { options }: MySqlSource, lag: Duration): AlertRule[] {
  const channel = `${members},channel_name="${SOURCE_CHANNEL}"`;
  const threads = ['io', 'sql'].map(thread => `mysql_slave_status_replica_${thread}_running{${channel}} == 1`);
  return [
    {
      name: 'MySQLSourceNotFollowed',
      severity: 'critical',
      holdsFor: Duration.minutes(5),
      // also if no member has the channel
      expression: `(count(${threads.join(' and on (pod) ')}) or vector(0)) == 0`,
      summary: `MySQL ${title} does not follow its source.`,
      description: `No member of MySQL ${title} replicates from ${options.host}: it is unreachable, rejects the account, has purged the `
        + 'missing binary logs, or sent a transaction that cannot be applied. The data becomes stale.',
    },
    {
      name: 'MySQLSourceLag',
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `mysql_slave_status_seconds_behind_source{${channel}} > ${lag.toSeconds()}`,
      summary: `MySQL ${title} lags behind its source.`,
      description: `MySQL in {{ $labels.pod }} is {{ $value | humanizeDuration }} behind ${options.host}; the limit is `
        + `${prometheusDuration(lag)}. A cut-over waits until it is current, and a promotion without the source would lose that much.`,
    },
  ];
}
