import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { pause } from '../harness/wait';
import { deploy, login, postgresql } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, switchTo, untilEqual, untilWhole } from '../postgresql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);
const all = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

clusterCase('the volumes of the primary, of a replica and of all replicas are cloned back', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  // first boot is still on
  await recorder.during('volume of the primary', async () => {
    const primary = await primaryOf(t);
    t.against('write gap around the loss of the volume of the primary', await writeGap(t, writer, async () => {
      await t.faults.loseVolume(primary);
      await untilWhole(t, 3, 180);
    }), 30);
  });
  await recorder.during('volume of a replica', async () => {
    const [replica] = await replicasOf(t);
    t.against('write gap around the loss of the volume of a replica', await writeGap(t, writer, async () => {
      await t.faults.loseVolume(replica);
      await untilWhole(t, 3, 180);
    }), 3);
  });
  await recorder.during('volumes of both replicas', async () => {
    await Promise.all((await replicasOf(t)).map(pod => t.faults.loseVolume(pod)));
    await t.time('whole after the loss of the volumes of both replicas', 60, () => untilWhole(t, 3, 240));
    await untilWritesAgain(t, writer);
  });
  await recorder.during('all pods, and the volumes of both replicas', async () => {
    const primary = await primaryOf(t);
    const replicas = await replicasOf(t);
    await Promise.all([t.faults.deletePod(primary, 'force'), ...replicas.map(pod => t.faults.loseVolume(pod))]);
    await t.time('whole after an outage and the loss of the volumes of both replicas', 90, () => untilWhole(t, 3, 240));
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a set that lost all volumes or the objects of its store never becomes a new cluster', {
  level: 'full', seconds: 1200,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  await switchTo(t, 'postgresql-0');
  await t.apply(postgresql(t.namespace, { firstBoot: false }));
  const recorder = await t.record(writer);
  const { acknowledged } = await recorder.verdict();
  const count = async () => sql(t, await primaryOf(t), 'SELECT count(*) FROM numbers', 'app');
  const system = async () => sql(t, await primaryOf(t), 'SELECT system_identifier FROM pg_control_system()');
  const before = await system();

  await deleteStore(t.namespace, async name => { await t.cluster.core.deleteNamespacedConfigMap({ namespace: t.namespace, name }); });
  await pause(15);
  await untilWhole(t);
  assert.equal(await count(), `${acknowledged}`);

  // objects, all pods, and the volume of the member that may create a cluster
  await Promise.all([
    t.faults.loseVolume('postgresql-0'), t.faults.deletePod('postgresql-1', 'force'), t.faults.deletePod('postgresql-2', 'force'),
    deleteStore(t.namespace, async name => { await t.cluster.core.deleteNamespacedConfigMap({ namespace: t.namespace, name }); }),
  ]);
  await t.time('whole after the loss of the store, all pods and a volume', 120, () => untilWhole(t, 3, 240));
  assert.equal(await count(), `${acknowledged}`);
  assert.equal(await system(), before);
  await untilEqual(t);

  await Promise.all(all.map(pod => t.faults.loseVolume(pod)));
  await untilLog(t, 'postgresql-0', 'postgresql', /waiting for leader to bootstrap/, 120);
});

/** Deletes the ConfigMaps of Patroni, whichever there are. */
async function deleteStore(_namespace: string, deleteOne: (name: string) => Promise<void>): Promise<void> {
  for (const part of ['config', 'leader', 'sync', 'failover']) {
    await deleteOne(`postgresql-${part}`).catch(() => undefined);
  }
}
