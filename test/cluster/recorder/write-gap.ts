import { writerContainer, writerPodName } from './writer-pod';
import type { WriterSpec } from './writer-spec';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

/** The longest time without an acknowledged write from just before `act` until two seconds' worth of writes after it. */
export async function writeGap(t: CaseContext, writer: WriterSpec, act: () => Promise<void>): Promise<number> {
  await untilWritesAgain(t, writer);
  const start = await writerClock(t, writer);
  await act();
  const acked = await untilSteady(t, writer, await writerClock(t, writer), 2 * writer.rate);
  const around = [start, ...acked.filter(time => time >= start)];
  return around.slice(1).reduce((longest, time, i) => Math.max(longest, time - around[i]), 0);
}

/** Once a member is Ready, it takes a moment until the Service leads to it. */
export async function untilWritesAgain(t: CaseContext, writer: WriterSpec): Promise<void> {
  await untilSteady(t, writer, await writerClock(t, writer), writer.rate / 2);
}

/** Waits for so many acknowledged writes after a time; gives the times of all that there are. */
async function untilSteady(t: CaseContext, writer: WriterSpec, after: number, writes: number): Promise<number[]> {
  return waitFor<number[]>(`${writer.name} to write steadily`, { seconds: 120, everySeconds: 0.5 }, async () => {
    const acked = await inWriter(t, writer, ['sed', '-n', 's/^acked [0-9]* //p', '/ledger/ledger']);
    const times = acked.trim().split('\n').map(time => Number(time) / 100);
    const since = times.filter(time => time > after).length;
    return since > writes ? { found: times } : { seen: `${since} writes since then` };
  });
}

/** Seconds on the clock of the ledger. */
async function writerClock(t: CaseContext, writer: WriterSpec): Promise<number> {
  return Number((await inWriter(t, writer, ['cat', '/proc/uptime'])).split(' ')[0]);
}

function inWriter(t: CaseContext, writer: WriterSpec, command: string[]): Promise<string> {
  return t.exec(writerPodName(writer), writerContainer, command);
}
