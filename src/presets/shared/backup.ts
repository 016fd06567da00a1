import { Cron, Duration, Size } from 'cdk8s';
import { sizeQuantity } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { JobCleanup, JobPodProps } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';

/** Logical backups, which a CronJob dumps to a dedicated volume. */
export interface DumpsToVolume {
  /** Size of the volume with the dumps. */
  readonly storage: Size;

  /**
   * Storage class of the volume. Choose storage that does not fail together with the members' volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Time of the dumps in UTC.
   * @default Cron.schedule({ minute: '0', hour: '3' })
   */
  readonly schedule?: Cron;

  /**
   * Time after which a dump is ended as failed, in whole seconds, with all attempts. While a dump runs, no other one begins, so a dump that
   * hangs would prevent all later ones.
   *
   * @default Duration.hours(12)
   */
  readonly deadline?: Duration;

  /**
   * As `deadline`, for a restore.
   * @default Duration.days(2)
   */
  readonly restoreDeadline?: Duration;

  /**
   * Number of dumps to keep.
   * @default 7
   */
  readonly keep?: number;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the Jobs.
   * @default - 100 m of CPU, at most 1; 256 MiB of memory; 256 MiB of ephemeral storage
   */
  readonly resources?: kplus.ContainerResources;
}

/** A dump is streamed: the client keeps little of it in memory. */
const JOB_RESOURCES: kplus.ContainerResources = {
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
