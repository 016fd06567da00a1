import { all } from './members';
import type { CaseContext } from '../harness/case-context';
import { pause } from '../harness/wait';

/** Rows that the other two have, and this member has not: it was away, and they kept no hints for it. */
export async function missRows(t: CaseContext, pod: string): Promise<void> {
  const others = all.filter(one => one !== pod);
  for (const other of others) { await t.exec(other, 'cassandra', ['nodetool', 'disablehandoff']); }
  const frozen = await t.faults.freeze(pod);
  // a client that waits for the frozen member writes little in the first twelve seconds, and late writes still arrive
  await pause(30);
  await frozen.undo();
  await t.until.podReady(pod, 120);
  for (const other of others) { await t.exec(other, 'cassandra', ['nodetool', 'enablehandoff']); }
}
