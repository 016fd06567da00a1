import { MySqlBackup } from './mysql-backup';
import type { Errors } from '../../checks/errors';
import { checkSize, checkWhole } from '../../checks/ranges';
import { checkResources } from '../../values/resources';

/**
 * A CronJob's name must leave room for `-<10 digits>` in the name of its Jobs, which is the value of a label of the pods, 63 characters at
 * most.
 */
const MAX_CRON_JOB_NAME = 52;

/** The longest suffix of the names that `addBackup` derives from the set's name. */
const LONGEST_SUFFIX = '-restore';

/** The macros of https://pkg.go.dev/github.com/robfig/cron/v3#ParseStandard, which Kubernetes uses. */
const MACRO = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (\d+(\.\d+)?[hms])+)$/;
const NUMBERS = /^[-\d*?,/]+$/;
const MONTHS = /^([-\d*?,/]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)+$/i;
const WEEKDAYS = /^([-\d*?,/]|sun|mon|tue|wed|thu|fri|sat)+$/i;

export function checkBackup({ name, backup }: { readonly name: string; readonly backup?: MySqlBackup }, errors: Errors): void {
  if (backup === undefined) { return; }
  const { storage, schedule, keep, resources } = backup;
  checkResources('backup', resources, errors);
  const longest = MAX_CRON_JOB_NAME - LONGEST_SUFFIX.length;
  if (name.length > longest) {
    errors.add('BackupNameTooLong', {
      rule: `name must have at most ${longest} characters with backup, because the name of the CronJob ${name}${LONGEST_SUFFIX} must have `
        + `at most ${MAX_CRON_JOB_NAME}`,
      got: name,
      remedy: `shorten it by ${name.length - longest}`,
    });
  }
  checkSize(errors, { code: 'StorageInvalid', prop: 'backup.storage', value: storage, remedy: 'use Size.gibibytes(20)' }, 1);
  if (schedule !== undefined && !isCronLine(schedule)) {
    errors.add('BackupScheduleInvalid', {
      rule: 'backup.schedule must be a cron expression of five fields (minute, hour, day, month, weekday) or a macro such as @daily, '
        + 'in UTC',
      got: schedule,
      remedy: 'omit it for the default (\'0 3 * * *\')',
    });
  }
  checkWhole(errors, {
    code: 'BackupKeepInvalid',
    prop: 'backup.keep',
    value: keep,
    of: 'dumps',
    because: 'otherwise each dump would be deleted as soon as it is complete',
    remedy: 'omit it for the default (7)',
  }, 1);
}

/** Checks the number of fields and the letters of each. The API server checks which numbers a field may have. */
function isCronLine(schedule: string): boolean {
  const forms = [NUMBERS, NUMBERS, NUMBERS, MONTHS, WEEKDAYS];
  const fields = schedule.trim().split(/\s+/);
  return MACRO.test(schedule) || (fields.length === forms.length && fields.every((field, i) => forms[i].test(field)));
}
