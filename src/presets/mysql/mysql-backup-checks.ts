import { MySqlBackup } from './mysql-backup';
import type { Errors } from '../../checks/errors';
import { checkSize, checkWhole } from '../../checks/ranges';
import { checkResources } from '../../values/resources';

/** A CronJob's name must leave room for `-<10 digits>` in the name of its Jobs, and that of its pods is a label's value, 63 at most. */
const MAX_CRON_JOB_NAME = 52;

/** The longest of the names that `addBackup` makes of the set's. */
const LONGEST_SUFFIX = '-restore';

/** What https://pkg.go.dev/github.com/robfig/cron/v3#ParseStandard reads, which Kubernetes uses. */
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
  checkSize(errors, { code: 'StorageInvalid', prop: 'backup.storage', value: storage, remedy: 'use Size.gibibytes(20)' });
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

/** The number of fields, and the letters of each; which numbers a field may have, the API server says. */
function isCronLine(schedule: string): boolean {
  const forms = [NUMBERS, NUMBERS, NUMBERS, MONTHS, WEEKDAYS];
  const fields = schedule.trim().split(/\s+/);
  return MACRO.test(schedule) || (fields.length === forms.length && fields.every((field, i) => forms[i].test(field)));
}
