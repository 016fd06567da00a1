import { Size } from 'cdk8s';
import { DUMPS, JOB_RUN, PASSWORDS } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { JOB_LIBRARY, JOB_SCRIPTS } from './postgresql-scripts';
import { clientTlsEnv, clientTlsFiles } from './postgresql-tls';
import { kplus } from '../../kplus';
import { JobPodProps } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { addBackupJobs, DumpsToVolume } from '../shared/backup';
import { jobNameEnv } from '../shared/preset';

/**
 * Logical backups, which a CronJob dumps to a dedicated volume: the roles, and a file for each database. The database that a restore was
 * loading when `restoreDeadline` ended it is unchanged.
 */
export interface PostgreSqlBackup extends DumpsToVolume {}

/** Adds the claim, the CronJob that dumps, and a suspended CronJob from which a restore Job is created by hand. */
export function addBackup(app: StatefulApp, props: ResolvedPostgreSqlProps, backup: PostgreSqlBackup): void {
  const { fromValue } = kplus.EnvValue;
  const restore = superuserPod('restore.sh', props);
  addBackupJobs(app, backup, DUMPS, superuserPod('backup.sh', props), {
    ...restore,
    env: { ...restore.env, DUMP: fromValue(''), DATABASE: fromValue('') },
  });
}

/** A pod whose script connects to the primary as the superuser. */
export function superuserPod(script: string, props: ResolvedPostgreSqlProps): JobPodProps {
  return {
    command: ['bash', JOB_SCRIPTS.path(script)],
    env: {
      ...jobNameEnv(props.name),
      // the Job runs in the same namespace, and every certificate has this name, even if it has none for other namespaces
      SERVER: kplus.EnvValue.fromValue(`${props.name}-primary`),
      ...clientTlsEnv(props.tls),
    },
    files: Object.fromEntries([...JOB_LIBRARY, script].map(file => [JOB_SCRIPTS.path(file), JOB_SCRIPTS.text(file)])),
    secretFiles: { [`${PASSWORDS}/superuser`]: props.accounts.superuserPassword, ...clientTlsFiles(props.tls) },
    emptyDirs: { [JOB_RUN]: { inMemory: true, sizeLimit: Size.mebibytes(1) } },
  };
}
