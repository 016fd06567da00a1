import { login } from './deployment';
import { untilEqual } from './members';
import type { CaseContext } from '../harness/case-context';
import type { Recorder } from '../recorder/recorder';
import { untilWritesAgain } from '../recorder/write-gap';
import { mysqlReader, mysqlWriter } from '../writers/mysql';

const writer = mysqlWriter('mysql-primary', login);

/** A writer and a reader that go on while the set changes. */
export interface Clients {
  readonly writes: Recorder;
  readonly reads: Recorder;
}

export async function startClients(t: CaseContext): Promise<Clients> {
  return { writes: await t.record(writer), reads: await t.record(mysqlReader('mysql-read', login)) };
}

export async function during(t: CaseContext, { writes, reads }: Clients, what: string, act: () => Promise<void>): Promise<void> {
  await writes.during(what, () => reads.during(what, async () => {
    await act();
    await untilWritesAgain(t, writer);
  }));
}

/** @param bar - seconds without a write */
export async function judge(t: CaseContext, what: string, { writes, reads }: Clients, bar: number): Promise<void> {
  const { longestGap: withoutReads } = await reads.verdict();
  const { longestGap: withoutWrites } = await writes.verdict();
  t.against(`longest time without a read, ${what}`, withoutReads, 1);
  t.against(`longest time without a write, ${what}`, withoutWrites, bar);
  await untilEqual(t);
}
