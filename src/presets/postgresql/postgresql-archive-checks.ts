import { Duration } from 'cdk8s';
import { daysOf } from './postgresql-archive';
import { PostgreSqlArchive, PostgreSqlRepository } from './postgresql-archive-props';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { isDnsSubdomain } from '../../checks/dns';
import type { Errors } from '../../checks/errors';
import { formatSeconds, isWholeSeconds } from '../../checks/seconds';
import { checkDeadline } from '../../pod/job-checks';
import { isPortNumber } from '../../values/port';
import { checkResources } from '../../values/resources';
import { checkSchedule } from '../shared/backup-checks';

/** Seconds. */
const DAY = 24 * 3600;

export function checkArchive({ archive, restoreFrom, networkAccess }: ResolvedPostgreSqlProps, errors: Errors): void {
  const isIsolated = networkAccess?.isIsolated ?? false;
  if (archive) {
    checkRepository('archive.repository', archive.repository, isIsolated, errors);
    checkBackups(archive, errors);
  }
  if (restoreFrom === undefined) { return; }
  checkRepository('restoreFrom.repository', restoreFrom.repository, isIsolated, errors);
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

function placeOf({ endpoint, bucket, path }: PostgreSqlRepository): string {
  return [endpoint, bucket, path].join(' ');
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

function checkRepository(prop: string, repository: PostgreSqlRepository, isIsolated: boolean, errors: Errors): void {
  const { endpoint, bucket, path, region, server } = repository;
  const [host, port, ...more] = endpoint.split(':');
  if (!isDnsSubdomain(host) || more.length > 0 || (port !== undefined && !(/^\d+$/.test(port) && isPortNumber(Number(port))))) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.endpoint must be a host name, optionally with a port, because pgBackRest connects over TLS and verifies the name`,
      got: endpoint,
      remedy: 'use s3.eu-central-1.amazonaws.com or store.example.com:9000',
    });
  }
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.bucket must be 3 to 63 lower-case letters, digits, dots and dashes`, got: bucket, remedy: 'use a name such as backups',
    });
  }
  if (!/^(\/[A-Za-z0-9_.-]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.path must begin with a slash, end without one, and have letters, digits, dots, dashes and underscores between slashes`,
      got: path,
      remedy: 'use a path such as /shop/postgresql',
    });
  }
  if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
    errors.add('RepositoryInvalid', {
      rule: `${prop}.region must be lower-case letters, digits and dashes`, got: region, remedy: 'omit it for the default (us-east-1)',
    });
  }
  if (isIsolated && server === undefined) {
    errors.add('RepositoryUnreachable', {
      rule: `${prop}.server must be set if networkAccess is isolated, because otherwise the members cannot connect to the object store`,
      got: undefined,
      remedy: 'use server: NetworkPeer.cidr(\'10.0.0.0/8\') with the addresses of the store',
    });
  }
}

function isTime(text: string): boolean {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(text) ? new Date(text) : undefined;
  // JavaScript reads February 30 as March 2
  return date !== undefined && !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 19) === text.slice(0, 19);
}
