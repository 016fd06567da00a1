import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { deploy, login, postgresql } from '../postgresql/deployment';
import { primaryOf, sql, switchTo, untilEqual, untilWhole } from '../postgresql/members';
import type { Recorder } from '../recorder/recorder';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { postgresqlReader, postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);

interface Clients {
  readonly writes: Recorder;
  readonly reads: Recorder;
}

async function startClients(t: CaseContext): Promise<Clients> {
  await untilWhole(t);
  return { writes: await t.record(writer), reads: await t.record(postgresqlReader('postgresql-replicas', login)) };
}

async function during(t: CaseContext, { writes, reads }: Clients, what: string, act: () => Promise<void>): Promise<void> {
  await writes.during(what, () => reads.during(what, async () => {
    await act();
    await untilWritesAgain(t, writer);
  }));
}

async function judge(t: CaseContext, what: string, { writes, reads }: Clients): Promise<void> {
  const { longestGap: withoutReads } = await reads.verdict();
  const { longestGap: withoutWrites } = await writes.verdict();
  t.against(`longest time without a read, ${what}`, withoutReads, 3);
  t.against(`longest time without a write, ${what}`, withoutWrites, 3);
  await untilEqual(t);
}

/** The values with which the members run, in the order of their ordinals. */
async function connectionsOf(t: CaseContext): Promise<string[]> {
  return Promise.all([0, 1, 2].map(ordinal => sql(t, `postgresql-${ordinal}`, 'SHOW max_connections')));
}

clusterCase('a switchover interrupts writes for seconds', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  const clients = await startClients(t);

  for (const candidate of ['postgresql-1', 'postgresql-2', 'postgresql-0']) {
    await during(t, clients, 'switchover', async () => {
      t.against(`write gap around the switchover to ${candidate}`, await writeGap(t, writer, () => switchTo(t, candidate)), 3);
    });
  }

  for (let i = 1; i <= 3; i++) {
    await during(t, clients, 'switchover to any replica', async () => {
      t.against(`write gap around switchover ${i} to any replica`, await writeGap(t, writer, () => switchTo(t)), 3);
    });
  }

  await judge(t, 'switchover', clients);
});

clusterCase('clients can read and write during a rolling update, and more connections are in force at its end', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  await switchTo(t, 'postgresql-1');
  const clients = await startClients(t);

  await during(t, clients, 'rolling update with more connections', async () => {
    await t.faults.rollWith('postgresql', postgresql(t.namespace, { maxConnections: 150 }));
    await untilWhole(t, 3, 240);
  });
  assert.deepEqual(await connectionsOf(t), ['150', '150', '150']);

  await judge(t, 'rolling update', clients);
});

clusterCase('clients can read and write during a drain', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  const clients = await startClients(t);

  await during(t, clients, 'eviction of each member', async () => {
    for (const pod of ['postgresql-0', 'postgresql-1', 'postgresql-2']) {
      assert.equal((await t.faults.evict(pod)).refused, false);
      await t.until.pod(pod, 'to be replaced', ({ metadata }) => !metadata?.deletionTimestamp, 120);
      await untilWhole(t, 3, 180);
    }
  });

  await judge(t, 'drain', clients);
});

clusterCase('the set grows from three to five and shrinks to three while clients read and write', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  const clients = await startClients(t);

  await during(t, clients, 'scale 3 to 5', async () => {
    await t.apply(postgresql(t.namespace, { replicas: 5 }));
    await untilWhole(t, 5, 240);
  });
  await during(t, clients, 'scale 5 to 3 from a primary that leaves', async () => {
    await switchTo(t, 'postgresql-4', 5);
    await t.apply(postgresql(t.namespace, { replicas: 3 }));
    await t.until.podGone('postgresql-3', 120);
    await untilWhole(t, 3, 180);
  });
  assert.notEqual(await primaryOf(t), 'postgresql-4');

  await judge(t, 'scale 3 to 5 to 3', clients);
});
