import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { assertSpread, beside, nodeOf, runsDns } from '../harness/placement';
import { createTopic, deploy, kafka } from '../kafka/deployment';
import { untilInSync, untilVoters } from '../kafka/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { kafkaWriter } from '../writers/kafka';

const bootstrap = 'kafka-bootstrap:9092';
const voters = [0, 1, 2];

/** Three brokers, each on a node of its own and with partitions that it leads: that of the active controller first. */
async function deploySpread(t: CaseContext): Promise<string[]> {
  await t.faults.nodesToLose(3);
  await deploy(t);
  await assertSpread(t, 'kafka');
  const controller = await untilVoters(t, voters);
  await t.apply(kafka(t.namespace, { firstBoot: false }));
  return [controller, ...voters.filter(id => id !== controller)].map(id => `kafka-${id}`);
}

/** All brokers Ready, in sync and with their votes, as one of them says. */
async function untilWhole(t: CaseContext, asked: string): Promise<void> {
  await t.until.setReady('kafka', 240);
  await untilInSync(t, 120, asked);
  await untilVoters(t, voters, asked);
}

clusterCase('brokers are spread over nodes and zones, '
  + 'and the loss and return of each node in turn lose no acknowledged record', { level: 'full', seconds: 1500 }, async t => {
  const [controller, one, other] = await deploySpread(t);
  await createTopic(t, 'others', 6);

  for (const { stays, topic, lost } of [
    { stays: one, topic: 'numbers', lost: [controller, other] }, { stays: controller, topic: 'others', lost: [one] },
  ]) {
    const writer = await beside(t, stays, kafkaWriter(bootstrap, topic));
    const recorder = await t.record(writer);
    for (const pod of lost) {
      const what = pod === `kafka-${await untilVoters(t, voters, stays)}` ? 'the active controller' : 'a broker';
      // look-ups that reach a lost DNS server hang until its node is NotReady
      const bar = await runsDns(t, await nodeOf(t, pod)) ? 40 : 25;
      await recorder.during(`node of ${pod} (${what}) without power`, async () => {
        const gap = await writeGap(t, writer, async () => {
          const node = await t.faults.loseNode(await nodeOf(t, pod));
          await node.undo();
        });
        t.against(`gap of the producer around the loss of the node of ${what}`, gap, bar);
        await t.time('all Ready, in sync and with their votes after the node is Ready', 90, () => untilWhole(t, stays));
      });
    }
    await recorder.verdict();
  }
});

clusterCase('an active controller whose node is cut off is no longer leader of its partitions, '
  + 'and copies them when the node is back', { level: 'full', seconds: 900 }, async t => {
  const [controller, stays] = await deploySpread(t);
  const writer = await beside(t, stays, kafkaWriter());
  const recorder = await t.record(writer);

  await recorder.during('node of the active controller cut off', async () => {
    const gap = await writeGap(t, writer, async () => {
      const node = await t.faults.loseNode(await nodeOf(t, controller), 'network');
      await node.undo();
    });
    t.against('gap of the producer around the node of the active controller that is cut off', gap, 25);
    await t.time('all Ready, in sync and with their votes after the node is back', 90, () => untilWhole(t, stays));
  });

  await recorder.verdict();
});

clusterCase('two lost nodes stop the producer, and writes continue when one of them is back', { level: 'full', seconds: 900 }, async t => {
  const [controller, lost, stays] = await deploySpread(t);
  const writer = await beside(t, stays, kafkaWriter());
  const recorder = await t.record(writer);

  await recorder.during('nodes of the active controller and of a broker without power', async () => {
    const [first, second] = await Promise.all([controller, lost].map(async pod => t.faults.loseNode(await nodeOf(t, pod))));
    await first.undo();
    await t.time('records are acknowledged after one node is Ready', 60, () => untilWritesAgain(t, writer));
    await second.undo();
    await untilWhole(t, stays);
  });

  await recorder.verdict();
});

clusterCase('a broker and controller whose node never comes back is created '
  + 'again on another node after node and claim are given up', { level: 'full', seconds: 900 }, async t => {
  const [controller, stays] = await deploySpread(t);
  const writer = await beside(t, stays, kafkaWriter());
  const recorder = await t.record(writer);
  const lost = await nodeOf(t, controller);

  await recorder.during('node of the active controller lost for good', async () => {
    await t.faults.loseNode(lost);
    await t.time('pods of the lost node removed', 40, () => t.faults.giveUpNode(lost));
    await t.time('broker made anew, Ready, in sync and with its vote', 120, async () => {
      await t.faults.loseVolume(controller);
      await untilWhole(t, stays);
    });
    assert.notEqual(await nodeOf(t, controller), lost);
  });

  await recorder.verdict();
});
