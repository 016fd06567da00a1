import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Controllers } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { createTopic, deploy, kafka, shell } from '../kafka/deployment';
import { leaderOf, untilInSync, untilVoters } from '../kafka/members';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

clusterCase('a broker and controller that lost its volume restarts with its id, '
  + 'all copies and its vote', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  await t.apply(kafka(t.namespace, { firstBoot: false }));
  const recorder = await t.record(writer);

  for (const id of [await untilVoters(t, [0, 1, 2]), await leaderOf(t, 'numbers', 0)]) {
    await recorder.during(`volume of kafka-${id} lost`, async () => {
      await t.faults.loseVolume(`kafka-${id}`);
      await t.time(`kafka-${id} Ready without its volume`, 60, () => t.until.setReady('kafka', 240));
      await untilInSync(t, 120, `kafka-${(id + 1) % 3}`);
      await untilVoters(t, [0, 1, 2], `kafka-${(id + 1) % 3}`, 60);
    });
  }

  await recorder.verdict();
});

clusterCase('a first controller with an empty volume joins its cluster, '
  + 'although first boot is still declared', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);

  await recorder.during('volume of kafka-0 lost', async () => {
    await t.faults.loseVolume('kafka-0');
    const log = await untilLog(t, 'kafka-0', 'bootstrap', /has a new volume/, 120);
    assert.match(log, /has a new volume: join/);
    await t.until.setReady('kafka', 240);
    await untilVoters(t, [0, 1, 2], 'kafka-1');
  });

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('if dedicated controllers lose their volumes one after the other, '
  + 'each when the previous one is Ready, the cluster keeps its metadata', { level: 'full', seconds: 900 }, async t => {
  const resources = { memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } };
  await deploy(t, { replicas: 1, controllers: Controllers.dedicated({ storage: Size.gibibytes(1), resources }) });
  await t.until.setReady('kafka-controller', 180);
  const voters = async () => /^CurrentVoters:.*$/m.exec(await shell(
    t, 'kafka-0', '/opt/kafka/bin/kafka-metadata-quorum.sh --bootstrap-server localhost:9091 describe --status',
  ))?.[0] ?? '';
  const recorder = await t.record(writer);

  for (const ordinal of [2, 1, 0]) {
    await recorder.during(`volume of kafka-controller-${ordinal} lost`, async () => {
      await t.faults.loseVolume(`kafka-controller-${ordinal}`);
      await t.time(`kafka-controller-${ordinal} Ready without its volume`, 60, () => t.until.setReady('kafka-controller', 240));
      // Ready is having a vote again
      assert.deepEqual([...(await voters()).matchAll(/"id": (\d+)/g)].map(([, id]) => id).sort(), ['9000', '9001', '9002']);
    });
  }
  await createTopic(t, 'made-afterwards', 1);

  await recorder.verdict();
});

clusterCase('without first boot, brokers do not format empty volumes, '
  + 'and their logs name the cause', { level: 'full', seconds: 600 }, async t => {
  await t.apply(kafka(t.namespace, { firstBoot: false }));

  await untilLog(t, 'kafka-0', 'bootstrap', /the volume is empty and no controller answers.*firstBoot is false/, 90);
  await untilLog(t, 'kafka-1', 'bootstrap', /the volume is empty and no controller answers.*firstBoot is false/, 90);
});
