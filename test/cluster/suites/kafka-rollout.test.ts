import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { podUids } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { readByGroup, startConsumer } from '../kafka/consumer';
import { deploy, kafka, tool } from '../kafka/deployment';
import { untilInSync, untilVoters } from '../kafka/members';
import { writeGap } from '../recorder/write-gap';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

/** Rolls all brokers, and fails when a partition was without a leader meanwhile. */
async function roll(t: CaseContext, manifests: KubernetesObject[]): Promise<void> {
  let rolling = true;
  const offline: string[] = [];
  const watch = (async () => {
    while (rolling) {
      // a broker that stops cannot be asked: the next one answers
      const found = await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--unavailable-partitions')
        .catch(() => tool(t, 'kafka-2', 'kafka-topics', '--describe', '--unavailable-partitions')).catch(() => '');
      if (found.trim() !== '') { offline.push(found.trim()); }
      await new Promise(resolve => setTimeout(resolve, 3000));
    }
  })();
  try {
    await t.faults.rollWith('kafka', manifests);
    await t.until.setReady('kafka', 420);
  } finally {
    rolling = false;
    await watch;
  }
  assert.deepEqual(offline, []);
}

clusterCase('during a rolling update no acknowledged record is lost, '
  + 'every partition has a leader, and a consumer group reads all records', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);
  await startConsumer(t);

  await recorder.during('rolling update of a setting', async () => {
    const changed = kafka(t.namespace, { settings: { 'num.io.threads': '4' } });
    const gap = await writeGap(t, writer, () => t.time('rolling update of 3 brokers', 180, () => roll(t, changed)));
    t.against('gap of the producer in a rolling update', gap, 15);
  });

  const { acknowledged, unconfirmed } = await recorder.verdict();
  await untilInSync(t);
  const read = await readByGroup(t);
  assert.equal(read.size, acknowledged + unconfirmed, 'the group has not read everything');
});

clusterCase('an upgrade from 4.2 to 4.3 loses no acknowledged record, '
  + 'and kafka-features finishes it', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t, { image: 'apache/kafka:4.2.1' });
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(writer);

  await recorder.during('rolling update from 4.2.1 to 4.3.1', async () => {
    const gap = await writeGap(t, writer, () => t.time('rolling update to another version', 180, () => roll(t, kafka(t.namespace))));
    t.against('gap of the producer in an upgrade', gap, 15);
  });
  await tool(t, 'kafka-0', 'kafka-features', 'upgrade', '--release-version', '4.3');
  assert.match(await tool(t, 'kafka-0', 'kafka-features', 'describe'), /metadata\.version.*FinalizedVersionLevel: 4\.3/);

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('turning first boot off rolls no broker', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { replicas: 1 });
  const before = await podUids(t, 'kafka');

  await t.apply(kafka(t.namespace, { replicas: 1, firstBoot: false }));
  await new Promise(resolve => setTimeout(resolve, 3000));
  await t.until.setReady('kafka');

  assert.deepEqual(await podUids(t, 'kafka'), before);
});
