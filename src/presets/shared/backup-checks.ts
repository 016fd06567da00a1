import type { Cron } from 'cdk8s';
import { DumpsToVolume } from './backup';
import { brokenCronRule } from '../../checks/cron';
import type { Errors } from '../../checks/errors';
import { checkSize, checkWhole } from '../../checks/ranges';
import { checkCronJobName, checkDeadline, NIGHTLY } from '../../pod/job-checks';
import { checkResources } from '../../values/resources';

/** The longest suffix of the names that `addBackupJobs` derives from the set's name. */
const LONGEST_SUFFIX = 'restore';

export function checkBackup({ name, backup }: { readonly name: string; readonly backup?: DumpsToVolume }, errors: Errors): void {
  if (backup === undefined) { return; }
  const { storage, schedule, keep, resources } = backup;
  checkResources('backup', resources, errors);
  checkCronJobName(errors, { code: 'BackupNameTooLong', prop: 'backup', name, suffix: LONGEST_SUFFIX });
  checkSize(errors, { code: 'StorageInvalid', prop: 'backup.storage', value: storage, remedy: 'use Size.gibibytes(20)' }, 1);
  checkSchedule('backup.schedule', schedule, errors);
  for (const prop of ['deadline', 'restoreDeadline'] as const) { checkDeadline(`backup.${prop}`, backup[prop], errors); }
  checkWhole(errors, {
    code: 'BackupKeepInvalid',
    prop: 'backup.keep',
    value: keep,
    of: 'dumps',
    because: 'otherwise each dump would be deleted as soon as it is complete',
    remedy: 'omit it for the default (7)',
  }, 1);
}

export function checkSchedule(prop: string, schedule: Cron | undefined, errors: Errors): void {
  const brokenRule = schedule === undefined ? undefined : brokenCronRule(schedule);
  if (brokenRule !== undefined) {
    errors.add('BackupScheduleInvalid', {
      rule: `${prop} must ${brokenRule}`,
      got: schedule?.expressionString,
      remedy: NIGHTLY,
    });
  }
}
