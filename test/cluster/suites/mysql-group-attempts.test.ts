import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { podsOf } from '../harness/pods';
import { pause, waitFor } from '../harness/wait';
import { login } from '../mysql/deployment';
import { all, deployGroup, primaryOf, secondariesOf, untilWhole } from '../mysql/group';
import { untilEqual } from '../mysql/members';
import type { Recorder } from '../recorder/recorder';
import { untilWritesAgain } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

async function judge(t: CaseContext, recorder: Recorder): Promise<void> {
  await untilWritesAgain(t, writer);
  await recorder.verdict();
  await untilEqual(t);
}

clusterCase('two of three members that are killed at once leave the third one without a majority, '
  + 'and the group begins again with all acknowledged writes', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const primary = await primaryOf(t);
  const [secondary] = await secondariesOf(t);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of the primary and a secondary', async () => {
    await Promise.all([primary, secondary].map(pod => t.faults.kill(pod)));
    await t.time('group whole after a kill of two members', 90, () => untilWhole(t, 3, 240));
  });

  await judge(t, recorder);
});

clusterCase('a primary that is parted from one secondary alone loses no acknowledged write', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const primary = await primaryOf(t);
  const [secondary] = await secondariesOf(t);
  const recorder = await t.record(writer);

  await recorder.during('primary parted from one secondary for 40 s', async () => {
    const partition = await t.faults.partition(primary, [secondary]);
    await pause(40);
    await partition.undo();
    await t.time('group whole after the partition', 90, () => untilWhole(t, 3, 240));
  });

  await judge(t, recorder);
});

clusterCase('the group replaces a primary that is killed together with all sidecars', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const primary = await primaryOf(t);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of the primary and of all sidecars', async () => {
    await Promise.all([t.faults.kill(primary), ...all.map(pod => t.faults.kill(pod, 'group'))]);
    await t.time('group whole after a kill of the primary and all sidecars', 60, () => untilWhole(t, 3, 240));
  });

  await judge(t, recorder);
});

clusterCase('temporary files of a server without limits do not get its pod evicted', { level: 'full', seconds: 300 }, async t => {
  await deployGroup(t);
  const uids = async () => (await podsOf(t.cluster, t.namespace, 'mysql')).map(({ metadata }) => metadata?.uid);
  const before = await uids();

  await t.exec('mysql-1', 'mysql', ['dd', 'if=/dev/zero', 'of=/tmp/sort', 'bs=1M', 'count=64']);
  // the kubelet looks at the use of a pod every 10 s
  await pause(40);

  assert.deepEqual(await uids(), before);
  await untilWhole(t);
});

clusterCase('the member that begins the group after an outage is killed at once, and no second history begins', {
  level: 'full', seconds: 600,
}, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);

  await recorder.during('all killed, and the member that begins the group again', async () => {
    const logs = async () => Promise.all(all.map(pod => logOf(t, pod, 'group').catch(() => '')));
    const before = (await logs()).map(beginnings);
    await Promise.all(all.map(pod => t.faults.kill(pod)));
    const first = await waitFor<string>('a member to begin the group', { seconds: 120, everySeconds: 0.2 }, async () => {
      const pod = (await logs()).findIndex((log, i) => beginnings(log) > before[i]);
      return pod >= 0 ? { found: all[pod] } : { seen: 'none begins' };
    });
    await t.faults.kill(first);
    await t.time('group whole after a kill of the member that began it', 120, () => untilWhole(t, 3, 300));
  });

  await judge(t, recorder);
});

function beginnings(log: string): number {
  return log.split('beginning the group').length - 1;
}
