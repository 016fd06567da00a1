import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { clientOptions } from './mysql-config';
import { CLIENT_OPTIONS, DUMPS, JOB_RUN, PASSWORDS } from './mysql-contract';
import { JOB_LIBRARY, SCRIPTS } from './mysql-scripts';
import { clientTlsFiles, MySqlTls } from './mysql-tls';
import { sizeQuantity } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { StatefulAppProps } from '../../stateful-app-props';
import { Identity } from '../../values/identity';
import { Json, checksum } from '../../values/manifest';
import { jobPodLabels, jobPodTemplate } from '../shared/job-pod';

/** Logical backups, which a CronJob dumps to a dedicated volume. */
export interface MySqlBackup {
  /** Password of the account `stateful_backup`, which takes the dumps. The account is created on the first boot. */
  readonly password: kplus.SecretValue;

  /** Size of the volume with the dumps. */
  readonly storage: Size;

  /**
   * Storage class of the volume. Choose storage that does not fail together with the members' volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Time of the dumps, as a cron line in UTC.
   * @default '0 3 * * *'
   */
  readonly schedule?: string;

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

/** A dump is streamed: neither the client nor gzip keeps much of it in memory. */
const JOB_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  ephemeralStorage: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
};

/** A dump that is an hour late, because no node had room for it, is skipped until the next scheduled time. */
const STARTING_DEADLINE_SECONDS = 3600;

/** Properties of the set that the Jobs need. */
interface BackupContext {
  readonly identity: Identity;
  /** Blueprint of the members, whose image and security the Jobs use. */
  readonly blueprint: StatefulAppProps;
  readonly rootPassword: kplus.SecretValue;
  readonly tls?: MySqlTls;
  /** Host that is dumped: a replica, if one exists, so that dumps do not slow down the primary. */
  readonly dumpHost: string;
  readonly primaryHost: string;
  readonly resources?: kplus.ContainerResources;
}

/**
 * Adds the claim, the ConfigMap with the scripts, the CronJob that dumps, and a suspended CronJob from which a restore Job is created by
 * hand.
 */
export function addBackup(scope: Construct, backup: MySqlBackup, context: BackupContext): void {
  const object = (id: string, apiVersion: string, kind: string, suffix: string, content: Json) =>
    addObject(scope, id, context.identity, { apiVersion, kind, metadata: { name: `${context.identity.name}-${suffix}` }, ...content });
  object('BackupClaim', 'v1', 'PersistentVolumeClaim', 'backup', {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: backup.storageClassName,
      resources: { requests: { storage: sizeQuantity(backup.storage) } },
    },
  });
  const data = {
    ...Object.fromEntries([...JOB_LIBRARY, 'backup.sh', 'restore.sh'].map(file => [file, SCRIPTS.text(file)])),
    'client.cnf': clientOptions(context.tls),
  };
  object('BackupScripts', 'v1', 'ConfigMap', 'backup', { data });
  object('Backup', 'batch/v1', 'CronJob', 'backup', {
    spec: {
      schedule: backup.schedule ?? '0 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: jobTemplate(context, data, 'backup.sh', { backup: backup.password }, {
        SERVER: context.dumpHost, KEEP: `${backup.keep ?? 7}`,
      }),
    },
  });
  object('Restore', 'batch/v1', 'CronJob', 'restore', {
    spec: {
      schedule: '0 0 1 1 *',
      suspend: true,
      startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
      jobTemplate: jobTemplate(context, data, 'restore.sh', { root: context.rootPassword }, { SERVER: context.primaryHost, DUMP: '' }),
    },
  });
}

function jobTemplate(
  context: BackupContext, data: Record<string, string>, script: string, passwords: Record<string, kplus.SecretValue>, env: Json,
): Json {
  const { name } = context.identity;
  const scripts = [...JOB_LIBRARY, script];
  return {
    spec: {
      backoffLimit: 2,
      ttlSecondsAfterFinished: 7 * 24 * 3600,
      template: jobPodTemplate({
        labels: jobPodLabels(name, 'backup'),
        annotations: { 'cdk8s-stateful-app/files-checksum': checksum(data) },
        container: 'mysql',
        blueprint: context.blueprint,
        script: SCRIPTS.path(script),
        env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
        resources: context.resources ?? JOB_RESOURCES,
        configMap: `${name}-backup`,
        files: { ...Object.fromEntries(scripts.map(file => [SCRIPTS.path(file), file])), [CLIENT_OPTIONS]: 'client.cnf' },
        secrets: {
          ...Object.fromEntries(Object.entries(passwords).map(([file, password]) => [`${PASSWORDS}/${file}`, password])),
          ...context.tls ? clientTlsFiles(context.tls) : {},
        },
        run: JOB_RUN,
        claims: { [DUMPS]: `${name}-backup` },
      }),
    },
  };
}
