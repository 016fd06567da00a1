import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Controllers, KafkaAdoption, KafkaSasl } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { hostsExtension, issue } from '../harness/certificates';
import { clusterCase } from '../harness/cluster-case';
import { untilTerminationMessage } from '../harness/termination';
import { waitFor } from '../harness/wait';
import { onOldVolumes, oldVolumes, type OldNodes } from '../kafka/bitnami';
import { clusterId, kafka, scramProperties, shell, type Variation } from '../kafka/deployment';

const adopt: Variation = { firstBoot: false, adopt: KafkaAdoption.bitnami(), clusterId: 'kafka_cluster_id_test1' };
const secure: Variation = {
  ...adopt, certificate: 'kafka-tls', sasl: KafkaSasl.scram(), authorization: { superUsers: ['User:CN=kafka'] },
};

async function certificates(t: CaseContext): Promise<void> {
  const hosts = [`*.kafka.${t.namespace}.svc.cluster.local`, `*.kafka-controller.${t.namespace}.svc.cluster.local`, 'kafka-bootstrap'];
  const extensions = [hostsExtension(hosts), 'extendedKeyUsage=serverAuth,clientAuth'];
  await t.apply(issue([{ secret: 'kafka-tls', name: 'kafka', extensions }]));
}

const bin = '/opt/kafka/bin';
const asNode = '--bootstrap-server $POD_HOST:9091 --command-config /etc/kafka/stateful/tools.properties';
const asController = '--bootstrap-controller $POD_HOST:9093 --command-config /etc/kafka/stateful/tools.properties';

/** The number of records of a topic. */
async function count(t: CaseContext, topic: string): Promise<number> {
  const offsets = await shell(t, 'kafka-0', `${bin}/kafka-get-offsets.sh ${asNode} --topic ${topic}`);
  return offsets.trim().split('\n').reduce((sum, line) => sum + Number(line.split(':')[2]), 0);
}

/** What the user of the former cluster does with its password. */
async function asShop(t: CaseContext, command: string): Promise<string> {
  return shell(t, 'kafka-0', `
${scramProperties('/tmp/shop.properties', 'shop', 'of-shop')}
${bin}/${command} --bootstrap-server kafka-bootstrap:9092 --command-config /tmp/shop.properties 2>&1 || true`);
}

async function assertContent(t: CaseContext): Promise<void> {
  const read = (topic: string, group: string, more = '') =>
    asShop(t, `kafka-console-consumer.sh --topic ${topic} --group ${group} --timeout-ms 20000 ${more}`);
  assert.match(await read('orders', 'readers'), /Processed a total of 600 messages/);
  assert.match(await read('orders', 'others'), /Not authorized to access group/);
  assert.match(await read('single', 'readers'), /Not authorized to access topics/);
}

/**
 * Waits until the three controllers vote with the directories that they have, under their new names. The leader lists a lost directory as
 * an observer for minutes.
 */
async function untilThreeVotes(t: CaseContext, set = 'kafka'): Promise<void> {
  await waitFor('three votes', { seconds: 120, everySeconds: 2 }, async () => {
    const status = await shell(t, `${set}-0`, `${bin}/kafka-metadata-quorum.sh ${asController} describe --status`);
    const voters = /CurrentVoters:.*/.exec(status)?.[0] ?? '';
    const votes = await Promise.all([0, 1, 2].map(async id => {
      const directory = await shell(t, `${set}-${id}`, 'sed -n "s/^directory.id=//p" /var/lib/kafka/data/logs/meta.properties');
      return voters.includes(`{"id": ${id}, "directoryId": "${directory.trim()}", "endpoints": ["CONTROLLER://${set}-${id}.${set}.`);
    }));
    return votes.every(hasVote => hasVote) ? { found: true } : { seen: status };
  });
}

const charts: readonly (OldNodes & { readonly chart: number })[] = [
  { chart: 23, image: 'apache/kafka:3.9.2', quorum: 'static', release: '3.5' },
  { chart: 31, image: 'apache/kafka:3.9.2', quorum: 'static' },
  { chart: 32, image: 'apache/kafka:4.0.0', quorum: 'dynamic' },
];

for (const { chart, ...nodes } of charts) {
  clusterCase(`three members adopt the volumes of chart ${chart} with its records, offsets, users and ACLs, `
    + 'and afterwards restart and replace a lost volume', { level: 'full', seconds: 1500 }, async t => {
    await certificates(t);
    await oldVolumes(t, nodes, nodes.quorum === 'dynamic' ? 'remove_votes' : '');
    await t.apply(kafka(t.namespace, secure));
    await t.time('three members Ready on adopted volumes', 120, () => t.until.setReady('kafka', 300));
    assert.deepEqual([await count(t, 'orders'), await count(t, 'single')], [1000, 10]);
    await assertContent(t);

    if (nodes.quorum === 'static') {
      await t.faults.restartAll('kafka', 'graceful');
      await t.until.setReady('kafka', 300);
      await shell(t, 'kafka-0', `${bin}/kafka-features.sh ${asNode} upgrade --release-version 4.3`);
    }
    await t.faults.restartAll('kafka', 'graceful');
    await t.until.setReady('kafka', 300);
    await t.faults.loseVolume('kafka-2');
    await t.until.setReady('kafka', 300);
    await asShop(t, 'kafka-producer-perf-test.sh --topic orders --num-records 50 --record-size 10 --throughput -1');
    assert.deepEqual([await count(t, 'orders'), await count(t, 'single')], [1050, 10]);
    await untilThreeVotes(t);
  });
}

const dedicated: Variation = {
  ...secure,
  clusterId,
  firstNodeId: 100,
  controllers: Controllers.dedicated({ firstNodeId: 0, storage: Size.gibibytes(1), resources: { memory: { limit: Size.mebibytes(512) } } }),
};

for (const { chart, ...nodes } of charts.filter(({ release }) => release === undefined)) {
  clusterCase(`dedicated nodes adopt the controllers 0 to 2 and the brokers from 100 on of chart ${chart}, with records, offsets, users `
    + 'and ACLs, and afterwards restart, replace a lost volume of each kind, and grow without adopt', {
    level: 'full', seconds: 1500,
  }, async t => {
    const everyNode = async (act: (set: string) => Promise<void>) => {
      for (const set of ['kafka-controller', 'kafka']) {
        await act(set);
        await t.until.setReady(set, 300);
      }
    };
    await certificates(t);
    await oldVolumes(t, { ...nodes, dedicated: true, clusterId }, nodes.quorum === 'dynamic' ? 'remove_votes' : '');
    await t.apply(kafka(t.namespace, dedicated));
    await t.time('six nodes Ready on adopted volumes', 120, () => everyNode(async () => {}));
    assert.deepEqual([await count(t, 'orders'), await count(t, 'single')], [1000, 10]);
    await assertContent(t);

    if (nodes.quorum === 'static') {
      await everyNode(set => t.faults.restartAll(set, 'graceful'));
      await shell(t, 'kafka-0', `${bin}/kafka-features.sh ${asNode} upgrade --release-version 4.3`);
    }
    await everyNode(set => t.faults.restartAll(set, 'graceful'));
    await everyNode(set => t.faults.loseVolume(`${set}-2`));
    await t.apply(kafka(t.namespace, { ...dedicated, adopt: undefined, replicas: 4 }));
    await t.until.setReady('kafka', 300);
    await asShop(t, 'kafka-producer-perf-test.sh --topic orders --num-records 50 --record-size 10 --throughput -1');
    assert.deepEqual([await count(t, 'orders'), await count(t, 'single')], [1050, 10]);
    assert.match(await shell(t, 'kafka-3', 'sed -n "s/^node.id=//p" /var/lib/kafka/data/logs/meta.properties'), /^103$/m);
    await untilThreeVotes(t, 'kafka-controller');
  });
}

const dynamic: OldNodes = { image: 'apache/kafka:4.0.0', quorum: 'dynamic' };

clusterCase('members name all that prevents an adoption, each with its remedy, and leave the volumes unchanged, '
  + 'from which the former servers start again', { level: 'full', seconds: 1200 }, async t => {
  await oldVolumes(t, dynamic);
  const before = await onOldVolumes(t, dynamic, 'list_old');
  await t.apply(kafka(t.namespace, { ...adopt, clusterId: 'Tm90IGEgcmFuZG9tIGlkLg' }));
  const message = await untilTerminationMessage(t, 'kafka-0', 'bootstrap', /\[AdoptionRefused\]/, 120);
  assert.match(message, /^the data on this volume cannot be adopted as it is, and no file was changed\. \(1\) It belongs to the cluster /);
  assert.match(message, /Set clusterId to 'kafka_cluster_id_test1'\. \(2\) The nodes 0 1 2 vote for a leader, and the data has/);
  await t.faults.scale('kafka', 0);
  for (const ordinal of [0, 1, 2]) { await t.until.podGone(`kafka-${ordinal}`, 120); }
  assert.equal(await onOldVolumes(t, dynamic, 'list_old'), before);

  await onOldVolumes(t, dynamic, 'start_old\nremove_votes\nstop_old');
  await t.apply(kafka(t.namespace, adopt));
  await t.faults.scale('kafka', 3);
  await t.until.setReady('kafka', 300);
});

clusterCase('the former servers start on adopted data of a static quorum, '
  + 'as long as neither its metadata version nor its quorum has been changed', { level: 'full', seconds: 1200 }, async t => {
  const nodes: OldNodes = { image: 'apache/kafka:3.9.2', quorum: 'static' };
  await oldVolumes(t, nodes);
  await t.apply(kafka(t.namespace, adopt));
  await t.until.setReady('kafka', 300);
  await shell(t, 'kafka-0', `seq 100 | ${bin}/kafka-console-producer.sh --bootstrap-server kafka-bootstrap:9092 --topic orders`);
  await shell(
    t, 'kafka-0',
    `${bin}/kafka-console-consumer.sh --bootstrap-server kafka-bootstrap:9092 --topic orders --group readers --max-messages 700`,
  );
  await t.faults.scale('kafka', 0);
  for (const ordinal of [0, 1, 2]) { await t.until.podGone(`kafka-${ordinal}`, 120); }

  const undo = 'for node in $NODES; do mv "$VOLUMES-$node/logs" "$VOLUMES-$node/data"; done';
  const answer = await onOldVolumes(t, nodes, `${undo}\nstart_old
tool kafka-console-consumer --topic orders --from-beginning --max-messages 1100 2>/dev/null | wc -l
tool kafka-consumer-groups --describe --group readers 2>/dev/null | grep -c ' orders '
tool kafka-consumer-groups --describe --group readers 2>/dev/null | awk '$2 == "orders" { lag += $6 } END { print "lag", lag }'
stop_old`);
  assert.match(answer, /^1100\n3\nlag 0$/m);
});
