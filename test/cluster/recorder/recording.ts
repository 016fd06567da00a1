import type { Verdict } from './verdict';
import type { Table } from '../harness/table';

/** A verdict under the name of the faults that it covers. */
export interface Recording {
  readonly what: string;
  readonly rate: number;
  readonly verdict: Verdict;
}

export function recordingsTable(caseName: string, recordings: Recording[]): Table {
  return {
    title: 'Writes during faults',
    columns: [
      'case', 'faults', 'attempted', 'acknowledged', 'lost', 'duplicated', 'unexpected', 'unconfirmed', 'longest gap', 'rate outside',
      'declared', 'total', 'verdict',
    ],
    rows: recordings.map(({ what, rate, verdict }) => [
      caseName,
      what,
      String(verdict.attempted),
      String(verdict.acknowledged),
      String(verdict.lost.length),
      String(verdict.duplicated.length),
      String(verdict.unexpected.length),
      String(verdict.unconfirmed),
      `${verdict.longestGap.toFixed(1)} s`,
      `${verdict.rateOutside.toFixed(1)} /s`,
      `${rate} /s`,
      `${verdict.seconds.toFixed(1)} s`,
      verdict.failures.length ? 'FAILED' : 'ok',
    ]),
  };
}
