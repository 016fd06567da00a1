import type { Attempt, Ledger } from './ledger';

/** A time in which a slower rate is excused: from just before a fault until the system has recovered. */
export interface FaultWindow {
  readonly fault: string;
  readonly from: number;
  readonly to: number;
}

export interface Declared {
  /** Writes each second that the writer was to make. */
  readonly rate: number;
  readonly windows: FaultWindow[];
}

export interface Verdict {
  readonly attempted: number;
  readonly acknowledged: number;
  /** Acknowledged, and yet not there. */
  readonly lost: number[];
  /** There more than once, though each was sent once. */
  readonly duplicated: number[];
  /** There, though never sent. */
  readonly unexpected: number[];
  /** Not acknowledged, and there: allowed, since an answer can get lost. */
  readonly unconfirmed: number;
  /** The longest time without an acknowledgement, in seconds. */
  readonly longestGap: number;
  /** Acknowledged writes each second outside of the fault windows. */
  readonly rateOutside: number;
  readonly seconds: number;
  /** Why this recording proves a fault of the system, or proves nothing; empty when all is well. */
  readonly failures: string[];
}

/**
 * Below this share of the declared rate, a quiet writer could have missed the moment that loses writes. As for times, a factor of two is
 * left to machines with other work.
 */
const smallestShare = 0.5;

export function judgeRecording(ledger: Ledger, held: number[], declared: Declared): Verdict {
  const acked = ledger.attempts.filter(attempt => attempt.ackedAt !== undefined);
  const counts = countOf(held);
  const sent = new Set(ledger.attempts.map(attempt => attempt.number));
  // What came before the first acknowledgement is the Service learning its endpoints, and no fault's doing.
  const start = acked[0]?.ackedAt ?? ledger.attempts[0]?.sentAt ?? ledger.stoppedAt;
  const found = {
    attempted: ledger.attempts.length,
    acknowledged: acked.length,
    lost: acked.map(attempt => attempt.number).filter(number => !counts.has(number)),
    duplicated: [...counts].filter(([number, count]) => count > 1 && sent.has(number)).map(([number]) => number),
    unexpected: [...counts.keys()].filter(number => !sent.has(number)),
    unconfirmed: ledger.attempts.filter(attempt => attempt.ackedAt === undefined && counts.has(attempt.number)).length,
    longestGap: longestGap(start, times(acked), ledger.stoppedAt),
    rateOutside: rateOutside(start, times(acked), ledger.stoppedAt, declared.windows),
    seconds: ledger.stoppedAt - start,
  };
  return { ...found, failures: failuresOf(found, declared.rate) };
}

function failuresOf(found: Omit<Verdict, 'failures'>, rate: number): string[] {
  const failures: string[] = [];
  if (found.acknowledged === 0) { failures.push('nothing was written, so nothing is proven'); }
  for (const kind of ['lost', 'duplicated', 'unexpected'] as const) {
    if (found[kind].length) { failures.push(`${found[kind].length} ${kind}: ${sample(found[kind])}`); }
  }
  if (found.rateOutside < smallestShare * rate) {
    failures.push(`only ${found.rateOutside.toFixed(1)} writes/s outside of the faults, declared were ${rate}`);
  }
  return failures;
}

function sample(numbers: number[]): string {
  return numbers.slice(0, 5).join(', ') + (numbers.length > 5 ? ', ...' : '');
}

function countOf(held: number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of held) { counts.set(number, (counts.get(number) ?? 0) + 1); }
  return counts;
}

function times(acked: Attempt[]): number[] {
  return acked.map(attempt => attempt.ackedAt ?? 0).sort((a, b) => a - b);
}

function longestGap(start: number, ackedAt: number[], end: number): number {
  const marks = [start, ...ackedAt, end];
  return marks.slice(1).reduce((longest, mark, i) => Math.max(longest, mark - marks[i]), 0);
}

/** No time outside of the faults means no rate there: such a recording has no baseline and fails. */
function rateOutside(start: number, ackedAt: number[], end: number, windows: FaultWindow[]): number {
  const merged = mergeWindows(windows, start, end);
  const inside = merged.reduce((sum, { from, to }) => sum + to - from, 0);
  const outside = end - start - inside;
  const acked = ackedAt.filter(time => !merged.some(({ from, to }) => time > from && time <= to)).length;
  return outside > 0 ? acked / outside : 0;
}

function mergeWindows(windows: FaultWindow[], start: number, end: number): { from: number; to: number }[] {
  const clipped = windows.map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, end) }))
    .filter(({ from, to }) => to > from);
  const merged: { from: number; to: number }[] = [];
  for (const window of clipped.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && window.from <= last.to) { last.to = Math.max(last.to, window.to); } else { merged.push({ ...window }); }
  }
  return merged;
}
