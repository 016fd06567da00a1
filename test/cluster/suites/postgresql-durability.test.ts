import { strict as assert } from 'node:assert';
import { PostgreSqlDurability } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { clusterCase } from '../harness/cluster-case';
import { renderTable } from '../harness/table';
import { pause } from '../harness/wait';
import { deploy, login } from '../postgresql/deployment';
import { primaryOf, replicasOf, untilEqual, untilWhole } from '../postgresql/members';
import { postgresqlWriter } from '../writers/postgresql';

/** A fault after which another member is the primary. */
interface Fault {
  readonly what: string;
  readonly act: (t: CaseContext) => Promise<void>;
}

const faults: Fault[] = [
  { what: 'pod of the primary deleted by force', act: async t => t.faults.deletePod(await primaryOf(t), 'force') },
  { what: 'volume of the primary lost', act: async t => t.faults.loseVolume(await primaryOf(t)) },
  {
    what: 'replicas parted for 8 s, then the volume of the primary lost',
    act: async t => {
      const primary = await primaryOf(t);
      const parted = await t.faults.partition(primary, await replicasOf(t));
      await pause(8);
      await t.faults.loseVolume(primary);
      await parted.undo();
    },
  },
];

const choices = [
  {
    title: 'asynchronous replication loses writes that no replica has received',
    durability: PostgreSqlDurability.asynchronous(),
    loses: true,
  },
  { title: 'synchronous replication loses no acknowledged write', durability: PostgreSqlDurability.synchronous(), loses: false },
  { title: 'a quorum loses no acknowledged write', durability: PostgreSqlDurability.quorum(), loses: false },
];

for (const { title, durability, loses } of choices) {
  clusterCase(`${title} when the primary is lost`, { level: 'full', seconds: 900 }, async t => {
    await deploy(t, { durability });
    const rows: string[][] = [];

    for (const [i, { what, act }] of faults.entries()) {
      await untilWhole(t, 3, 240);
      const recorder = await t.record(postgresqlWriter('postgresql-primary', login, `numbers${i}`));
      await recorder.during(`${what}${loses ? ' (may lose)' : ''}`, async () => {
        await act(t);
        await untilWhole(t, 3, 240);
      });
      const { acknowledged, lost } = await recorder.compare();
      rows.push([durability.mode, what, `${acknowledged}`, `${lost.length}`]);
      if (!loses) { assert.equal(lost.length, 0, `${what}: ${lost.length} acknowledged writes lost`); }
    }

    process.stdout.write(`${renderTable({ title: 'What is lost', columns: ['durability', 'fault', 'acknowledged', 'lost'], rows })}\n`);
    await untilEqual(t, 60, 'numbers0');
  });
}
