import { addMembersJob } from './cassandra-members-job';
import { CassandraRepair, repairDeadline, repairSchedule } from './cassandra-repair';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';

/** Suffix of the name of the CronJob. */
export const REPAIR_JOB = 'repair';

/** Adds the CronJob that asks one member after the other to repair its primary ranges. */
export function addRepairJob(app: StatefulApp, repair: CassandraRepair): void {
  addMembersJob(app, REPAIR_JOB, {
    script: 'repair-job.sh',
    schedule: repairSchedule(repair),
    deadline: repairDeadline(repair),
    env: {
      KIND: kplus.EnvValue.fromValue(repair.kind),
      // not the name of the Job: one that is created again under the same name is another run
      JOB_UID: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'batch.kubernetes.io/controller-uid' }),
    },
    resources: repair.options.resources,
  });
}
