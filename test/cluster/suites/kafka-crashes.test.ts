import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readPod } from '../harness/pods';
import { deploy } from '../kafka/deployment';
import { leaderOf, untilInSync, untilVoters } from '../kafka/members';
import { writeGap } from '../recorder/write-gap';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

/** The kubelet makes a container wait that restarts again and again; a new pod starts without that history. */
async function withoutBackOff(t: CaseContext, pod: string): Promise<void> {
  const { status } = await readPod(t.cluster, t.namespace, pod);
  if (status?.containerStatuses?.some(one => one.restartCount > 0)) {
    await t.faults.deletePod(pod);
    await t.until.setReady('kafka', 180);
  }
}

/** Kills five times whom `choose` names, each on a pod whose back-off is reset, and measures what the producer sees of it. */
async function killFiveTimes(t: CaseContext, what: string, choose: (i: number) => Promise<number>): Promise<void> {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);
  const gaps: number[] = [];

  await recorder.during(`five times kill -9 of the ${what}`, async () => {
    for (let i = 0; i < 5; i++) {
      const pod = `kafka-${await choose(i)}`;
      await withoutBackOff(t, pod);
      gaps.push(await writeGap(t, writer, () => t.faults.kill(pod)));
      await t.until.setReady('kafka', 180);
    }
  });
  gaps.forEach((gap, i) => t.against(`gap of the producer around kill ${i + 1} of the ${what}`, gap, 15));

  await recorder.verdict();
  await untilInSync(t);
}

clusterCase('five kills of the leading controller lose no acknowledged record', { level: 'full', seconds: 900 }, t =>
  killFiveTimes(t, 'leading controller', () => untilVoters(t, [0, 1, 2])));

clusterCase('five kills of a leading broker lose no acknowledged record', { level: 'full', seconds: 900 }, t =>
  killFiveTimes(t, 'leader of a partition', i => leaderOf(t, 'numbers', i)));

clusterCase('all brokers killed at once restart with all acknowledged records', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);

  await recorder.during('kill -9 of all brokers at once', async () => {
    await Promise.all(['kafka-0', 'kafka-1', 'kafka-2'].map(pod => t.faults.kill(pod)));
    await t.time('all Ready after kill -9 of all brokers', 60, () => t.until.setReady('kafka', 180));
  });
  await recorder.during('all pods deleted by force', async () => {
    await t.faults.restartAll('kafka', 'force');
    await t.time('all Ready after the loss of all pods', 60, () => t.until.setReady('kafka', 180));
  });

  await recorder.verdict();
  await untilInSync(t);
});
