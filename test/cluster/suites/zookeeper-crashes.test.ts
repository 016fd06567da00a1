import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readPod } from '../harness/pods';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy } from '../zookeeper/deployment';
import { assertOneHistory, memberPods, timeWithoutLeader, untilLeads, untilServes } from '../zookeeper/members';

const writer = zookeeperWriter();

/** The kubelet makes a container wait that restarts again and again; a new pod starts without that history. */
async function withoutBackOff(t: CaseContext, pod: string): Promise<void> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  if (status?.containerStatuses?.some(one => one.restartCount > 0)) { await t.faults.deletePod(pod); }
  await t.until.setReady('zk', 60);
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

clusterCase('ten kills of the leader lose no acknowledged write', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);
  const elections: number[] = [];

  await recorder.during('ten times kill -9 of the leader', async () => {
    for (let i = 0; i < 10; i++) {
      const leader = await untilLeads(t);
      await withoutBackOff(t, leader);
      const current = await untilLeads(t);
      elections.push(await timeWithoutLeader(t, current, () => t.faults.kill(current)));
      t.against(`new leader after kill ${i + 1}`, elections[i], 3);
      await t.until.setReady('zk', 60);
    }
  });
  t.against('new leader after a kill, median of ten', median(elections), 1);

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('each deleted member in turn joins again with a new address', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  for (const pod of ['zk-2', 'zk-1', 'zk-0']) {
    await recorder.during(`${pod} deleted by force`, async () => {
      const gap = await writeGap(t, writer, async () => {
        await t.faults.deletePod(pod, 'force');
        await t.until.pod(pod, 'to run', ({ status }) => status?.phase === 'Running', 30);
        await t.time(`${pod} re-joins with a new address, from running`, 5, () => untilServes(t, pod));
      });
      t.against(`write gap around the deletion of ${pod}`, gap, 5);
      await t.until.setReady('zk', 60);
    });
  }

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('all members killed or deleted at once restart with all acknowledged writes', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);
  const pods = await memberPods(t);

  await recorder.during('kill -9 of all members', async () => {
    await Promise.all(pods.map(pod => t.faults.kill(pod)));
    await t.time('a leader after a kill of all members', 15, () => untilLeads(t));
  });
  await t.until.setReady('zk', 60);
  await recorder.during('all pods deleted by force', async () => {
    await t.faults.restartAll('zk', 'force');
    await Promise.all(pods.map(pod => t.until.pod(pod, 'to run', ({ status }) => status?.phase === 'Running', 60)));
    await t.time('a leader after the deletion of all pods, from running', 15, () => untilLeads(t));
  });
  await t.until.setReady('zk', 60);

  await recorder.verdict();
  await assertOneHistory(t);
});
