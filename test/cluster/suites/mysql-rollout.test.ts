import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { during, judge, startClients } from '../mysql/clients';
import { deploy, mysql } from '../mysql/deployment';

/** Seconds without a write. */
const BAR = 30;

clusterCase('clients can read and write during a rolling update', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const clients = await startClients(t);

  await during(t, clients, 'rolling update', async () => {
    await t.faults.rollWith('mysql', mysql(t.namespace, { maxConnections: 152 }));
    await t.until.setReady('mysql', 240);
  });

  await judge(t, 'rolling update', clients, BAR);
});

clusterCase('clients can read and write during a drain', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const clients = await startClients(t);

  await during(t, clients, 'eviction of each member', async () => {
    for (const pod of ['mysql-2', 'mysql-1', 'mysql-0']) {
      assert.equal((await t.faults.evict(pod)).refused, false);
      await t.until.pod(pod, 'to be replaced', ({ metadata }) => !metadata?.deletionTimestamp, 120);
      await t.until.setReady('mysql', 180);
    }
  });

  await judge(t, 'drain', clients, BAR);
});

clusterCase('the set grows from three to five and shrinks to three '
  + 'while clients read and write', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const clients = await startClients(t);

  await during(t, clients, 'scale 3 to 5', async () => {
    await t.apply(mysql(t.namespace, { replicas: 5 }));
    await t.until.setReady('mysql', 240);
    await t.until.podReady('mysql-4');
  });
  await during(t, clients, 'scale 5 to 3', async () => {
    await t.apply(mysql(t.namespace, { replicas: 3 }));
    await t.until.podGone('mysql-3', 120);
    await t.until.setReady('mysql', 120);
  });

  await judge(t, 'scale 3 to 5 to 3', clients, BAR);
});
