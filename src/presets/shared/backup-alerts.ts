import { Cron, Duration } from 'cdk8s';
import { cronJobConditions } from './cron-job-conditions';
import { longestGapDays } from '../../checks/cron';
import { prometheusDuration, secondsOf } from '../../checks/seconds';
import { AlertRule } from '../../values/alert-rule';
import { Identity } from '../../values/identity';

/** A CronJob that takes backups. */
interface BackupToWatch {
  readonly schedule: Cron;
  /** Time after which a run is ended. */
  readonly deadline: Duration;
  /** Age of the last backup that triggers the alert. */
  readonly maxAge?: Duration;
}

/** Words for each kind of backup, by the suffix of its CronJob. `restore` is the consequence of restoring an old one. */
const KINDS = {
  backup: { id: 'Backup', noun: 'backup', plural: 'Backups', kept: 'backups', restore: 'loses the writes' },
  archive: { id: 'Archive', noun: 'physical backup', plural: 'Physical backups', kept: 'backups', restore: 'replays the transactions' },
  snapshots: { id: 'Snapshot', noun: 'snapshot', plural: 'Snapshots', kept: 'snapshots', restore: 'loses the writes' },
} as const;

/**
 * Alerts for the CronJob and the claim `<set>-backup`. The kubelet reports the volume only while a Job mounts it, so that alert reads the
 * last report of the period in which a backup must have run.
 *
 * @param system - name of the system, as in prose
 */
export function backupAlerts(system: string, identity: Identity, backup: BackupToWatch): AlertRule[] {
  const { name, namespace = '' } = identity;
  const title = `${namespace}/${name}`;
  const period = prometheusDuration(backup.maxAge ?? usualAge(backup));
  const volume = (metric: string) => `last_over_time(kubelet_volume_stats_${metric}_bytes{namespace="${namespace}",`
    + `persistentvolumeclaim="${name}-backup"}[${period}])`;
  return [
    ...backupJobAlerts(system, identity, 'backup', backup),
    {
      name: `${system}BackupVolumeAlmostFull`,
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: `min(${volume('available')} / ${volume('capacity')}) < 0.1`,
      summary: `The backup volume of ${system} ${title} is almost full.`,
      description: `The last backup of ${system} ${title} left {{ $value | humanizePercentage }} of the volume of the claim `
        + `${name}-backup. If the next backup does not fit, it fails.`,
    },
  ];
}

/**
 * Alerts for a CronJob that takes backups.
 *
 * @param system - name of the system, as in prose
 * @param suffix - of the CronJob's name, from which the names of the alerts follow
 */
export function backupJobAlerts(
  system: string, { name, namespace = '' }: Identity, suffix: keyof typeof KINDS, backup: BackupToWatch,
): AlertRule[] {
  const title = `${namespace}/${name}`;
  const { id, noun, plural, kept, restore } = KINDS[suffix];
  const prefix = `${system}${id}`;
  const job = `${name}-${suffix}`;
  const age = backup.maxAge ?? usualAge(backup);
  const { failed, missing, tooOld } = cronJobConditions(namespace, job, age);
  return [
    {
      name: `${prefix}Failed`,
      severity: 'warning',
      holdsFor: Duration.minutes(1),
      expression: failed,
      summary: `The last ${noun} of ${system} ${title} failed.`,
      description: `The last Job of the CronJob ${job} of ${system} ${title} failed. The ${kept} before it are kept.`,
    },
    {
      name: `${prefix}Missing`,
      severity: 'warning',
      holdsFor: Duration.hours(1),
      expression: missing,
      summary: `${plural} of ${system} ${title} do not run.`,
      description: `The CronJob ${job} of ${system} ${title} does not exist, is suspended, has not started at its last `
        + 'scheduled time, or has never succeeded. Without metrics of kube-state-metrics, this alert fires as well.',
    },
    {
      name: `${prefix}TooOld`,
      severity: 'warning',
      holdsFor: Duration.minutes(5),
      expression: tooOld,
      summary: `The last ${noun} of ${system} ${title} is too old.`,
      description: `The last successful ${noun} of ${system} ${title} is {{ $value | humanizeDuration }} old; `
        + `the limit is ${prometheusDuration(age)}. A restore ${restore} since then.`,
    },
  ];
}

/** The longest time between two runs of the schedule, and the time that a run may take. */
function usualAge({ schedule, deadline }: BackupToWatch): Duration {
  return Duration.seconds(longestGapDays(schedule) * 24 * 3600 + secondsOf(deadline));
}
