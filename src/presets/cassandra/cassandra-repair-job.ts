import { Duration, Size } from 'cdk8s';
import { JOBS_PORT } from './cassandra-contract';
import { CassandraRepair, repairDeadline, repairSchedule } from './cassandra-repair';
import { SCRIPTS } from './cassandra-scripts';
import { kplus } from '../../kplus';
import { JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';
import { jobNameEnv } from '../shared/preset';

/** Suffix of the name of the CronJob. */
export const REPAIR_JOB = 'repair';

/** Port on which a member answers Jobs. */
export const PORT = Port.tcp(JOBS_PORT, { name: 'jobs', forClients: false });

/** The Job only asks the members. */
export const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
  ephemeralStorage: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
};

/** Scripts of a Job that asks the members. */
export const ASKING = ['contract.sh', 'common.sh', 'jobs.sh', 'turns.sh'];

/** Adds the CronJob that asks one member after the other to repair its primary ranges. */
export function addRepairJob(app: StatefulApp, repair: CassandraRepair): void {
  const { fromValue } = kplus.EnvValue;
  const script = 'repair-job.sh';
  app._jobs.addCronJob(REPAIR_JOB, {
    schedule: repairSchedule(repair),
    deadline: repairDeadline(repair),
    retries: 2,
    cleanup: JobCleanup.after(Duration.days(7)),
    command: ['bash', SCRIPTS.path(script)],
    files: Object.fromEntries([...ASKING, script].map(file => [SCRIPTS.path(file), SCRIPTS.text(file)])),
    env: {
      ...jobNameEnv(app.name),
      KIND: fromValue(repair.kind),
      HOSTS: fromValue(app.hosts.join(',')),
    },
    resources: repair.options.resources ?? RESOURCES,
    ports: [PORT],
  });
}
