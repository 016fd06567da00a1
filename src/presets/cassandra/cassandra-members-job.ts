import { Cron, Duration, Size } from 'cdk8s';
import { JOBS_PORT } from './cassandra-contract';
import { SCRIPTS } from './cassandra-scripts';
import { kplus } from '../../kplus';
import { JobCleanup } from '../../pod/job-props';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';
import { jobNameEnv } from '../shared/preset';

/** Port on which a member answers Jobs. */
export const PORT = Port.tcp(JOBS_PORT, { name: 'jobs', forClients: false });

/** The Job only asks the members. */
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
  ephemeralStorage: { request: Size.mebibytes(32), limit: Size.mebibytes(32) },
};

const LIBRARY = ['contract.sh', 'common.sh', 'jobs.sh', 'turns.sh'];

/** A CronJob whose script asks the members for work, and what the script needs beyond their names. */
interface MembersJob {
  readonly script: string;
  readonly schedule: Cron;
  readonly deadline: Duration;
  readonly env?: Record<string, kplus.EnvValue>;
  readonly resources?: kplus.ContainerResources;
}

/** Adds a CronJob that asks the members for work, with a suffix of its name. */
export function addMembersJob(app: StatefulApp, suffix: string, job: MembersJob): void {
  const { script, schedule, deadline, env, resources = RESOURCES } = job;
  app._jobs.addCronJob(suffix, {
    schedule,
    deadline,
    retries: 2,
    cleanup: JobCleanup.after(Duration.days(7)),
    command: ['bash', SCRIPTS.path(script)],
    files: Object.fromEntries([...LIBRARY, script].map(file => [SCRIPTS.path(file), SCRIPTS.text(file)])),
    env: { ...jobNameEnv(app.name), ...env, HOSTS: kplus.EnvValue.fromValue(app.hosts.join(',')) },
    resources,
    ports: [PORT],
  });
}
