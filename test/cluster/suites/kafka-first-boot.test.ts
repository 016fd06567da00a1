import { clusterCase } from '../harness/cluster-case';
import { createTopic, kafka } from '../kafka/deployment';
import { writeGap } from '../recorder/write-gap';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

clusterCase('three brokers start on empty volumes, '
  + 'and a kill of one loses no acknowledged record', { level: 'quick', seconds: 600 }, async t => {
  await t.time('fresh 3 brokers, from apply to all Ready', 60, async () => {
    await t.apply(kafka(t.namespace));
    await t.until.setReady('kafka', 180);
  });
  await createTopic(t, 'numbers', 6);

  const recorder = await t.record(writer);
  await recorder.during('kill -9 of a broker and controller', async () => {
    t.against('gap of the producer around a kill', await writeGap(t, writer, () => t.faults.kill('kafka-0')), 15);
    await t.until.setReady('kafka', 120);
  });
  await recorder.verdict();
});
