import { clusterCase } from '../harness/cluster-case';
import { writeGap } from '../recorder/write-gap';
import { zookeeperWriter } from '../writers/zookeeper';
import { deploy, zookeeper, type Variation } from '../zookeeper/deployment';
import { assertOneHistory } from '../zookeeper/members';

const writer = zookeeperWriter();

const rolls: [string, Variation][] = [['a setting', { maxClientConnections: 61 }], ['the image', { image: 'zookeeper:3.9.5' }]];

for (const [what, variation] of rolls) {
  clusterCase(`a client can write during a rolling update of ${what}`, { level: 'full', seconds: 300 }, async t => {
    await deploy(t);
    const recorder = await t.record(writer);

    await recorder.during(`rolling update of ${what}`, async () => {
      const gap = await writeGap(t, writer, async () => {
        await t.faults.rollWith('zk', zookeeper(t.namespace, variation));
        await t.until.setReady('zk', 120);
      });
      t.against(`write gap of a rolling update of ${what}`, gap, 5);
    });

    await recorder.verdict();
    await assertOneHistory(t);
  });
}
