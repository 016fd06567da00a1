import { strict as assert } from 'node:assert';
import type { V1ResourceQuota } from '@kubernetes/client-node';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { logOf, untilLog } from '../harness/logs';
import { pause, waitFor } from '../harness/wait';
import { login } from '../mysql/deployment';
import { all, cloneLostPrimary, deployGroup, primaryOf, secondariesOf, switchTo, untilWhole } from '../mysql/group';
import { sql, trySql, untilEqual } from '../mysql/members';
import { untilWritesAgain } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

clusterCase('a group whose members are all killed or deleted at once begins again by itself '
  + 'with all acknowledged writes', { level: 'full', seconds: 900 }, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);
  // not the member that a fixed ordinal would choose
  await switchTo(t, 'mysql-1');
  await untilWhole(t);

  await recorder.during('kill -9 of all members', async () => {
    await Promise.all(all.map(pod => t.faults.kill(pod)));
    await t.time('group whole after a kill of all members', 90, () => untilWhole(t));
  });
  await recorder.during('all pods deleted by force', async () => {
    await t.faults.restartAll('mysql', 'force');
    await t.time('group whole after the loss of all pods', 90, () => untilWhole(t));
  });
  await recorder.during('all pods deleted', async () => {
    await t.faults.restartAll('mysql', 'graceful');
    await t.time('group whole after the deletion of all pods', 90, () => untilWhole(t));
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('the only member that is left begins the group with all that it has received, '
  + 'although it has not applied it', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  const primary = await primaryOf(t);
  const [survivor, other] = await secondariesOf(t);
  const recorder = await t.record(writer);

  await recorder.during('a secondary applies nothing, all are killed, and the volumes of the others are lost', async () => {
    const lock = sql(t, survivor, 'FLUSH TABLES WITH READ LOCK; DO SLEEP(60)').catch(() => '');
    await pause(5);
    // no write is under way that the survivor may not have received
    await sql(t, primary, 'SET GLOBAL super_read_only = ON');
    await pause(1);
    assert.notEqual(await count(t, survivor), await count(t, primary));
    await Promise.all([t.faults.kill(survivor), t.faults.loseVolume(primary), t.faults.loseVolume(other)]);
    await lock;
    await untilWhole(t, 3, 240);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('the volume of the primary, of two members, and of all but one after an outage are cloned back', {
  level: 'full', seconds: 1200,
}, async t => {
  await deployGroup(t);
  const recorder = await t.record(writer);

  await recorder.during('volume of the primary', async () => {
    await cloneLostPrimary(t, writer);
  });
  await recorder.during('volumes of both secondaries', async () => {
    await Promise.all((await secondariesOf(t)).map(pod => t.faults.loseVolume(pod)));
    await untilWhole(t, 3, 240);
    await untilWritesAgain(t, writer);
  });
  await recorder.during('an outage, and the volumes of both secondaries', async () => {
    const primary = await primaryOf(t);
    const secondaries = await secondariesOf(t);
    await Promise.all([t.faults.deletePod(primary, 'force'), ...secondaries.map(pod => t.faults.loseVolume(pod))]);
    await untilWhole(t, 3, 240);
    for (const pod of secondaries) { assert.match(await logOf(t, pod, 'bootstrap'), /cloning from mysql-/); }
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('one of three refuses writes while the others do not answer, and names the way out', {
  level: 'full', seconds: 900,
}, async t => {
  await deployGroup(t);
  const survivor = (await secondariesOf(t))[0];
  const others = all.filter(pod => pod !== survivor);
  const recorder = await t.record(writer);

  await recorder.during('two of three frozen', async () => {
    const frozen = await Promise.all(others.map(pod => t.faults.freeze(pod)));
    await untilItNamesTheWayOut(t, survivor);
    assert.equal(await sql(t, survivor, 'SELECT @@super_read_only'), '1');
    await pause(20);
    assert.equal(await sql(t, survivor, 'SELECT @@super_read_only'), '1');
    await Promise.all(frozen.map(one => one.undo()));
    await untilWhole(t, 3, 180);
    await untilWritesAgain(t, writer);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('after an accepted loss the survivor serves alone, and members with lost transactions do not join', {
  level: 'full', seconds: 900,
}, async t => {
  await deployGroup(t);
  await switchTo(t, 'mysql-0');
  await untilWhole(t);

  // the others alone have a row: the survivor is out of the group when it is written
  const survivor = 'mysql-2';
  const others = ['mysql-0', 'mysql-1'];
  await t.exec(survivor, 'mysql', ['touch', '/run/mysql-role/leaving']);
  await sql(t, survivor, 'STOP GROUP_REPLICATION');
  await sql(t, 'mysql-0', 'INSERT INTO app.numbers VALUES (999999999)');
  await t.apply([quota(1)]);
  await Promise.all(others.map(async pod => {
    await t.faults.kill(pod);
    await t.faults.deletePod(pod, 'force');
  }));
  await t.exec(survivor, 'mysql', ['rm', '/run/mysql-role/leaving']);
  await untilItNamesTheWayOut(t, survivor);
  await t.exec(survivor, 'group', ['touch', '/var/lib/mysql/accept-loss']);
  await t.time('survivor serves after the loss was accepted', 20, async () => {
    await waitFor('the survivor to accept writes', { seconds: 60, everySeconds: 0.5 }, async () => {
      const seen = await trySql(t, survivor, 'INSERT IGNORE INTO app.numbers VALUES (1); SELECT 1');
      return seen === '1' && await primaryOf(t).catch(() => '') === survivor ? { found: true } : { seen: seen ?? 'refused' };
    });
  });

  await t.apply([quota(10)]);
  for (const pod of others) {
    await untilLog(t, pod, 'group', /\[HistoriesDiverged\]/, 180);
    assert.equal(await sql(t, pod, 'SELECT COUNT(*), @@super_read_only FROM app.numbers WHERE n = 999999999'), '1\t1');
  }
  // as the procedure says
  for (const pod of others) { await t.faults.loseVolume(pod); }
  await untilWhole(t, 3, 240);
  await untilEqual(t);
});

/** No pod is created while there are as many. */
function quota(pods: number): V1ResourceQuota {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'pods' }, spec: { hard: { pods: `${pods}` } } };
}

async function count(t: CaseContext, pod: string): Promise<string> {
  return sql(t, pod, 'SELECT COUNT(*) FROM app.numbers');
}

async function untilItNamesTheWayOut(t: CaseContext, pod: string): Promise<void> {
  await untilLog(t, pod, 'group', /touch \/var\/lib\/mysql\/accept-loss/, 90);
}
