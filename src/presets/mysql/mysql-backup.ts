import { Size } from 'cdk8s';
import { clientOptions } from './mysql-config';
import { CLIENT_OPTIONS, DUMPS, JOB_RUN, PASSWORDS } from './mysql-contract';
import { JOB_LIBRARY, SCRIPTS } from './mysql-scripts';
import { clientTlsFiles, MySqlTls } from './mysql-tls';
import { kplus } from '../../kplus';
import { JobPodProps } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { addBackupJobs, DumpsToVolume } from '../shared/backup';
import { jobNameEnv } from '../shared/preset';

/**
 * Logical backups, which a CronJob dumps to a dedicated volume. A restore that `restoreDeadline` ends leaves tables that are loaded in
 * part.
 */
export interface MySqlBackup extends DumpsToVolume {
  /** Password of the account `stateful_backup`, which takes the dumps. The account is created on the first boot. */
  readonly password: kplus.SecretValue;
}

/** Properties of the set that the Jobs need. */
interface BackupContext {
  readonly rootPassword: kplus.SecretValue;
  readonly tls?: MySqlTls;
  /** Host that is dumped: a replica, if one exists, so that dumps do not slow down the primary. */
  readonly dumpHost: string;
  readonly primaryHost: string;
}

/** Adds the claim, the CronJob that dumps, and a suspended CronJob from which a restore Job is created by hand. */
export function addBackup(app: StatefulApp, backup: MySqlBackup, context: BackupContext): void {
  const { fromValue } = kplus.EnvValue;
  addBackupJobs(app, backup, DUMPS, {
    ...jobPod('backup.sh', { backup: backup.password }, context),
    env: { ...jobNameEnv(app.name), SERVER: fromValue(context.dumpHost) },
  }, {
    ...jobPod('restore.sh', { root: context.rootPassword }, context),
    env: { SERVER: fromValue(context.primaryHost), DUMP: fromValue('') },
  });
}

function jobPod(script: string, passwords: Record<string, kplus.SecretValue>, { tls }: BackupContext): JobPodProps {
  return {
    command: ['bash', SCRIPTS.path(script)],
    files: {
      ...Object.fromEntries([...JOB_LIBRARY, 'jobs.sh', script].map(file => [SCRIPTS.path(file), SCRIPTS.text(file)])),
      [CLIENT_OPTIONS]: clientOptions(tls),
    },
    secretFiles: {
      ...Object.fromEntries(Object.entries(passwords).map(([file, password]) => [`${PASSWORDS}/${file}`, password])),
      ...tls ? clientTlsFiles(tls) : {},
    },
    emptyDirs: { [JOB_RUN]: { inMemory: true, sizeLimit: Size.mebibytes(1) } },
  };
}
