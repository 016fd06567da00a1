import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Controllers } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { readPod } from '../harness/pods';
import { waitFor } from '../harness/wait';
import { deploy, kafka, shell } from '../kafka/deployment';
import { untilInSync, untilVoters } from '../kafka/members';
import { kafkaWriter } from '../writers/kafka';

/** A broker that starts gives back what its index files had reserved, so the rest is filled until it ends for want of room. */
async function untilEndsFull(t: CaseContext, pod: string): Promise<void> {
  const fill = ['sh', '-c', 'dd if=/dev/zero of=/var/lib/kafka/data/filler bs=4096 oflag=append conv=notrunc 2>/dev/null || true'];
  await waitFor(`${pod} to end because its volume is full`, { seconds: 120, everySeconds: 1 }, async () => {
    await t.exec(pod, 'kafka', fill).catch(() => '');
    const { status } = await readPod(t.cluster, t.namespace, pod);
    const state = status?.containerStatuses?.[0]?.state;
    const log = await logOf(t, pod, 'kafka').catch(() => '');
    return !state?.running && /No space left on device/.test(log) ? { found: true } : { seen: JSON.stringify(state) };
  });
}

clusterCase('a node refuses to start with another cluster id or the volume of another node, '
  + 'names the cause and keeps the data', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const recorder = await t.record(kafkaWriter());

  await recorder.during('another cluster id', async () => {
    await t.faults.rollWith('kafka', kafka(t.namespace, { clusterId: 'YW5vdGhlciBjbHVzdGVyLg' }));
    await untilLog(
      t, 'kafka-2', 'bootstrap',
      /the volume belongs to the cluster Tm90IGEgcmFuZG9tIGlkLg and this is YW5vdGhlciBjbHVzdGVyLg: no file was changed/, 120,
    );
    await t.apply(kafka(t.namespace));
    await t.faults.deletePod('kafka-2');
    await t.until.setReady('kafka', 240);
  });
  await recorder.during('a volume of another node', async () => {
    const file = '/var/lib/kafka/data/logs/meta.properties';
    await shell(t, 'kafka-1', `sed -i.kept 's/^node.id=1$/node.id=2/' ${file}`);
    await t.faults.deletePod('kafka-1');
    await untilLog(t, 'kafka-1', 'bootstrap', /the volume belongs to node 2 and this is node 1: no file was changed/, 120);
    // what the administrator would do: the right volume again
    await t.faults.loseVolume('kafka-1');
    await t.until.setReady('kafka', 240);
  });

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('nodes refuse to start with fewer or other controllers before they change data, '
  + 'and a return to the old controllers loses no record', { level: 'full', seconds: 1500 }, async t => {
  await deploy(t);
  await untilVoters(t, [0, 1, 2]);
  const recorder = await t.record(kafkaWriter());

  await recorder.during('controllers of a set of their own', async () => {
    await t.faults.rollWith('kafka', kafka(t.namespace, { firstBoot: false, controllers: Controllers.dedicated() }));
    const said = await untilLog(
      t, 'kafka-2', 'bootstrap', /are kafka-0 to kafka-2, and are to be kafka-controller-0 to kafka-controller-2: /, 400,
    );
    assert.match(said, /kafka-controller-2: .*Give back replicas: 3 or more, and Controllers\.combined\(3\)/);
    await t.apply(kafka(t.namespace));
    await t.faults.scale('kafka-controller', 0);
    await t.until.setReady('kafka', 420);
    await untilVoters(t, [0, 1, 2]);
  });
  await recorder.during('two brokers of three, which would have one controller', async () => {
    await t.faults.rollWith('kafka', kafka(t.namespace, { replicas: 2 }));
    await untilLog(t, 'kafka-1', 'bootstrap', /are kafka-0 to kafka-2, and are to be kafka-0: .*Give back replicas: 3 or more/, 400);
    await t.apply(kafka(t.namespace));
    await t.until.setReady('kafka', 420);
    await untilVoters(t, [0, 1, 2]);
  });

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('a dedicated controller that only kubectl scale created does not start, '
  + 'and its log names the cause', { level: 'full', seconds: 600 }, async t => {
  await deploy(t, { replicas: 1, controllers: Controllers.dedicated({ replicas: 1, storage: Size.gibibytes(1) }) });
  await t.faults.scale('kafka-controller', 2);
  await untilLog(
    t, 'kafka-controller-1', 'bootstrap', /controller 1 is not one of the 1 controllers: kubectl scale makes no more of them/, 120,
  );

  await t.faults.scale('kafka-controller', 1);
  await t.until.podGone('kafka-controller-1', 60);
  await t.until.setReady('kafka-controller');
});

clusterCase('the log reports a full volume, '
  + 'and all acknowledged records are present when the volume has free space again', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const recorder = await t.record(kafkaWriter());

  await recorder.during('full volume of a broker', async () => {
    const full = await t.faults.fillVolume('kafka-1', { freeKibibytes: 64 });
    await untilEndsFull(t, 'kafka-1');
    await full.undo();
    await t.until.setReady('kafka', 300);
    await t.exec('kafka-1', 'kafka', ['rm', '/var/lib/kafka/data/filler']);
  });

  await recorder.verdict();
  await untilInSync(t);
});

clusterCase('synthesis rejects an unknown setting, '
  + 'and a value that the server rejects stops the roll at one broker', { level: 'full', seconds: 900 }, async t => {
  assert.throws(() => kafka(t.namespace, { settings: { 'num.io.thread': '4' } }), /use num\.io\.threads/);
  assert.throws(() => kafka(t.namespace, { settings: { 'num.io.threads': 'many' } }), /must be a whole number/);
  const refused = { 'alter.config.policy.class.name': 'com.example.Missing' };
  await deploy(t);
  const recorder = await t.record(kafkaWriter());

  await recorder.during('roll with a bad value', async () => {
    await t.faults.rollWith('kafka', kafka(t.namespace, { settings: refused }));
    await untilLog(t, 'kafka-2', 'kafka', /Class com\.example\.Missing could not be found/, 120);
    await t.apply(kafka(t.namespace));
    await t.faults.deletePod('kafka-2');
    await t.until.setReady('kafka', 240);
  });

  await recorder.verdict();
  await untilInSync(t);
});
