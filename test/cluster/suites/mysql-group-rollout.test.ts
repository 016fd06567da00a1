import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { during, judge, startClients } from '../mysql/clients';
import { deployGroup, group, untilWhole } from '../mysql/group';

/** Seconds without a write. */
const BAR = 2.5;

clusterCase('writers hardly notice a rolling update of a group', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'rolling update', async () => {
    await t.faults.rollWith('mysql', group(t.namespace, { maxConnections: 152 }));
    await untilWhole(t, 3, 300);
  });

  await judge(t, 'rolling update', clients, BAR);
});

clusterCase('writers hardly notice a drain of each node', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'eviction of each member', async () => {
    for (const pod of ['mysql-2', 'mysql-1', 'mysql-0']) {
      assert.equal((await t.faults.evict(pod)).refused, false);
      await t.until.pod(pod, 'to be replaced', ({ metadata }) => !metadata?.deletionTimestamp, 120);
      await untilWhole(t, 3, 180);
    }
  });

  await judge(t, 'drain', clients, BAR);
});

clusterCase('a group grows from three to five and shrinks to three '
  + 'while clients read and write', { level: 'full', seconds: 900 }, async t => {
  await deployGroup(t);
  const clients = await startClients(t);

  await during(t, clients, 'scale 3 to 5', async () => {
    await t.apply(group(t.namespace, { replicas: 5 }));
    await untilWhole(t, 5, 300);
  });
  await during(t, clients, 'scale 5 to 3', async () => {
    await t.apply(group(t.namespace, { replicas: 3 }));
    await t.until.podGone('mysql-3', 120);
    await untilWhole(t, 3, 120);
  });
  await during(t, clients, 'kubectl scale to 4 and back', async () => {
    await t.faults.scale('mysql', 4);
    await untilWhole(t, 4, 180);
    await t.faults.scale('mysql', 3);
    await t.until.podGone('mysql-3', 120);
    await untilWhole(t, 3, 120);
  });

  await judge(t, 'scale 3 to 5 to 3', clients, BAR);
});
