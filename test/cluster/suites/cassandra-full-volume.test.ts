import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { cassandra, deploy } from '../cassandra/deployment';
import { all, assertOneRing } from '../cassandra/members';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { exec } from '../harness/exec';
import { untilLog } from '../harness/logs';
import { NotPossibleHere } from '../harness/not-possible-here';
import { readPod } from '../harness/pods';
import { expandableClass } from '../harness/storage-classes';
import { waitFor } from '../harness/wait';
import { Recipes } from '../runbook/recipes';
import { cassandraWriter } from '../writers/cassandra';

const FULL = /the volume is full, so the server cannot start\. Make room, or grow the volume .*\[VolumeFull\]/;

/** Fills what is left of the volume with a snapshot. */
const FILL = 'cd /var/lib/cassandra/data/app/numbers-*; mkdir -p snapshots/large; '
  + 'dd if=/dev/zero of=snapshots/large/rows bs=4096 oflag=append conv=notrunc 2>/dev/null || true';

async function restarts(t: CaseContext, pod: string): Promise<number> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  return status?.containerStatuses?.[0].restartCount ?? 0;
}

/** Fills the volume of a member until its server has ended and the next start waits. */
async function fill(t: CaseContext, pod: string): Promise<void> {
  const before = await restarts(t, pod);
  await waitFor(`${pod} to end because its volume is full`, { seconds: 300, everySeconds: 0.5 }, async () => {
    await t.exec(pod, 'cassandra', ['bash', '-c', FILL]).catch(() => '');
    const now = await restarts(t, pod);
    return now > before ? { found: true } : { seen: `${now} restarts` };
  });
  await untilLog(t, pod, 'cassandra', FULL, 60);
}

clusterCase('a member on a full volume is named and waits, the others serve, and it returns as soon as there is room', {
  level: 'full', seconds: 900,
}, async t => {
  const storageClassName = await expandableClass(t);
  if (storageClassName === undefined) { throw new NotPossibleHere('no storage class allows expansion'); }
  const variation = { storageClassName, storage: Size.mebibytes(512) };
  await deploy(t, variation);
  const before = await assertOneRing(t);
  const r = new Recipes('cassandra', cassandra(t.namespace, variation), t.namespace);
  const recorder = await t.record(cassandraWriter());

  await recorder.during('full volume of cassandra-1, which grows', async () => {
    await fill(t, 'cassandra-1');
    // the kubelet records few events of a pod whose start has just failed often
    const target = { namespace: t.namespace, pod: 'cassandra-1', container: 'cassandra' };
    const probe = await exec(t.cluster, target, ['bash', '/etc/cassandra/stateful/scripts/alive.sh', 'startup']);
    assert.equal(probe.code, 1);
    assert.match(probe.stdout, FULL);
    const ended = await restarts(t, 'cassandra-1');
    assert.match(await r.follow('Make room on a full volume', [0]), /[0-9]+M\t.*snapshots/);
    await r.follow('Grow the volumes', [1]);
    await t.time('serves again once the volume grows', 60, () => t.until.podReady('cassandra-1', 240));
    assert.equal(await restarts(t, 'cassandra-1'), ended, 'the member did not wait');
  });
  await recorder.during('full volumes of all members, of which snapshots are deleted', async () => {
    await Promise.all(all.map(pod => fill(t, pod)));
    for (const pod of all) { await r.follow('Make room on a full volume', [1], { choose: { 'cassandra-1': pod } }); }
    await t.time('all serve again once there is room', 60, () => t.until.setReady('cassandra', 240));
  });

  for (const pod of all) { await recorder.verdict({ ONLY: pod }); }
  assert.deepEqual(await assertOneRing(t), before);
  r.end();
});
