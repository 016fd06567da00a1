import { login } from './deployment';
import type { CaseContext } from '../harness/case-context';
import type { Table } from '../harness/table';
import { pause } from '../harness/wait';
import { mysqlWriter } from '../writers/mysql';

/** A fault that may cost acknowledged writes, by the words of the table in the docs. */
export interface DurabilityFault {
  readonly what: string;
  readonly act: (t: CaseContext) => Promise<void>;
}

export const durabilityFaults: DurabilityFault[] = [
  { what: 'primary killed', act: t => t.faults.kill('mysql-0') },
  { what: 'all pods deleted by force', act: t => t.faults.restartAll('mysql', 'force') },
  { what: 'volume of the primary lost', act: t => t.faults.loseVolume('mysql-0') },
  {
    what: 'replicas cut off for 8 s, then volume of the primary lost',
    act: async t => {
      await t.faults.partition('mysql-0', ['mysql-1', 'mysql-2']);
      await pause(8);
      await t.faults.loseVolume('mysql-0');
    },
  },
];

/** Writes to a table of its own during a fault; gives how many acknowledged writes there were and how many of them are lost. */
export async function measureCell(t: CaseContext, fault: DurabilityFault, table: string): Promise<{ acknowledged: number; lost: number }> {
  const recorder = await t.record(mysqlWriter('mysql-primary', login, table));
  await recorder.during(`${fault.what} (may lose)`, async () => {
    await fault.act(t);
    await t.until.setReady('mysql', 180);
  });
  const { acknowledged, lost } = await recorder.compare();
  return { acknowledged: acknowledged, lost: lost.length };
}

export function durabilityTable(name: string, cells: { fault: string; acknowledged: number; lost: number }[]): Table {
  return {
    title: 'What is lost in which fault',
    columns: ['durability', 'fault', 'acknowledged', 'lost'],
    rows: cells.map(({ fault, acknowledged, lost }) => [name, fault, String(acknowledged), String(lost)]),
  };
}
