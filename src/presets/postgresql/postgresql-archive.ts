import { Cron, Duration, Size } from 'cdk8s';
import { archiveSecrets, jobConfig } from './postgresql-archive-config';
import { PostgreSqlArchive } from './postgresql-archive-props';
import { ARCHIVE_CONFIG, ARCHIVE_PORT, SOCKET_DIRECTORY, VOLUME } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { JOB_LIBRARY, JOB_SCRIPTS, SCRIPTS } from './postgresql-scripts';
import { RawVolume } from '../../blocks/storage';
import { secondsOf } from '../../checks/seconds';
import { kplus } from '../../kplus';
import { JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';
import { withoutPodLimit } from '../../values/resources';
import { storePort } from '../shared/object-store';
import { jobNameEnv } from '../shared/preset';

/** The Job only tells the members what to do. */
const JOB_RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(20), limit: kplus.Cpu.units(1) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
  ephemeralStorage: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
};

const PORT = Port.tcp(ARCHIVE_PORT, { name: 'pgbackrest', forClients: false });

/** The schedule of the backups. */
export function archiveScheduleOf(archive: PostgreSqlArchive): Cron {
  return archive.schedule ?? Cron.schedule({ minute: '0', hour: '1' });
}

/** The deadline of a backup. */
export function archiveDeadlineOf(archive: PostgreSqlArchive): Duration {
  return archive.deadline ?? Duration.hours(12);
}

/** Adds the container that gives pgBackRest access to the files of a member, and the CronJob that takes backups. */
export function addArchive(app: StatefulApp, props: ResolvedPostgreSqlProps, archive: PostgreSqlArchive, socket: RawVolume): void {
  const container = app.addContainer({
    name: 'archive',
    image: props.image,
    command: ['bash', SCRIPTS.path('pgbackrest-server.sh')],
    sharesFiles: true,
    ports: [PORT],
    resources: archive.resources ?? withoutPodLimit({
      cpu: { request: kplus.Cpu.millis(20), limit: kplus.Cpu.units(1) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(128) },
      ephemeralStorage: { request: Size.mebibytes(16), limit: Size.mebibytes(16) },
    }, props.resources),
  });
  container.mount(VOLUME, app.claim('data'), { readOnly: true });
  container.mount(SOCKET_DIRECTORY, socket);
  const script = 'pgbackrest-backup.sh';
  app._jobs.addCronJob('archive', {
    retries: 2,
    cleanup: JobCleanup.after(Duration.days(7)),
    schedule: archiveScheduleOf(archive),
    deadline: archiveDeadlineOf(archive),
    command: ['bash', JOB_SCRIPTS.path(script)],
    env: { ...jobNameEnv(app.name), FULL_EVERY_DAYS: kplus.EnvValue.fromValue(`${daysOf(archive.fullEvery ?? Duration.days(7))}`) },
    files: {
      ...Object.fromEntries([...JOB_LIBRARY, 'pgbackrest.sh', script].map(file => [JOB_SCRIPTS.path(file), JOB_SCRIPTS.text(file)])),
      [ARCHIVE_CONFIG]: jobConfig(app.hosts, archive),
    },
    secretFiles: archiveSecrets({ ...props, restoreFrom: undefined }),
    resources: JOB_RESOURCES,
    ports: [PORT],
    servers: archive.repository.server ? [archive.repository.server] : undefined,
  });
}

/** Lets the members connect to the object stores. */
export function connectToStores(app: StatefulApp, { archive, restoreFrom }: ResolvedPostgreSqlProps): void {
  for (const repository of [archive?.repository, restoreFrom?.repository]) {
    if (repository?.server) { app.allowTo(repository.server, Port.tcp(storePort(repository))); }
  }
}

export function daysOf(time: Duration): number {
  return secondsOf(time) / (24 * 3600);
}
