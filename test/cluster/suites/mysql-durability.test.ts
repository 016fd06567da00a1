import { strict as assert } from 'node:assert';
import { Duration } from 'cdk8s';
import { Durability } from '../../../src';
import { clusterCase } from '../harness/cluster-case';
import { renderTable } from '../harness/table';
import { deploy } from '../mysql/deployment';
import { durabilityFaults, durabilityTable, measureCell } from '../mysql/durability-cell';
import { untilEqual } from '../mysql/members';

interface Choice {
  readonly title: string;
  readonly name: string;
  readonly durability: Durability;
  /** Faults that may cost acknowledged writes; all others may not. */
  readonly mayLose: RegExp;
}

const nothing = /^$/;

const choices: Choice[] = [
  {
    title: 'semi-synchronous replication without a limit loses no acknowledged write in any fault',
    name: 'semi-synchronous',
    durability: Durability.semiSynchronous(),
    mayLose: nothing,
  },
  {
    title: 'semi-synchronous replication with a limit can lose writes acknowledged after the limit without replicas',
    name: 'semi-synchronous, 2 s',
    durability: Durability.semiSynchronous(Duration.seconds(2)),
    mayLose: /cut off/,
  },
  {
    title: 'asynchronous replication can lose, with the volume of the primary, writes that no replica has fetched',
    name: 'asynchronous',
    durability: Durability.asynchronous(),
    mayLose: /volume of the primary/,
  },
];

const tables = durabilityFaults.map((_, i) => `numbers${i}`);

for (const { title, name, durability, mayLose } of choices) {
  clusterCase(title, { level: 'full', seconds: 900 }, async t => {
    const scripts = Object.fromEntries(tables.map(table => [`20-${table}.sql`, `CREATE TABLE app.${table} (n BIGINT PRIMARY KEY);\n`]));
    await deploy(t, { durability, initScripts: { '10-numbers.sql': 'CREATE TABLE app.numbers (n BIGINT PRIMARY KEY);\n', ...scripts } });
    const cells = [];

    for (const [i, fault] of durabilityFaults.entries()) {
      const cell = await measureCell(t, fault, tables[i]);
      cells.push({ fault: fault.what, ...cell });
      if (!mayLose.test(fault.what)) { assert.equal(cell.lost, 0, `${fault.what}: ${cell.lost} acknowledged writes lost`); }
    }

    process.stdout.write(`${renderTable(durabilityTable(name, cells))}\n`);
    await untilEqual(t);
  });
}
