import { strict as assert } from 'node:assert';
import { cassandra, deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { orAbsent } from '../harness/cluster';
import { clusterCase } from '../harness/cluster-case';
import { execOutput } from '../harness/exec';
import { untilLog } from '../harness/logs';
import { readPod } from '../harness/pods';
import { untilTerminationMessage } from '../harness/termination';
import { cassandraWriter } from '../writers/cassandra';

const LEAVE = ['bash', '/etc/cassandra/stateful/scripts/leave.sh'];

async function setMembers(t: CaseContext, replicas: number): Promise<void> {
  await t.apply(cassandra(t.namespace, { firstBoot: false, replicas }));
}

/** Runs leave.sh, which lasts as long as the member copies its rows. */
async function leave(t: CaseContext, pod: string): Promise<string> {
  return execOutput(t.cluster, { namespace: t.namespace, pod, container: 'cassandra' }, LEAVE, 240);
}

/** The last two steps of "Remove members". */
async function remove(t: CaseContext, ordinal: number): Promise<void> {
  await setMembers(t, ordinal);
  await t.until.podGone(`cassandra-${ordinal}`, 150);
  await orAbsent(t.cluster.core.deleteNamespacedPersistentVolumeClaim({ name: `data-cassandra-${ordinal}`, namespace: t.namespace }));
}

async function uids(t: CaseContext): Promise<(string | undefined)[]> {
  return Promise.all(all.map(async pod => (await readPod(t.cluster, t.namespace, pod)).metadata?.uid));
}

clusterCase('the ring grows from three members to four and shrinks to three, restarts no other member and interrupts no writes', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  const before = [await assertOneRing(t), await uids(t)];
  const recorder = await t.record(cassandraWriter());

  await recorder.during('from 3 to 4', async () => {
    await setMembers(t, 4);
    await t.time('a fourth member, from apply to Ready', 150, () => t.until.setReady('cassandra', 300));
  });
  await assertOneRing(t, [...all, 'cassandra-3']);
  await recorder.during('nodetool cleanup of each former member', async () => {
    for (const pod of all) { await t.exec(pod, 'cassandra', ['nodetool', 'cleanup']); }
  });
  await assert.rejects(leave(t, 'cassandra-2'), /cassandra-3 is in the ring.*LeaveRefused/);
  await recorder.during('from 4 to 3', async () => {
    await t.time('the fourth member leaves the ring', 120, () => leave(t, 'cassandra-3'));
    await remove(t, 3);
  });
  await assert.rejects(leave(t, 'cassandra-2'), /Not enough live nodes.*RF = 3, N = 3\)\. If a keyspace has.*LeaveRefused/);
  // a mark would let its next start wait for the others
  await t.exec('cassandra-2', 'cassandra', ['test', '!', '-e', '/var/lib/cassandra/leaves']);

  const { longestGap } = await recorder.verdict();
  t.against('longest time without a write', longestGap, 1);
  assert.deepEqual([await assertOneRing(t), await uids(t)], before, 'members restarted, or changed their identity');
});

clusterCase('a member that is killed while it joins or leaves loses no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('the fourth is killed while it joins', async () => {
    await setMembers(t, 4);
    await untilLog(t, 'cassandra-3', 'cassandra', /JOINING: sleeping/, 180);
    await t.faults.kill('cassandra-3');
    await t.time('a fourth member after a kill, from the kill to Ready', 240, () => t.until.setReady('cassandra', 480));
  });
  await assertOneRing(t, [...all, 'cassandra-3']);

  await recorder.during('it is killed while it leaves', async () => {
    const left = leave(t, 'cassandra-3').catch(() => '');
    await untilLog(t, 'cassandra-3', 'cassandra', /LEAVING: sleeping/, 60);
    await t.faults.kill('cassandra-3');
    await left;
    await untilLog(t, 'cassandra-3', 'cassandra', /this member is in the ring again/, 180);
    await t.until.setReady('cassandra', 60);
  });
  await assertOneRing(t, [...all, 'cassandra-3']);

  await recorder.during('it is killed after the others have forgotten it', async () => {
    const left = leave(t, 'cassandra-3').catch(() => '');
    await untilLog(t, 'cassandra-3', 'cassandra', /Announcing that I have left the ring/, 180);
    await t.faults.kill('cassandra-3');
    await left;
    await untilTerminationMessage(t, 'cassandra-3', 'cassandra', /this member has left the ring.*Lower replicas to 3.*MemberLeft/, 120);
    await remove(t, 3);
  });
  await assertOneRing(t);

  await recorder.verdict();
});

clusterCase('two members that are added at once join one after the other, and one of them leaves', {
  level: 'full', seconds: 1200,
}, async t => {
  await deploy(t);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('from 3 to 5', async () => {
    await setMembers(t, 5);
    await untilLog(t, 'cassandra-4', 'cassandra', /which joins when all members with lower ordinals serve.*JoinWaits/, 120);
    await t.time('a fourth and fifth member, from apply to Ready', 240, () => t.until.setReady('cassandra', 480));
  });
  await assertOneRing(t, [...all, 'cassandra-3', 'cassandra-4']);
  await recorder.during('from 5 to 4', async () => {
    await leave(t, 'cassandra-4');
    await remove(t, 4);
  });

  await recorder.verdict();
  await assertOneRing(t, [...all, 'cassandra-3']);
});
