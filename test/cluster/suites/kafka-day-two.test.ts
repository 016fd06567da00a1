import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { waitFor } from '../harness/wait';
import { deploy, kafka, shell, tool } from '../kafka/deployment';
import { untilInSync, untilVoters } from '../kafka/members';
import { untilJob, untilJobSays } from '../kafka/topics-job';
import { kafkaWriter } from '../writers/kafka';

const writer = kafkaWriter();

/** The recipe of the page: a plan for these brokers, its execution, and the wait for its end. */
async function reassign(t: CaseContext, brokers: string): Promise<void> {
  const run = (mode: string) => `/opt/kafka/bin/kafka-reassign-partitions.sh --bootstrap-server localhost:9091 ${mode}`;
  await shell(t, 'kafka-0', `
    echo '{"version": 1, "topics": [{"topic": "numbers"}, {"topic": "__consumer_offsets"}]}' >/tmp/topics.json
    ${run('--topics-to-move-json-file /tmp/topics.json '
      + `--broker-list ${brokers} --generate`)} | sed -n '/^Proposed/,$p' | tail -n +2 >/tmp/plan.json
    ${run('--reassignment-json-file /tmp/plan.json --execute')}`);
  await waitFor('the reassignment to end', { seconds: 180, everySeconds: 2 }, async () => {
    const text = await shell(t, 'kafka-0', run('--reassignment-json-file /tmp/plan.json --verify'));
    return /still in progress|failed/.test(text) ? { seen: text.slice(-200) } : { found: true };
  });
}

/** The brokers that have a copy of the topic. */
async function brokersOf(t: CaseContext, topic: string): Promise<string> {
  const text = await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', topic);
  return [...new Set([...text.matchAll(/Replicas: ([\d,]+)/g)].flatMap(([, ids]) => ids.split(',')))].sort().join();
}

clusterCase('the cluster grows from three brokers to five and shrinks '
  + 'to three by reassignment without a lost record', { level: 'full', seconds: 1500 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  // a group with an offset, so that there is such a topic
  await shell(
    t, 'kafka-0', '/opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic numbers --group g '
      + '--timeout-ms 3000 || true',
  );
  const recorder = await t.record(writer);

  await recorder.during('from 3 brokers to 5', async () => {
    await t.apply(kafka(t.namespace, { replicas: 5 }));
    await t.until.setReady('kafka', 300);
    await reassign(t, '0,1,2,3,4');
    assert.equal(await brokersOf(t, 'numbers'), '0,1,2,3,4');
    await untilVoters(t, [0, 1, 2]);
  });
  await recorder.during('too early a step to 3 brokers, undone', async () => {
    await t.apply(kafka(t.namespace));
    await t.until.podGone('kafka-4', 120);
    await t.apply(kafka(t.namespace, { replicas: 5 }));
    await t.until.setReady('kafka', 300);
    await untilInSync(t);
  });
  await recorder.during('from 5 brokers to 3', async () => {
    await reassign(t, '0,1,2');
    assert.equal(await brokersOf(t, 'numbers'), '0,1,2');
    await t.apply(kafka(t.namespace));
    await t.until.setReady('kafka', 300);
    await t.until.podGone('kafka-3', 120);
    for (const id of ['3', '4']) {
      await shell(
        t, 'kafka-0', `/opt/kafka/bin/kafka-cluster.sh unregister --bootstrap-server localhost:9091 --id ${id}`,
      );
    }
  });

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('the cluster grows from one broker to three, and from one controller to three', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { replicas: 1 });
  await untilVoters(t, [0]);
  const recorder = await t.record(writer);

  await recorder.during('from 1 broker to 3', async () => {
    await t.apply(kafka(t.namespace));
    await t.until.setReady('kafka', 300);
    await untilVoters(t, [0, 1, 2]);
  });

  await recorder.verdict();
});

clusterCase('while one broker is evicted, the API refuses the eviction of a second one', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('eviction of two brokers', async () => {
    const first = await t.faults.evict('kafka-2');
    const second = await t.faults.evict('kafka-1');
    assert.equal(first.refused, false);
    assert.equal(second.refused, true, 'the second broker was evicted while the first was away');
    await t.until.setReady('kafka', 180);
  });

  await recorder.verdict();
});

/** The recipe of the page for a change that is undone: what is there by the same name would not run again. */
async function deleteTopicsJobs(t: CaseContext): Promise<void> {
  const { items } = await t.cluster.objects.list(
    'batch/v1', 'Job', t.namespace, undefined, undefined, undefined, undefined, 'app.kubernetes.io/name=kafka-topics',
  );
  assert.notEqual(items.length, 0);
  for (const { metadata } of items) {
    await t.cluster.objects.delete(
      { apiVersion: 'batch/v1', kind: 'Job', metadata }, undefined, undefined, undefined, undefined, 'Background',
    );
  }
}

clusterCase('the Job creates topics as declared, adds partitions, '
  + 'changes settings in both directions, and never removes partitions', { level: 'full', seconds: 900 }, async t => {
  const manifests = (partitions: number, policy = 'compact,delete') => kafka(t.namespace, {}, cluster => {
    cluster.addTopic('orders', { partitions, config: { 'cleanup.policy': policy, 'retention.ms': '1000' } });
    cluster.addTopic('parcels');
  });

  await t.apply(manifests(3));
  await untilJob(t, manifests(3));
  assert.match(
    await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'),
    /PartitionCount: 3\s+ReplicationFactor: 3\s+Configs:.*cleanup.policy=compact,delete.*retention.ms=1000/,
  );

  await t.apply(manifests(6));
  await untilJob(t, manifests(6));
  assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'), /PartitionCount: 6/);

  await t.apply(manifests(6, 'compact'));
  await untilJob(t, manifests(6, 'compact'));
  assert.doesNotMatch(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'), /cleanup.policy=compact,delete/);

  await deleteTopicsJobs(t);
  await t.apply(manifests(6));
  await untilJob(t, manifests(6));
  assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'), /cleanup.policy=compact,delete/);

  await t.apply(manifests(2));
  await untilJobSays(t, 'kafka', /orders has 6 partitions, and 2 are wanted/);
  assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'), /PartitionCount: 6/);
});
