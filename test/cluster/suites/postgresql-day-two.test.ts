import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { PostgreSqlDurability } from '../../../src';
import { podUids } from '../apps/observe';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { pause, waitFor } from '../harness/wait';
import { accounts, deploy, login, passwords, postgresql } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, untilEqual, untilWhole } from '../postgresql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);
const all = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

async function patronictl(t: CaseContext, pod: string, ...args: string[]): Promise<string> {
  return t.exec(pod, 'postgresql', ['patronictl', '-c', '/etc/patroni/patroni.yml', ...args]);
}

async function connectionsOf(t: CaseContext): Promise<string[]> {
  return Promise.all(all.map(pod => sql(t, pod, 'SHOW max_connections')));
}

clusterCase('fewer connections are in force after the restarts of the manual, and disturb no replica before', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t, { maxConnections: 150 });
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('rolling update with fewer connections', async () => {
    await t.faults.rollWith('postgresql', postgresql(t.namespace, { maxConnections: 100 }));
    await untilWhole(t, 3, 240);
  });
  assert.deepEqual(await connectionsOf(t), ['150', '150', '150']);
  await recorder.during('restart of the servers', async () => {
    t.against('write gap around the restart of the servers', await writeGap(t, writer, async () => {
      await waitFor('the primary to restart its server', { seconds: 30, everySeconds: 1 }, async () => {
        const seen = await patronictl(t, all[0], 'restart', '--force', '--role', 'primary', 'postgresql');
        return /Success/.test(seen) ? { found: true } : { seen };
      });
      await pause(12);
      await patronictl(t, all[0], 'restart', '--force', '--role', 'replica', 'postgresql');
      await untilWhole(t);
    }), 10);
  });
  assert.deepEqual(await connectionsOf(t), ['100', '100', '100']);

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('turning first boot off rolls no pod, and an empty set without first boot stays empty', {
  level: 'full', seconds: 600,
}, async t => {
  await deploy(t, { replicas: 2 });
  const before = await podUids(t, 'postgresql');
  await t.apply(postgresql(t.namespace, { replicas: 2, firstBoot: false }));
  await pause(3);
  await t.until.setReady('postgresql');
  assert.deepEqual(await podUids(t, 'postgresql'), before);

  await t.apply(postgresql(t.namespace, { name: 'other', replicas: 1, firstBoot: false }));
  await untilLog(t, 'other-0', 'bootstrap', /waiting for a member that has data.*\[FirstBootNotDeclared\]/, 90);
});

clusterCase('a replica that is behind the log that the primary keeps is cloned again by itself', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t, { maxSlotWal: Size.mebibytes(32), settings: { wal_keep_size: '32MB', min_wal_size: '32MB', max_wal_size: '64MB' } });
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('a replica parted while the primary writes 400 MB of log', async () => {
    const primary = await primaryOf(t);
    const [replica] = await replicasOf(t);
    const parted = await t.faults.partition(replica, [primary]);
    await sql(t, primary, 'CREATE TABLE filler AS SELECT repeat(\'x\', 1000) AS text FROM generate_series(1, 350000)', 'app');
    await sql(t, primary, 'CHECKPOINT; SELECT pg_switch_wal(); CHECKPOINT; DROP TABLE filler; CHECKPOINT', 'app').catch(() => '');
    const gone = await sql(t, primary, `SELECT wal_status FROM pg_replication_slots WHERE slot_name = '${replica.replace('-', '_')}'`);
    assert.match(gone, /^(lost|unreserved|)$/, `the slot is ${gone}`);
    await parted.undo();
    await t.time('a replica that was behind is whole again', 120, () => untilWhole(t, 3, 240));
    await untilLog(t, replica, 'postgresql', /no longer has the write-ahead log after .*cloned again/, 10);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a former primary whose data has diverged follows again by itself', { level: 'full', seconds: 900 }, async t => {
  await deploy(t, { durability: PostgreSqlDurability.asynchronous() });
  await untilWhole(t);
  const former = await primaryOf(t);
  await sql(t, former, 'CREATE TABLE numbers (n bigint PRIMARY KEY)', 'app');

  const others = all.filter(pod => pod !== former);
  const parted = await t.faults.partition(former, others);
  const cut = await t.faults.cutFromApi(former);
  await sql(t, former, 'INSERT INTO numbers VALUES (-1)', 'app');
  await waitFor('another primary', { seconds: 90, everySeconds: 1 }, async () => {
    const labelled = await primaryOf(t).catch(() => former);
    return labelled !== former ? { found: true } : { seen: labelled };
  });
  await untilWritesTo(t, await primaryOf(t));
  await Promise.all([parted.undo(), cut.undo()]);
  await t.time('equal after a divergence', 120, async () => {
    await untilLog(t, former, 'postgresql', /pg_rewind exit code=0/, 120);
    await untilWhole(t, 3, 240);
    await untilEqual(t);
  });
  assert.equal(await sql(t, former, 'SELECT count(*) FROM numbers WHERE n = -1', 'app'), '0');
});

async function untilWritesTo(t: CaseContext, pod: string): Promise<void> {
  await waitFor(`${pod} to accept a write`, { seconds: 60, everySeconds: 1 }, async () => {
    const answer = await sql(t, pod, 'INSERT INTO numbers VALUES (1) ON CONFLICT DO NOTHING; SELECT 1', 'app').catch(() => '');
    return answer === '1' ? { found: true } : { seen: answer };
  });
}

clusterCase('passwords are rotated while clients write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);
  const fresh = { ...passwords, replication: 'new "of\' \\members: {x}' };

  await recorder.during('rotation of the password of the members', async () => {
    const quoted = fresh.replication.replace(/'/g, "''");
    for (const role of ['stateful_replication', 'stateful_rewind']) {
      await sql(t, await primaryOf(t), `ALTER ROLE ${role} PASSWORD '${quoted}'`);
    }
    await t.apply([accounts(fresh)]);
    await t.faults.rollWith('postgresql', postgresql(t.namespace, { podAnnotations: { rotated: 'once' } }));
    await untilWhole(t, 3, 240);
    await t.faults.loseVolume((await replicasOf(t))[0]);
    await untilWhole(t, 3, 180);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('the recipes for a lost quorum and for lost volumes', { level: 'full', seconds: 900 }, async t => {
  await deploy(t);
  await untilWhole(t);
  await t.apply(postgresql(t.namespace, { firstBoot: false }));
  const recorder = await t.record(writer);
  const { acknowledged } = await recorder.verdict();
  const [survivor, other] = await replicasOf(t);
  const former = await primaryOf(t);

  await Promise.all([t.faults.loseVolume(former), t.faults.loseVolume(other), t.faults.deletePod(survivor, 'force')]);
  await pause(45);
  assert.equal(await sql(t, survivor, 'SELECT pg_is_in_recovery()'), 't', 'no member became the primary');
  await patronictl(t, survivor, 'failover', '--force', '--candidate', survivor);
  await untilWhole(t, 3, 240);
  assert.equal(await sql(t, survivor, 'SELECT count(*) FROM numbers', 'app'), `${acknowledged}`);
  await untilEqual(t);
});
