import { Duration } from 'cdk8s';
import { CassandraRepair, gcGraceOf, repairDeadline } from './cassandra-repair';
import { REPAIR_JOB } from './cassandra-repair-job';
import { prometheusDuration, secondsOf } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';
import { cronJobConditions } from '../shared/cron-job-conditions';

/** Alerts for the CronJob of the repairs. */
export function repairAlerts({ name, namespace = '' }: Identity, repair: CassandraRepair): AlertRule[] {
  const title = `${namespace}/${name}`;
  const job = `${name}-${REPAIR_JOB}`;
  const grace = gcGraceOf(repair);
  // the repair that succeeded last may have begun a deadline before it ended
  const age = Duration.seconds(secondsOf(grace) - secondsOf(repairDeadline(repair)));
  const { failed, missing, tooOld } = cronJobConditions(namespace, job, age);
  return [
    {
      name: 'CassandraRepairFailed',
      severity: 'warning',
      holdsFor: Duration.minutes(1),
      expression: failed,
      summary: `The last repair of Cassandra ${title} failed.`,
      description: `The last Job of the CronJob ${job} of Cassandra ${title} failed. The members that it names as repaired are repaired.`,
    },
    {
      name: 'CassandraRepairMissing',
      severity: 'warning',
      holdsFor: Duration.hours(1),
      expression: missing,
      summary: `Repairs of Cassandra ${title} do not run.`,
      description: `The CronJob ${job} of Cassandra ${title} does not exist, is suspended, has not started at its last scheduled time, or `
        + 'has never succeeded. Without metrics of kube-state-metrics, this alert fires as well.',
    },
    {
      name: 'CassandraRepairTooOld',
      severity: 'critical',
      holdsFor: Duration.minutes(5),
      expression: tooOld,
      summary: `The last repair of Cassandra ${title} is too old.`,
      description: `The last repair of all members of Cassandra ${title} ended {{ $value | humanizeDuration }} ago. Without another one `
        + `within ${prometheusDuration(grace)} (gc_grace_seconds) of its begin, rows that were deleted can come back.`,
    },
  ];
}
