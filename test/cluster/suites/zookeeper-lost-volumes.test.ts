import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper } from '../zookeeper/deployment';
import { assertOneHistory, modeOf, untilLeads } from '../zookeeper/members';

const writer = zookeeperWriter();

/**
 * Two volumes at once, and then a restart of the third, which could be outvoted while it is away. Not all at once: the two that go could
 * acknowledge a last write without the third, and it would be gone with their volumes.
 */
async function loseTwo(t: CaseContext, lost: string[], left: string): Promise<void> {
  await Promise.all(lost.map(pod => t.faults.loseVolume(pod)));
  await t.faults.deletePod(left, 'force');
}

clusterCase('two of three lost volumes stop the ensemble instead of emptying it, '
  + 'and one command recovers all members', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await t.apply(zookeeper(t.namespace, { firstBoot: false }));
  const recorder = await t.record(writer);

  await recorder.during('volumes of zk-0 and zk-1 lost, then zk-2 restarted', async () => {
    await loseTwo(t, ['zk-0', 'zk-1'], 'zk-2');
    for (const pod of ['zk-0', 'zk-1']) {
      await untilLog(t, pod, 'zk', /firstBoot is off, so no new ensemble begins.*most volumes are lost/, 90);
    }
    await pause(5);
    assert.deepEqual(await Promise.all(['zk-0', 'zk-1', 'zk-2'].map(pod => modeOf(t, pod))), [undefined, undefined, undefined]);

    await t.exec('zk-1', 'zk', ['touch', '/data/initialize']);
    await t.time('a leader after the command', 15, () => untilLeads(t));
    await t.until.setReady('zk', 60);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('with first boot still on, members that lost two of three volumes copy the third or wait for a decision, '
  + 'and never begin an empty ensemble', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const recorder = await t.record(writer);

  await recorder.during('volumes of zk-1 and zk-2 lost, then zk-0 restarted', async () => {
    await loseTwo(t, ['zk-1', 'zk-2'], 'zk-0');
    await t.time('all Ready with the data of zk-0', 30, () => t.until.setReady('zk', 90));
  });
  await recorder.during('volumes of zk-0 and zk-1 lost, then zk-2 restarted', async () => {
    await loseTwo(t, ['zk-0', 'zk-1'], 'zk-2');
    await untilLog(t, 'zk-0', 'zk', /First boot waits until zk-2.zk reports/, 60);
    await pause(10);
    assert.equal(await modeOf(t, 'zk-2'), undefined, 'zk-2 serves, with whom?');
    assert.doesNotMatch(await logOf(t, 'zk-0', 'zk'), /a new ensemble begins/);
    await t.exec('zk-0', 'zk', ['touch', '/data/initialize']);
    await t.until.setReady('zk', 60);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a member detects the loss of a separate transaction log, '
  + 'and copies all data from the ensemble again after the loss of both volumes', { level: 'full', seconds: 300 }, async t => {
  await deploy(t, { transactionLog: { storage: Size.gibibytes(1) } });
  const recorder = await t.record(writer);

  await recorder.during('volume of the log of zk-2 lost, then that of the snapshots, too', async () => {
    await t.faults.loseVolume('zk-2', 'log');
    await untilLog(t, 'zk-2', 'zk', /that of the transaction log is new/, 60);
    await t.faults.loseVolume('zk-2', 'data');
    await t.until.setReady('zk', 90);
  });

  await recorder.verdict();
  await assertOneHistory(t);
});

clusterCase('a copy of one member restores an ensemble after all volumes are lost', { level: 'full', seconds: 400 }, async t => {
  await deploy(t);
  await t.apply(zookeeper(t.namespace, { firstBoot: false }));
  await t.exec('zk-0', 'zk', ['bash', '-c', 'ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 create /kept value']);
  const backup = await t.exec('zk-2', 'zk', ['bash', '-c', 'tar cSz -C / data/version-2 | base64 -w 0']);

  await Promise.all(['zk-0', 'zk-1', 'zk-2'].map(pod => t.faults.loseVolume(pod)));
  for (const pod of ['zk-0', 'zk-1', 'zk-2']) { await untilLog(t, pod, 'zk', /firstBoot is off, so no new ensemble begins/, 90); }
  await t.exec('zk-0', 'zk', ['bash', '-c', 'base64 -d <<<"$0" | tar xz -C /', backup]);
  await t.exec('zk-1', 'zk', ['touch', '/data/initialize']);
  await t.faults.deletePod('zk-0');
  await t.time('all Ready with the copy', 30, () => t.until.setReady('zk', 90));

  assert.match(await t.exec('zk-2', 'zk', [
    'bash', '-c', 'ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 get /kept 2>/dev/null',
  ]), /^value$/m);
});
