import { strict as assert } from 'node:assert';
import { clusterCase } from '../harness/cluster-case';
import { untilLog } from '../harness/logs';
import { untilTerminationMessage } from '../harness/termination';
import { pause, waitFor } from '../harness/wait';
import { accounts, deploy, login, passwords, postgresql } from '../postgresql/deployment';
import { primaryOf, replicasOf, sql, untilEqual, untilWhole } from '../postgresql/members';
import { postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);

clusterCase('the log names a wrong replication password, and no data is lost', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('a replica with a wrong password', async () => {
    const [replica] = await replicasOf(t);
    await t.apply([accounts({ ...passwords, replication: 'wrong' })]);
    await t.faults.deletePod(replica);
    await untilLog(t, replica, 'postgresql', /password authentication failed for user "stateful_re/, 90);
    await t.apply([accounts()]);
    await t.faults.deletePod(replica);
    await untilWhole(t, 3, 180);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('the events of the pod name a missing Secret', { level: 'full', seconds: 600 }, async t => {
  await t.apply(postgresql(t.namespace, { replicas: 1 }));

  await waitFor('an event that names the Secret', { seconds: 60 }, async () => {
    const { items } = await t.cluster.core.listNamespacedEvent({ namespace: t.namespace });
    const messages = items.filter(event => event.involvedObject.name === 'postgresql-0').map(event => event.message ?? '');
    return messages.some(message => message.includes('secret "accounts" not found')) ? { found: true } : { seen: messages.join('; ') };
  });

  await t.apply([accounts()]);
  await t.until.setReady('postgresql', 180);
});

clusterCase('a full volume of the primary loses no acknowledged write', { level: 'full', seconds: 600 }, async t => {
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('full volume of the primary', async () => {
    const primary = await primaryOf(t);
    const full = await t.faults.fillVolume(primary, { freeKibibytes: 64 });
    await untilLog(t, primary, 'postgresql', /No space left on device/, 120);
    await pause(20);
    await full.undo();
    await untilWhole(t, 3, 240);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('synthesis rejects an unknown setting, and a value with which the server does not start stops the roll at one replica', {
  level: 'full', seconds: 600,
}, async t => {
  assert.throws(() => postgresql(t.namespace, { settings: { work_men: '5MB' } }), /work_men/);
  await deploy(t);
  await untilWhole(t);
  const recorder = await t.record(writer);

  await recorder.during('roll with a bad setting', async () => {
    await t.faults.rollWith('postgresql', postgresql(t.namespace, { settings: { shared_preload_libraries: 'no_such_library' } }));
    await untilLog(t, 'postgresql-2', 'postgresql', /could not access file "no_such_library"/, 120);
    assert.notEqual(await primaryOf(t), 'postgresql-2');
    await t.apply(postgresql(t.namespace));
    await t.faults.deletePod('postgresql-2');
    await untilWhole(t, 3, 180);
  });

  await recorder.verdict();
  await untilEqual(t);
});

clusterCase('a wrong image, and the volume of another cluster, are named, and the data stays as it is', {
  level: 'full', seconds: 900,
}, async t => {
  await deploy(t);
  await untilWhole(t);
  const [replica] = await replicasOf(t);
  const recorder = await t.record(writer);

  await recorder.during('an image without Patroni', async () => {
    await t.faults.rollWith('postgresql', postgresql(t.namespace, { image: 'mysql:9.7', allowOtherImage: true }));
    await untilTerminationMessage(t, 'postgresql-2', 'bootstrap', /the image has no patroni on its PATH.*\[ImageIncomplete\]/, 120);
    await t.apply(postgresql(t.namespace));
    await t.faults.deletePod('postgresql-2');
    await untilWhole(t, 3, 180);
  });
  await recorder.during('data of another cluster', async () => {
    // the identifier is in pg_control
    const other = '/var/lib/postgresql/other';
    await t.exec(replica, 'postgresql', ['bash', '-c', `initdb --pgdata=${other} --username=postgres --auth=peer >/dev/null `
      + `&& cp ${other}/global/pg_control /var/lib/postgresql/pgdata/global/pg_control`]);
    await t.faults.deletePod(replica, 'force');
    await untilTerminationMessage(t, replica, 'bootstrap', /belongs to the cluster [0-9]+.*\[DataOfOtherCluster\]/, 120);
    await t.faults.loseVolume(replica);
    await untilWhole(t, 3, 180);
  });

  await recorder.verdict();
  await untilEqual(t);
  assert.equal(await sql(t, replica, 'SELECT pg_is_in_recovery()'), 't');
});
