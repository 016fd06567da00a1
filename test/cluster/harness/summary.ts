import type { CaseResult } from './results';

export interface Summary {
  readonly text: string;
  readonly ok: boolean;
}

/** The last line of a run. A run that ran nothing proves nothing, so it is not ok. */
export function summaryLine(results: CaseResult[], brokenSuites: number): Summary {
  const count = (outcome: CaseResult['outcome']) => results.filter(result => result.outcome === outcome).length;
  const failed = count('failed') + brokenSuites;
  const skipped = count('skipped');
  const text = `${count('passed')} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  return { text, ok: failed === 0 && results.length > 0 };
}
