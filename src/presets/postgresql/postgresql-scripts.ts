import { CONTRACT, ETC } from './postgresql-contract';
import { ShippedScripts } from '../../scripting/script';
import { sharedScripts } from '../shared/pod-contract';

/** Scripts that every Job has. */
export const JOB_LIBRARY = ['contract.sh', 'common.sh', 'jobs.sh', 'job.sh'];

export const JOB_SCRIPTS = new ShippedScripts(
  `${__dirname}/scripts`, ETC, [
    ...JOB_LIBRARY, 'apply-accounts.sh', 'pgbackrest-backup.sh', 'pgbackrest.sh', 'backup.sh', 'restore.sh',
  ], sharedScripts(CONTRACT),
);

export const SCRIPTS = new ShippedScripts(`${__dirname}/scripts`, ETC, [
  'contract.sh', 'common.sh', 'pod-labels.sh', 'bootstrap.sh', 'hand-over.sh', 'pgbackrest.sh', 'pgbackrest-push.sh',
  'pgbackrest-server.sh', 'provision.sh', 'recover.sh', 'rest.sh', 'start.sh', 'store.sh', 'take-label.sh', 'volume.sh', 'watch-replica.sh',
], sharedScripts(CONTRACT));
