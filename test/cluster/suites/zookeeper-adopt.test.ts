import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { ZooKeeperAdoption } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { untilTerminationMessage } from '../harness/termination';
import { zookeeperWriter } from '../writers/zookeeper';
import { listing, oldEnsemble, readOld } from '../zookeeper/bitnami';
import { zookeeper, type Variation } from '../zookeeper/deployment';
import { inPod } from '../zookeeper/foreign';

const adopt: Variation = { firstBoot: false, adopt: ZooKeeperAdoption.bitnami() };

/** Every member has the nodes and their ACLs. */
async function assertNodes(t: CaseContext, members: number): Promise<void> {
  for (let ordinal = 0; ordinal < members; ordinal++) {
    const script = 'zkCli() { ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 "$@" 2>/dev/null; }; zkCli get /shop/99; '
      + 'zkCli getAcl /shop; zkCli stat /shop';
    const answer = await t.exec(`zk-${ordinal}`, 'zk', ['bash', '-c', script]);
    assert.match(answer, /^value 99$/m, `zk-${ordinal}`);
    assert.match(answer, /^'digest,'shop:/m, `zk-${ordinal}`);
    assert.match(answer, /^numChildren = 100$/m, `zk-${ordinal}`);
  }
}

for (const separate of [false, true]) {
  const variation = separate ? { ...adopt, transactionLog: { storage: Size.gibibytes(1) } } : adopt;
  clusterCase(`three members adopt the volumes of Bitnami's chart ${separate ? 'with' : 'without'} a separate transaction log, keep all `
    + 'nodes and ACLs, and acknowledge writes while they restart', { level: 'full', seconds: 900 }, async t => {
    await oldEnsemble(t, 3, separate);
    await t.apply(zookeeper(t.namespace, variation));
    await t.time('three members Ready on adopted volumes', 60, () => t.until.setReady('zk', 180));
    await assertNodes(t, 3);

    const writes = await t.record(zookeeperWriter());
    await writes.during('a restart of all pods with adopt on', async () => {
      await t.faults.restartAll('zk', 'graceful');
      await t.until.setReady('zk', 180);
    });
    await t.apply(zookeeper(t.namespace, { ...variation, adopt: undefined }));
    await writes.during('the loss of the volumes of a member', async () => {
      if (separate) {
        await t.faults.loseVolume('zk-2', 'log');
        await untilLog(t, 'zk-2', 'zk', /that of the transaction log is new/, 60);
      }
      await t.faults.loseVolume('zk-2', 'data');
      await t.until.setReady('zk', 180);
    });
    await writes.verdict();
  });
}

clusterCase('five members adopt the volumes of Bitnami\'s chart', { level: 'full', seconds: 900 }, async t => {
  await oldEnsemble(t, 5, false);
  await t.apply(zookeeper(t.namespace, { ...adopt, replicas: 5 }));
  await t.until.setReady('zk', 240);
  await assertNodes(t, 5);
});

clusterCase('one member adopts the volume of a standalone server of Bitnami\'s chart', { level: 'full', seconds: 600 }, async t => {
  await oldEnsemble(t, 1, false);
  await t.apply(zookeeper(t.namespace, { ...adopt, replicas: 1, allowSingleMember: true }));
  await t.until.setReady('zk', 120);
  await assertNodes(t, 1);
});

clusterCase('members refuse volumes of other members and logs on another volume, each with the remedy, and change nothing; '
  + 'the former servers start on volumes whose rename is undone', { level: 'full', seconds: 900 }, async t => {
  await oldEnsemble(t, 3, false);
  const claims = { '/data': 'data-zk-1' };
  const before = await inPod(t, 'before', claims, listing);
  await t.apply(zookeeper(t.namespace, { ...adopt, adopt: ZooKeeperAdoption.bitnami({ minServerId: 2 }) }));
  await untilTerminationMessage(
    t, 'zk-1', 'zk', /\(1\) Its id is 2, and that of the former member of this ordinal is 3\..*\[AdoptionRefused\]/,
  );
  await t.faults.scale('zk', 0);
  await t.until.podGone('zk-1');
  assert.equal(await inPod(t, 'after', claims, listing), before);

  await t.apply(zookeeper(t.namespace, adopt));
  await t.faults.scale('zk', 3);
  await t.until.setReady('zk', 180);
  await t.exec('zk-0', 'zk', ['bash', '-c', 'ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 create /later written']);
  await t.faults.scale('zk', 0);
  await t.until.podGone('zk-0');
  await t.until.podGone('zk-2');
  for (const ordinal of [0, 1, 2]) {
    await inPod(t, `undo-${ordinal}`, { '/data': `data-zk-${ordinal}` }, 'mv /data/version-2 /data/data/version-2');
  }
  assert.match(await readOld(t, 3, '/later'), /^written$/m);
});
