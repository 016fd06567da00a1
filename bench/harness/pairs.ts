/** What a pair of measurements took: ours, and what it is compared with. */
export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** Load of the machine comes and goes: both sides of a pair are measured right after each other, and take turns in being first. */
export function measurePairs(count: number, ours: () => number, theirs: () => number): Pair[] {
  return Array.from({ length: count }, (_, i) => {
    if (i % 2 === 0) { return { ours: ours(), theirs: theirs() }; }
    const second = theirs();
    return { ours: ours(), theirs: second };
  });
}

export function ratios(pairs: Pair[]): number[] {
  return pairs.map(pair => pair.ours / pair.theirs);
}

/** Half of the values are below it. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}
