import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { pause, waitFor } from '../harness/wait';
import { login } from '../mysql/deployment';
import { deployGroup, primaryOf, secondariesOf, switchTo, untilWhole } from '../mysql/group';
import { sql, untilEqual } from '../mysql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);
const all = ['mysql-0', 'mysql-1', 'mysql-2'];

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

clusterCase('the member that has received the most begins the group, '
  + 'although it has not applied it', { level: 'full', seconds: 600 }, async t => {
  await deployGroup(t);
  await switchTo(t, 'mysql-0');
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('a secondary applies nothing, the other is away, and all are killed', async () => {
    await sql(t, 'mysql-2', 'STOP GROUP_REPLICATION');
    await sql(t, 'mysql-1', 'FLUSH TABLES app.numbers WITH READ LOCK; DO SLEEP(5)').catch(() => '');
    await Promise.all(all.map(pod => t.faults.kill(pod)));
    await untilWhole(t);
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
    const primary = await primaryOf(t);
    t.against('write gap around the loss of the volume of the primary', await writeGap(t, writer, async () => {
      await t.faults.loseVolume(primary);
      await untilWhole(t, 3, 180);
    }), 12);
    assert.match(await logOf(t, primary, 'bootstrap'), /cloning from mysql-/);
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
    await waitFor('the survivor to name the way out', { seconds: 90, everySeconds: 1 }, async () => {
      const said = await logOf(t, survivor, 'group');
      return /touch \/var\/lib\/mysql\/accept-loss/.test(said) ? { found: true } : { seen: said.split('\n').slice(-2).join(' ') };
    });
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
