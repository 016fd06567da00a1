import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Controllers } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { deploy, kafka, type Variation } from '../kafka/deployment';
import { letBestCopiesLead, loseAll, untilDecided } from '../kafka/emptied';
import { untilInSync, untilIsr } from '../kafka/members';
import type { Recorder } from '../recorder/recorder';
import { kafkaWriter } from '../writers/kafka';

const resources = { memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } };
const oneController = { controllers: Controllers.dedicated({ replicas: 1, storage: Size.gibibytes(1), resources }) };
const three = ['kafka-0', 'kafka-1', 'kafka-2'];
const five = [...three, 'kafka-3', 'kafka-4'];

/** All brokers are lost at once and some of them come back empty; where these wait, the operator does what they say. */
async function loseAndElect(
  t: CaseContext, variation: Variation, pods: string[], emptied: string[], judge = loseNothing,
): Promise<void> {
  await deploy(t, variation);
  await t.apply(kafka(t.namespace, { ...variation, firstBoot: false }));
  const recorder = await t.record(kafkaWriter());
  const survivor = pods.find(pod => !emptied.includes(pod)) ?? '';

  await recorder.during('all brokers are lost', async () => {
    await loseAll(t, pods, emptied);
    if ((await untilDecided(t, pods, emptied)).length > 0) {
      const output = await t.time('leaders elected', 120, () => letBestCopiesLead(t, pods, emptied));
      assert.match(output, /partitions have leaders/);
    }
    await t.time('all Ready afterwards', 60, () => t.until.setReady('kafka', 240));
    await untilInSync(t, 120, survivor);
  });

  await judge(recorder);
}

async function loseNothing(recorder: Recorder): Promise<void> {
  await recorder.verdict();
}

/** One copy in sync is enough for an acknowledgement, so the broker that stops last acknowledges some records alone. */
async function loseLastMoment(recorder: Recorder): Promise<void> {
  const { lost, failures } = await recorder.compare();
  assert.deepEqual(failures.filter(failure => !/ lost: /.test(failure)), []);
  assert.ok(lost.length === 0 || Math.max(...lost) - Math.min(...lost) < 100, `more than two seconds are lost: ${lost.join(', ')}`);
}

for (const emptied of three) {
  clusterCase(`if all brokers are lost at once, ${emptied} with its volume, `
    + 'it waits as long as it could be elected leader, and no record is lost', { level: 'full', seconds: 900 }, async t => {
    await loseAndElect(t, {}, three, [emptied]);
  });
}

clusterCase('if both of two brokers are lost at once, one with its volume, the other one becomes the leader '
  + 'with all records that both had', { level: 'full', seconds: 900 }, async t => {
  await loseAndElect(t, { replicas: 2 }, ['kafka-0', 'kafka-1'], ['kafka-1'], loseLastMoment);
});

clusterCase('if all brokers with dedicated controllers are lost at once, '
  + 'one with its volume, no record is lost', { level: 'full', seconds: 900 }, async t => {
  await loseAndElect(t, oneController, three, ['kafka-1']);
});

clusterCase('if five brokers are lost at once, two of them with their volumes, '
  + 'no record with a remaining copy is lost', { level: 'full', seconds: 1200 }, async t => {
  await loseAndElect(t, { replicas: 5 }, five, ['kafka-0', 'kafka-4']);
});

clusterCase('if brokers are killed one after the other and the last leader loses its volume, '
  + 'no record is lost', { level: 'full', seconds: 900 }, async t => {
  await deploy(t, oneController);
  await t.apply(kafka(t.namespace, { ...oneController, firstBoot: false }));
  const recorder = await t.record(kafkaWriter());

  await recorder.during('brokers are killed one after the other', async () => {
    // frozen, since a container that is killed is back at once; the loss of all kills these, too
    await t.faults.freeze('kafka-2');
    await untilIsr(t, [0, 1]);
    await t.faults.freeze('kafka-1');
    await untilIsr(t, [0]);
    await loseAll(t, three, ['kafka-0']);
    assert.deepEqual(await untilDecided(t, three, ['kafka-0']), ['kafka-0']);
    await letBestCopiesLead(t, three, ['kafka-0']);
    await t.until.setReady('kafka', 240);
    await untilInSync(t, 120, 'kafka-1');
  });

  await recorder.verdict();
});
