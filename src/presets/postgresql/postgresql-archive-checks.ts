import { Duration } from 'cdk8s';
import { daysOf } from './postgresql-archive';
import { PostgreSqlArchive } from './postgresql-archive-props';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import type { Errors } from '../../checks/errors';
import { formatSeconds, isWholeSeconds } from '../../checks/seconds';
import { checkDeadline } from '../../pod/job-checks';
import { checkResources } from '../../values/resources';
import { checkSchedule } from '../shared/backup-checks';
import { checkStore, placeOf } from '../shared/object-store';

const STORE = { program: 'pgBackRest', example: '/shop/postgresql' };

/** Seconds. */
const DAY = 24 * 3600;

export function checkArchive({ archive, restoreFrom, networkAccess }: ResolvedPostgreSqlProps, errors: Errors): void {
  const isIsolated = networkAccess?.isIsolated ?? false;
  if (archive) {
    checkStore('archive.repository', STORE, archive.repository, isIsolated, errors);
    checkBackups(archive, errors);
  }
  if (restoreFrom === undefined) { return; }
  checkStore('restoreFrom.repository', STORE, restoreFrom.repository, isIsolated, errors);
  const { targetTime } = restoreFrom;
  if (targetTime !== undefined && !isTime(targetTime)) {
    errors.add('TargetTimeInvalid', {
      rule: 'restoreFrom.targetTime must be a time in UTC, to the second or finer',
      got: targetTime,
      remedy: 'use a time such as 2026-01-02T03:04:05Z',
    });
  }
  if (archive && placeOf(archive.repository) === placeOf(restoreFrom.repository)) {
    errors.add('ArchiveIntoSource', {
      rule: 'archive.repository.path must differ from that of restoreFrom, because the write-ahead logs of two clusters would be mixed',
      got: archive.repository.path,
      remedy: `use a path such as ${archive.repository.path}-2`,
    });
  }
}

function checkBackups(archive: PostgreSqlArchive, errors: Errors): void {
  checkResources('archive', archive.resources, errors);
  checkSchedule('archive.schedule', archive.schedule, errors);
  checkDeadline('archive.deadline', archive.deadline, errors);
  for (const [prop, days] of [['fullEvery', 7], ['retention', 14]] as const) { checkDays(`archive.${prop}`, archive[prop], days, errors); }
}

function checkDays(prop: string, time: Duration | undefined, standard: number, errors: Errors): void {
  if (time === undefined || (isWholeSeconds(time, DAY, 3650 * DAY) && Number.isInteger(daysOf(time)))) { return; }
  errors.add('ArchiveDaysInvalid', {
    rule: `${prop} must be whole days, from 1 to 3650`, got: formatSeconds(time), remedy: `omit it for the default (${standard} days)`,
  });
}

function isTime(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text) ? new Date(text) : undefined;
  // JavaScript reads February 30 as March 2
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
}
