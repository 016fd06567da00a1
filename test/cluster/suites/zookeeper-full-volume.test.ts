import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readPod } from '../harness/pods';
import { progress } from '../harness/progress';
import { pause, waitFor } from '../harness/wait';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy } from '../zookeeper/deployment';
import { assertOneHistory, memberPods, modeOf, untilLeads, untilServes } from '../zookeeper/members';

/** Writes until the member serves no more: nodes of 200 KB, one after the other. */
async function writeUntilFull(t: CaseContext, pod: string, through: string): Promise<void> {
  const commands = 'value=$(printf "%200000s" | tr " " x); for i in {1..10}; do echo "create -s /large- $value"; done';
  await waitFor(`${pod} to serve no more`, { seconds: 60 }, async () => {
    await t.exec(through, 'zk', [
      'bash', '-c', `{ ${commands}; echo quit; } | ZK_CLIENT_HEAP=64 timeout 10 zkCli.sh -server localhost:2181 >/dev/null 2>&1 || true`,
    ]);
    const mode = await modeOf(t, pod);
    return mode ? { seen: mode } : { found: true };
  });
}

async function restarts(t: CaseContext, pod: string): Promise<number> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  return status?.containerStatuses?.[0].restartCount ?? 0;
}

clusterCase('a follower whose volume is full serves no client and does not exit, '
  + 'and it recovers automatically when there is free space', { level: 'full', seconds: 400 }, async t => {
  await deploy(t);
  for (const pod of await memberPods(t)) { await t.exec(pod, 'zk', ['bash', '-c', 'head -c 20000000 /dev/zero >/data/ballast']); }
  const pod = 'zk-2';
  assert.notEqual(await untilLeads(t), pod);
  await t.faults.fillVolume(pod, { freeKibibytes: 1024 });
  await t.until.setReady('zk', 120);
  const others = (await memberPods(t)).filter(other => other !== pod);
  const before = await restarts(t, pod);
  const recorder = await t.record(zookeeperWriter());

  await recorder.during('a volume without room', async () => {
    await writeUntilFull(t, pod, others[0]);
    await untilLeads(t, others);
    await pause(20);
    const log = await t.cluster.core.readNamespacedPodLog({ namespace: t.namespace, name: pod, sinceSeconds: 10 });
    progress(`${pod} logs ${(log.length / 1e7).toFixed(2)} MB a second`);
    await pause(40);
    assert.equal(await modeOf(t, pod), undefined, `${pod} serves`);
    assert.equal(await restarts(t, pod), before, `${pod} was restarted`);

    await t.exec(pod, 'zk', ['rm', '/data/ballast']);
    await t.time('serves again once there is room', 10, () => untilServes(t, pod));
    assert.equal(await restarts(t, pod), before, `${pod} was restarted`);
    await t.until.setReady('zk', 60);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});
