import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { zookeeper } from '../zookeeper/deployment';
import { assertOneHistory, timeWithoutLeader, untilLeads } from '../zookeeper/members';

const writer = zookeeperWriter();

clusterCase('three members start on empty volumes, '
  + 'and neither a kill of the leader nor a lost volume loses an acknowledged write', { level: 'quick', seconds: 300 }, async t => {
  await t.time('fresh 3 members, from apply to all Ready', 30, async () => {
    await t.apply(zookeeper(t.namespace));
    await t.until.setReady('zk', 120);
  });

  const recorder = await t.record(writer);
  const leader = await untilLeads(t);
  await recorder.during('kill -9 of the leader', async () => {
    t.against('write gap around a kill', await writeGap(t, writer, async () => {
      t.against('new leader after kill -9', await timeWithoutLeader(t, leader, () => t.faults.kill(leader)), 3);
    }), 5);
    await t.until.setReady('zk', 60);
  });
  await recorder.during('volume of a member lost', async () => {
    await t.faults.loseVolume(leader);
    await t.time('member Ready with an empty volume', 20, () => t.until.setReady('zk', 60));
  });
  assert.match(await logOf(t, leader, 'zk'), /the data comes from the leader/);

  await recorder.verdict();
  await assertOneHistory(t);
});
