import type { V1Pod } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { containerStatuses } from '../harness/pods';
import { pause, waitFor } from '../harness/wait';
import { login } from '../mysql/deployment';
import { all, deployGroup, untilWhole } from '../mysql/group';
import { trySql, untilEqual } from '../mysql/members';
import { untilWritesAgain } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

/** How many members this one sees in its group. */
const MEMBERS = 'SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE member_state IN (\'ONLINE\', \'RECOVERING\')';

clusterCase('members that were frozen together are a group again, whichever were and however long', {
  level: 'full', seconds: 1500,
}, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);

  for (const [pods, seconds] of [
    [all, 12],
    [['mysql-0', 'mysql-1'], 12],
    [['mysql-1', 'mysql-2'], 25],
    [all, 30],
    [['mysql-0', 'mysql-2'], 45],
  ] as const) {
    await recorder.during(`${pods.join(', ')} frozen for ${seconds} s`, async () => {
      await freezeFor(t, pods, seconds);
      await t.time(`group whole after ${pods.length} were frozen for ${seconds} s`, 90, () => untilWhole(t, 3, 240));
      await untilWritesAgain(t, writer);
    });
  }

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a group forms although its members freeze while they join', { level: 'full', seconds: 1500 }, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);

  for (const pods of [['mysql-0', 'mysql-1'], ['mysql-1', 'mysql-2'], all]) {
    await recorder.during(`all pods deleted, and ${pods.join(', ')} frozen while they join`, async () => {
      await t.faults.restartAll('mysql', 'force');
      await untilOneJoins(t);
      await freezeFor(t, pods, 12);
      await t.time(`group whole after ${pods.length} froze while they joined`, 90, () => untilWhole(t, 3, 240));
      await untilWritesAgain(t, writer);
    });
  }

  await recorder.verdict();
  await untilEqual(t);
});

async function freezeFor(t: CaseContext, pods: readonly string[], seconds: number): Promise<void> {
  const frozen = await Promise.all(pods.map(pod => t.faults.freeze(pod)));
  await pause(seconds);
  await Promise.all(frozen.map(one => one.undo()));
}

function runsServer(pod: V1Pod): boolean {
  return containerStatuses(pod).some(({ name, state }) => name === 'mysql' && state?.running !== undefined);
}

/** The servers of deleted pods answer for a moment, so the new ones must run first. */
async function untilOneJoins(t: CaseContext): Promise<void> {
  for (const pod of all) {
    await t.until.pod(pod, 'to run its server', runsServer);
  }
  await waitFor('a member to join another', { seconds: 120, everySeconds: 0.2 }, async () => {
    const counts = await Promise.all(all.map(pod => trySql(t, pod, MEMBERS)));
    return counts.some(count => Number(count) > 1) ? { found: true } : { seen: counts.join(', ') };
  });
}
