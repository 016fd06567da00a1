import { all } from './members';
import type { CaseContext } from '../harness/case-context';
import { pause } from '../harness/wait';

/** Rows that the other two have, and this member has not: it was away, and the hints that they keep for it are deleted. */
export async function missRows(t: CaseContext, pod: string): Promise<void> {
  const frozen = await t.faults.freeze(pod);
  await pause(15);
  for (const other of all.filter(one => one !== pod)) {
    await t.exec(other, 'cassandra', ['nodetool', 'truncatehints']);
  }
  await frozen.undo();
  await t.until.podReady(pod, 120);
}
