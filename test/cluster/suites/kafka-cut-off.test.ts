import { clusterCase } from '../harness/cluster-case';
import { pause } from '../harness/wait';
import { deploy } from '../kafka/deployment';
import { untilInSync, untilVoters } from '../kafka/members';
import { writeGap } from '../recorder/write-gap';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

clusterCase('a broker that is cut off or frozen loses no acknowledged '
  + 'record and is in sync again afterwards', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);

  await recorder.during('broker cut off from the others for 40 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const partition = await t.faults.partition('kafka-1', ['kafka-0', 'kafka-2']);
      await pause(40);
      await partition.undo();
    });
    t.against('gap of the producer around a broker that is cut off', gap, 20);
    await t.time('all copies in sync after the partition', 60, () => untilInSync(t));
  });
  await recorder.during('broker frozen for 60 s', async () => {
    const gap = await writeGap(t, writer, async () => {
      const frozen = await t.faults.freeze('kafka-2');
      await pause(60);
      await frozen.undo();
    });
    t.against('gap of the producer around a frozen broker', gap, 20);
    await t.until.setReady('kafka', 120);
    await t.time('all copies in sync after the freeze', 60, () => untilInSync(t));
  });

  await recorder.verdict();
  await untilVoters(t, [0, 1, 2]);
});
