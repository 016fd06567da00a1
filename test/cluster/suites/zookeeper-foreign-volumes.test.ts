import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { zookeeper } from '../zookeeper/deployment';
import { inPod, leaveForeignData } from '../zookeeper/foreign';
import { modeOf } from '../zookeeper/members';

/** Every file with its size and when it was written: the owner's group is the kubelet's to change. */
const listing = "find /data /datalog -mindepth 1 -printf '%p %s %T@\\n' 2>/dev/null | sort";

async function ending(t: CaseContext, pod: string, text: RegExp): Promise<void> {
  await t.until.pod(pod, `to end with ${text.source}`, ({ status }) => {
    const { state, lastState } = status?.containerStatuses?.[0] ?? {};
    return [state?.terminated?.message, lastState?.terminated?.message].some(message => text.test(message ?? ''));
  }, 90);
}

async function read(t: CaseContext, pod: string, node: string): Promise<string> {
  return t.exec(pod, 'zk', ['bash', '-c', `ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 get ${node} 2>/dev/null`]);
}

clusterCase('a member leaves a volume of Bitnami\'s chart unchanged and does not start, with first boot on and off, '
  + 'and serves the data after the recipe has moved it', { level: 'full', seconds: 400 }, async t => {
  const claims = { '/data': 'data-zk-0' };
  await leaveForeignData(t, { claims, dataDir: '/data/data' });
  const before = await inPod(t, 'before', claims, listing);

  for (const firstBoot of [true, false]) {
    await t.apply(zookeeper(t.namespace, { firstBoot }));
    await ending(t, 'zk-0', /files that this preset did not write: data .*Bitnami's chart.*No file was changed.*data of another ensemble/);
    for (const pod of ['zk-0', 'zk-1', 'zk-2']) { assert.equal(await modeOf(t, pod), undefined, `${pod} serves`); }
    await t.faults.scale('zk', 0);
    await t.until.podGone('zk-0');
    assert.equal(await inPod(t, 'after', claims, listing), before);
  }

  await inPod(t, 'take-over', claims, 'cd /data\nmv data/version-2 .\nrm -r data\ntouch members');
  await t.apply(zookeeper(t.namespace));
  await t.faults.scale('zk', 3);
  await t.time('all Ready with the data', 60, () => t.until.setReady('zk', 120));
  assert.match(await read(t, 'zk-2', '/theirs'), /^value$/m);
});

clusterCase('a member leaves volumes of the official image unchanged and does not start, '
  + 'and serves the data with a separate log after the recipe has moved it', { level: 'full', seconds: 400 }, async t => {
  const claims = { '/data': 'data-zk-0', '/datalog': 'log-zk-0' };
  const variation = { transactionLog: { storage: Size.gibibytes(1) } };
  await leaveForeignData(t, { claims, dataDir: '/data', dataLogDir: '/datalog' });
  const before = await inPod(t, 'before', claims, listing);

  await t.apply(zookeeper(t.namespace, variation));
  await ending(
    t, 'zk-0',
    /volume of the data has files that this preset did not write: .*version-2 .*layout of the official image.*No file was changed/,
  );
  await t.faults.scale('zk', 0);
  await t.until.podGone('zk-0');
  assert.equal(await inPod(t, 'after', claims, listing), before);

  await inPod(t, 'half', claims, 'rm /data/myid\ntouch /data/members');
  await t.faults.scale('zk', 3);
  await ending(t, 'zk-0', /volume of the transaction log has files that this preset did not write: version-2 .*No file was changed/);
  await t.faults.scale('zk', 0);
  await t.until.podGone('zk-0');

  await inPod(t, 'take-over', claims, 'echo 100 >/datalog/myid');
  await t.faults.scale('zk', 3);
  await t.time('all Ready with the data', 60, () => t.until.setReady('zk', 120));
  assert.match(await read(t, 'zk-2', '/theirs'), /^value$/m);
});
