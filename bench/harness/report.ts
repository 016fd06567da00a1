import { median, Pair, quantile, ratios } from './pairs';

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** Several ratios of the same two things. */
  readonly ratios: number[];
  /** The ratio that we promise; without one the line is for context. */
  readonly target?: number;
  readonly absolute: string;
}

export function pairRow(what: string, pairs: Pair[], target?: number): Row {
  const millis = (side: keyof Pair) => `${median(pairs.map(pair => pair[side])).toFixed(0)} ms`;
  return { what, ratios: ratios(pairs), target, absolute: `${millis('ours')} : ${millis('theirs')}` };
}

/** A row is bad when its median is above the target by more than the factor. */
export function isMissed(row: Row, slack = 1): boolean {
  return row.target !== undefined && median(row.ratios) > row.target * slack;
}

/** A table as Markdown has it, so that it can go into a document as it is. */
export function formatTable(rows: Row[]): string {
  const lines = [['what', 'ratio', 'quartiles', 'pairs', 'target', '', 'medians'], ...rows.map(cells)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
  const [head, ...body] = lines.map(line => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`);
  return [head, `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}

function cells(row: Row): string[] {
  const [low, middle, high] = [0.25, 0.5, 0.75].map(share => quantile(row.ratios, share).toFixed(2));
  const verdict = isMissed(row) ? 'MISSED' : 'ok';
  return [
    row.what, middle, `${low} to ${high}`, `${row.ratios.length}`,
    row.target === undefined ? '' : `<= ${row.target}`, row.target === undefined ? '' : verdict, row.absolute,
  ];
}
