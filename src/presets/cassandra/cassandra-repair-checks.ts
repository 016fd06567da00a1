import { ResolvedCassandraProps } from './cassandra-defaults';
import { CassandraRepair, gcGraceOf, repairDeadline, repairSchedule } from './cassandra-repair';
import { REPAIR_JOB } from './cassandra-repair-job';
import { brokenCronRule, longestGapDays } from '../../checks/cron';
import type { Errors } from '../../checks/errors';
import { checkSeconds } from '../../checks/ranges';
import { formatSeconds, isWholeSeconds, secondsOf } from '../../checks/seconds';
import { checkCronJobName, checkDeadline } from '../../pod/job-checks';
import { checkResources } from '../../values/resources';

const DAY = 24 * 3600;

/** The type of `gc_grace_seconds`. */
const MAX_GRACE = 2 ** 31 - 1;

export function checkRepair({ name, repair }: ResolvedCassandraProps, errors: Errors): void {
  if (repair === undefined) { return; }
  const { schedule, deadline, gcGrace, resources } = repair.options;
  checkResources('repair', resources, errors);
  checkDeadline('repair.deadline', deadline, errors);
  checkSeconds(errors, {
    code: 'GcGraceInvalid', prop: 'repair.gcGrace', value: gcGrace, remedy: 'omit it for the default of Cassandra (10 days)',
  }, 1, MAX_GRACE);
  checkCronJobName(errors, { code: 'RepairNameTooLong', prop: 'repair', name, suffix: REPAIR_JOB });
  const brokenRule = schedule && brokenCronRule(schedule);
  if (brokenRule === undefined) {
    checkInterval(repair, errors);
  } else {
    errors.add('RepairScheduleInvalid', {
      rule: `repair.schedule must ${brokenRule}`,
      got: schedule?.expressionString,
      remedy: 'use Cron.schedule({ minute: \'0\', hour: \'2\', weekDay: \'0\' }) for each Sunday',
    });
  }
}

/** The first range of a repair is compared again by the end of the next one. A run that fails has to be seen before that is too late. */
function checkInterval(repair: CassandraRepair, errors: Errors): void {
  const [deadline, grace] = [repairDeadline(repair), gcGraceOf(repair)];
  if (![deadline, grace].every(time => isWholeSeconds(time, 1))) { return; }
  const days = longestGapDays(repairSchedule(repair));
  if (days * DAY + 2 * secondsOf(deadline) > secondsOf(grace)) {
    errors.add('RepairTooRare', {
      rule: 'the longest time between two runs of repair.schedule and twice repair.deadline must be at most repair.gcGrace '
        + `(${formatSeconds(grace)}), because rows that were deleted come back if no repair has ended within that time`,
      got: `${days} days and twice ${formatSeconds(deadline)}`,
      remedy: 'use a schedule with more runs, a shorter deadline, or raise gc_grace_seconds of all tables and repair.gcGrace',
    });
  }
}
