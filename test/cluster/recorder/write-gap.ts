import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';
import { writerContainer, writerPodName } from './writer-pod';
import type { WriterSpec } from './writer-spec';

/** The longest time without an acknowledged write from just before `act` until two seconds' worth of writes after it. */
export async function writeGap(t: CaseContext, writer: WriterSpec, act: () => Promise<void>): Promise<number> {
  const before = await ledgerLines(t, writer, '-n', '4');
  const from = Number(before.at(-1)?.split(' ')[1] ?? 0) - 2;
  await act();
  const end = await writerClock(t, writer);
  const acked = await waitFor<number[]>(`${writer.name} to write steadily again`, { seconds: 120, everySeconds: 0.5 }, async () => {
    const times = (await ledgerLines(t, writer, '-n', '+1'))
      .map((line) => line.split(' '))
      .filter(([event, number]) => event === 'acked' && Number(number) >= from)
      .map(([, , time]) => Number(time) / 100);
    const since = times.filter((time) => time > end).length;
    return since > 2 * writer.rate ? { found: times } : { seen: `${since} writes since then` };
  });
  return acked.slice(1).reduce((longest, time, i) => Math.max(longest, time - acked[i]), 0);
}

/** Seconds on the clock of the ledger. */
async function writerClock(t: CaseContext, writer: WriterSpec): Promise<number> {
  return Number((await inWriter(t, writer, ['cat', '/proc/uptime'])).split(' ')[0]);
}

async function ledgerLines(t: CaseContext, writer: WriterSpec, ...range: string[]): Promise<string[]> {
  return (await inWriter(t, writer, ['tail', ...range, '/ledger/ledger'])).trim().split('\n');
}

function inWriter(t: CaseContext, writer: WriterSpec, command: string[]): Promise<string> {
  return t.exec(writerPodName(writer), writerContainer, command);
}
