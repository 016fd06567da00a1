import { strict as assert } from 'node:assert';
import { ZooKeeperSource } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { zookeeperWriter } from '../writers/zookeeper';
import { zookeeper, type Variation } from '../zookeeper/deployment';
import { OLD, OldSet, oldHosts } from '../zookeeper/old-set';

clusterCase('three members join the running servers of Bitnami\'s chart one at a time, and the servers leave, '
  + 'while clients write 50 times a second', { level: 'full', seconds: 1800 }, async t => {
  const old = new OldSet(t);
  await old.deploy();
  const cli = 'cli() { ZK_CLIENT_HEAP=64 zkCli.sh -server localhost:2181 "$@" 2>&1; }';
  const commands = 'addauth digest shop:secret\ncreate /shop shop auth:shop:secret:cdrwa,world:anyone:r\nquit\n';
  assert.match(await t.exec(`${OLD}-0`, 'zookeeper', ['bash', '-c', `${cli}; cli <<<'${commands}'`]), /Created \/shop/);

  const deployed = (replicas: number, servers: number[]): Variation => ({
    replicas,
    firstBoot: false,
    ...servers.length > 0 ? { source: ZooKeeperSource.external({ servers: oldHosts(t.namespace, servers) }) } : {},
  });
  const apply = async (replicas: number, servers: number[]) => {
    await t.apply(zookeeper(t.namespace, deployed(replicas, servers)));
    await t.until.setReady('zk', 240);
  };

  const toOld = await t.record({ ...zookeeperWriter(`${OLD}:2181`), rate: 50 });
  await toOld.during('servers report their members', () =>
    old.roll(3, { ZOO_4LW_COMMANDS_WHITELIST: 'srvr, mntr, ruok, conf', JVMFLAGS: '-Dsun.net.inetaddr.ttl=1' }));
  for (const replicas of [1, 2, 3]) {
    await toOld.during(`member ${replicas - 1} joins`, async () => {
      await old.settle('zk-1');
      await apply(replicas, [1, 2, 3]);
    });
    await toOld.during(`servers count member ${replicas - 1}`, async () => old.roll(3, { ZOO_SERVERS: await old.listOfMembers() }));
  }

  const toNew = await t.record({ ...zookeeperWriter('zk-client:2181', { LOG: '/more' }), name: 'zookeeper-more', rate: 50 });
  const joined = await toOld.verdict();
  t.against('longest gap of writes while members joined', joined.longestGap, 3);
  for (const id of [3, 2, 1]) {
    const rest = [1, 2, 3].slice(0, id - 1);
    await toNew.during(`members do not count server ${id}`, async () => {
      await old.settle('zk-1', 'zk-2', `${OLD}-${id - 1}`);
      await apply(3, rest);
    });
    await toNew.during(`server ${id} leaves`, async () => {
      await t.faults.scale(OLD, rest.length);
      await t.until.podGone(`${OLD}-${id - 1}`, 90);
      if (rest.length > 0) { await old.roll(rest.length, { ZOO_SERVERS: await old.listOfMembers() }); }
    });
  }
  const left = await toNew.verdict();
  t.against('longest gap of writes while servers left', left.longestGap, 3);

  for (const ordinal of [0, 1, 2]) {
    const answer = await t.exec(`zk-${ordinal}`, 'zk', ['bash', '-c', `${cli}; cli getAcl /shop; cli get /shop`]);
    assert.match(answer, /^'digest,'shop:[^]*^shop$/m, `zk-${ordinal}`);
  }
  await t.faults.restartAll('zk', 'graceful');
  await t.until.setReady('zk', 180);
});
