import { ResolvedCassandraProps } from './cassandra-defaults';
import { SNAPSHOTS_JOB } from './cassandra-snapshots';
import { CassandraSnapshots } from './cassandra-snapshots-props';
import type { Errors } from '../../checks/errors';
import { checkWhole } from '../../checks/ranges';
import { checkCronJobName, checkDeadline } from '../../pod/job-checks';
import { checkResources } from '../../values/resources';
import { checkSchedule } from '../shared/backup-checks';
import { checkStore, placeOf } from '../shared/object-store';

const STORE = { program: 'rclone', example: '/shop/cassandra' };

export function checkSnapshots({ name, snapshots, restoreFrom, networkAccess }: ResolvedCassandraProps, errors: Errors): void {
  const isIsolated = networkAccess?.isIsolated ?? false;
  if (snapshots) {
    checkStore('snapshots.repository', STORE, snapshots.repository, isIsolated, errors);
    checkJob(name, snapshots, errors);
  }
  if (restoreFrom === undefined) { return; }
  checkStore('restoreFrom.repository', STORE, restoreFrom.repository, isIsolated, errors);
  if (!/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/.test(restoreFrom.snapshot)) {
    errors.add('SnapshotNameInvalid', {
      rule: 'restoreFrom.snapshot must be the name of a snapshot, which is the time at which it began',
      got: restoreFrom.snapshot,
      remedy: 'use a name from the log of the Job, such as 2026-01-02T01-00-05Z',
    });
  }
  if (snapshots && placeOf(snapshots.repository) === placeOf(restoreFrom.repository)) {
    errors.add('SnapshotsIntoSource', {
      rule: 'snapshots.repository.path must differ from that of restoreFrom, because a repository has the snapshots of one ring',
      got: snapshots.repository.path,
      remedy: `use a path such as ${snapshots.repository.path}-2`,
    });
  }
}

function checkJob(name: string, { schedule, deadline, keep, resources }: CassandraSnapshots, errors: Errors): void {
  checkResources('snapshots', resources, errors);
  checkSchedule('snapshots.schedule', schedule, errors);
  checkDeadline('snapshots.deadline', deadline, errors);
  checkWhole(errors, {
    code: 'BackupKeepInvalid',
    prop: 'snapshots.keep',
    value: keep,
    of: 'snapshots',
    because: 'otherwise each snapshot would be deleted as soon as it is complete',
    remedy: 'omit it for the default (7)',
  }, 1);
  checkCronJobName(errors, { code: 'BackupNameTooLong', prop: 'snapshots', name, suffix: SNAPSHOTS_JOB });
}
