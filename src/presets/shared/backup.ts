import { Cron, Duration, Size } from 'cdk8s';
import { sizeQuantity } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { JobCleanup, JobPodProps } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';

/** Logical backups of a preset, which a CronJob dumps to a dedicated volume. */
export interface DumpsToVolume {
  readonly storage: Size;
  readonly storageClassName?: string;
  readonly schedule?: Cron;
  readonly deadline?: Duration;
  readonly restoreDeadline?: Duration;
  readonly keep?: number;
  readonly resources?: kplus.ContainerResources;
}

/** A dump is streamed: the client keeps little of it in memory. */
export const JOB_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
};

/** The schedule of the dumps. */
export function scheduleOf(backup: DumpsToVolume): Cron {
  return backup.schedule ?? Cron.schedule({ minute: '0', hour: '3' });
}

/** The deadline of a dump. */
export function deadlineOf(backup: DumpsToVolume): Duration {
  return backup.deadline ?? Duration.hours(12);
}

/**
 * Adds the claim, the CronJob that dumps, and a suspended CronJob from which a restore Job is created by hand.
 *
 * @param directory - at which both mount the volume
 */
export function addBackupJobs(app: StatefulApp, backup: DumpsToVolume, directory: string, dump: JobPodProps, restore: JobPodProps): void {
  const claim = `${app.name}-backup`;
  addObject(app, 'BackupClaim', app._identity, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claim },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: backup.storageClassName,
      resources: { requests: { storage: sizeQuantity(backup.storage) } },
    },
  });
  const common = {
    retries: 2,
    cleanup: JobCleanup.after(Duration.days(7)),
    existingClaims: { [directory]: claim },
    resources: backup.resources ?? JOB_RESOURCES,
  };
  app._jobs.addCronJob('backup', {
    ...common,
    ...dump,
    schedule: scheduleOf(backup),
    deadline: deadlineOf(backup),
    env: { ...dump.env, KEEP: kplus.EnvValue.fromValue(`${backup.keep ?? 7}`) },
  });
  app._jobs.addCronJob('restore', {
    ...common,
    ...restore,
    schedule: Cron.annually(),
    suspended: true,
    deadline: backup.restoreDeadline ?? Duration.days(2),
  });
}
