import { strict as assert } from 'node:assert';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { NotPossibleHere } from '../harness/not-possible-here';
import { deploy, login, postgresql } from '../postgresql/deployment';
import { primaryOf, sql, switchTo, untilEqual, untilWhole } from '../postgresql/members';
import { untilWritesAgain, writeGap } from '../recorder/write-gap';
import { Recipes } from '../runbook/recipes';
import { IMAGE, postgresqlWriter } from '../writers/postgresql';

const writer = postgresqlWriter('postgresql-primary', login);
const all = ['postgresql-0', 'postgresql-1', 'postgresql-2'];

/** Images of versions that the other suites do not use, each with Patroni. */
const images = {
  formerMinor: process.env.CLUSTER_TEST_POSTGRESQL_FORMER_MINOR,
  formerMajor: process.env.CLUSTER_TEST_POSTGRESQL_FORMER_MAJOR,
};

function imageOf(version: keyof typeof images, variable: string): string {
  const image = images[version];
  if (image === undefined) { throw new NotPossibleHere(`${variable} names no image`); }
  return image;
}

async function versionsOf(t: CaseContext): Promise<string[]> {
  return Promise.all(all.map(pod => sql(t, pod, 'SHOW server_version')));
}

clusterCase('a minor update loses no acknowledged write', { level: 'full', seconds: 900 }, async t => {
  await deploy(t, { image: imageOf('formerMinor', 'CLUSTER_TEST_POSTGRESQL_FORMER_MINOR') });
  await untilWhole(t);
  const before = await versionsOf(t);
  const recorder = await t.record(writer);

  await recorder.during('minor update', async () => {
    await t.faults.rollWith('postgresql', postgresql(t.namespace));
    await untilWhole(t, 3, 300);
    await untilWritesAgain(t, writer);
  });
  const after = await versionsOf(t);
  console.log(`before: ${before.join(', ')}; after: ${after.join(', ')}`);
  assert.ok(after.every(version => version !== before[0]));

  const { longestGap } = await recorder.verdict();
  t.against('longest time without a write, minor update', longestGap, 3);
  await untilEqual(t);
});

clusterCase('the former major version switches over, survives kills, and its data is copied to the new one by the recipe', {
  level: 'full', seconds: 1200,
}, async t => {
  const image = imageOf('formerMajor', 'CLUSTER_TEST_POSTGRESQL_FORMER_MAJOR');
  await t.time('fresh set of the former version', 30, () => deploy(t, { image }));
  await untilWhole(t);
  const recorder = await t.record(writer);
  await recorder.during('switchover and kills', async () => {
    await switchTo(t, 'postgresql-1');
    for (let i = 0; i < 2; i++) {
      const gap = await writeGap(t, writer, async () => t.faults.kill(await primaryOf(t)));
      t.against('write gap around a kill of the primary', gap, 30);
      await untilWhole(t);
    }
    await t.faults.loseVolume(all.find(pod => pod !== 'postgresql-1')!);
    await untilWhole(t, 3, 240);
  });
  // an owner, a sequence and a right that only the data has
  await sql(t, await primaryOf(t), 'CREATE ROLE reporter LOGIN');
  await sql(t, await primaryOf(t), 'SET ROLE app; CREATE TABLE kept (id bigserial PRIMARY KEY, what text); INSERT INTO kept (what) '
    + 'VALUES (\'a\'), (\'b\'); GRANT SELECT ON kept TO reporter', 'app');
  await sql(t, await primaryOf(t), 'CREATE DATABASE undeclared OWNER reporter');

  await t.apply(postgresql(t.namespace, { name: 'db-next', image: IMAGE }));
  await t.until.setReady('db-next', 300);
  const { acknowledged } = await recorder.verdict();
  const recipes = new Recipes('postgresql', postgresql(t.namespace, { image }), t.namespace);
  await t.time('copy of the data', 60, () => recipes.follow('Upgrade to a new major version', [0, 1, 2]));
  recipes.end();
  await assert.rejects(sql(t, await primaryOf(t), 'DELETE FROM numbers', 'app'), /read-only transaction/);

  const inNew = async (statement: string, database = 'app') => (await t.exec('db-next-0', 'db-next', [
    'psql', '-XAtq', '-U', 'postgres', '-c', statement, database,
  ])).trim();
  assert.match(await inNew('SHOW server_version'), /^18/);
  const count = 'SELECT count(*), sum(n) FROM numbers';
  assert.equal(await inNew(count), await sql(t, await primaryOf(t), count, 'app'));
  assert.ok(Number((await inNew(count)).split('|')[0]) >= acknowledged);
  assert.equal(await inNew('INSERT INTO kept (what) VALUES (\'c\') RETURNING id'), '3');
  assert.equal(await inNew('SELECT has_table_privilege(\'reporter\', \'kept\', \'SELECT\'), tableowner FROM pg_tables '
    + 'WHERE tablename = \'kept\''), 't|app');
  assert.equal(await inNew('SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = \'undeclared\''), 'reporter');
});
