import type { Table } from './table';

/** A measured time beside the bar that was set for it. */
export interface Timing {
  readonly what: string;
  readonly seconds: number;
  readonly bar: number;
}

/** Slow machines share their cores: above the bar is worth a look, only above twice the bar is a failure. */
export function judge({ seconds, bar }: Timing): 'ok' | 'slow' | 'FAILED' {
  if (seconds <= bar) { return 'ok'; }
  return seconds <= 2 * bar ? 'slow' : 'FAILED';
}

export function timingsTable(caseName: string, timings: Timing[]): Table {
  return {
    title: 'Times against their bars',
    columns: ['case', 'what', 'seen', 'bar', 'verdict'],
    rows: timings.map(timing => [caseName, timing.what, `${timing.seconds.toFixed(1)} s`, `${timing.bar} s`, judge(timing)]),
  };
}
