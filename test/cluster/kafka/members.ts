import { strict as assert } from 'node:assert';
import { tool } from './deployment';
import type { CaseContext } from '../harness/case-context';
import { waitFor } from '../harness/wait';

/** Waits until every partition has all its copies in sync. */
export async function untilInSync(t: CaseContext, seconds = 120, pod = 'kafka-0'): Promise<void> {
  await waitFor('all copies to be in sync', { seconds, everySeconds: 1 }, async () => {
    const lagging = await tool(t, pod, 'kafka-topics', '--describe', '--under-replicated-partitions')
      .catch((error: Error) => error.message);
    return lagging.trim() === '' ? { found: true } : { seen: lagging.trim().slice(0, 200) };
  });
}

/** Waits until the controllers' quorum has exactly these nodes as voters, and gives its leader. */
export async function untilVoters(t: CaseContext, voters: number[], pod = 'kafka-0', seconds = 60): Promise<number> {
  return waitFor<number>(`voters ${voters.join(', ')}`, { seconds, everySeconds: 1 }, async () => {
    const status = await tool(t, pod, 'kafka-metadata-quorum', 'describe', '--status').catch((error: Error) => error.message);
    const line = /^CurrentVoters:\s*(.*)$/m.exec(status)?.[1] ?? status;
    const ids = [...line.matchAll(/"id": (\d+)/g)].map(([, id]) => Number(id)).sort((a, b) => a - b);
    const leader = Number(/^LeaderId:\s*(-?\d+)$/m.exec(status)?.[1] ?? -1);
    return ids.join() === voters.join() && leader >= 0 ? { found: leader } : { seen: line.slice(0, 200) };
  });
}

/**
 * Waits until these brokers, and no others, are in sync for all partitions of the topic that the writer fills. A tool that meets a frozen
 * broker tries it for up to a minute.
 */
export async function untilIsr(t: CaseContext, brokers: number[], pod = 'kafka-0', seconds = 150): Promise<void> {
  await waitFor(`brokers ${brokers.join(', ')} to be the ISR`, { seconds, everySeconds: 0.5 }, async () => {
    const text = await tool(t, pod, 'kafka-topics', '--describe', '--topic', 'numbers').catch((error: Error) => error.message);
    const isrs = [...text.matchAll(/Isr: ([0-9,]*)/g)].map(([, isr]) => isr.split(',').sort().join());
    return isrs.length > 0 && isrs.every(isr => isr === brokers.join())
      ? { found: true }
      : { seen: isrs.join(' ') || text.slice(0, 200) };
  });
}

/** The broker that leads a partition. */
export async function leaderOf(t: CaseContext, topic: string, partition: number, pod = 'kafka-0'): Promise<number> {
  const text = await tool(t, pod, 'kafka-topics', '--describe', '--topic', topic);
  const leader = new RegExp(`Partition: ${partition}\\s+Leader: (\\d+)`).exec(text)?.[1];
  assert.ok(leader, text);
  return Number(leader);
}
