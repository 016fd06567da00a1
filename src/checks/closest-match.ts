/** The first known name that differs by at most two typing errors, for a hint. */
export function closestMatch(name: string, known: Iterable<string>): string | undefined {
  return [...known].find(other => distance(other, name) <= 2);
}

/** Number of letters that have to be added, removed, changed or swapped with the next one. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) { return Infinity; }
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const [row, next] = [rows[i - 1], [i]];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
    rows.push(next);
  }
  return rows[a.length][b.length];
}

/** As `closestMatch`, and also a name with the same beginning or end, regardless of case: `storageClass` for `storageClassName`. */
export function closestProp(name: string, known: Iterable<string>): string | undefined {
  const given = name.toLowerCase();
  const [closest] = [...known].map(other => ({ other, difference: differenceBetween(given, other.toLowerCase()) }))
    .filter(({ difference }) => difference < Infinity).sort((a, b) => a.difference - b.difference);
  return closest?.other;
}

/** Typing errors count less than parts that are missing or different. */
function differenceBetween(given: string, other: string): number {
  const slips = distance(other, given);
  if (slips <= 2 && slips * 2 < given.length) { return slips; }
  if (given.length < 3 || other.length < 3) { return Infinity; }
  if (other.startsWith(given)) { return 3; }
  if (given.startsWith(other)) { return 4; }
  if (other.endsWith(given) || given.endsWith(other)) { return 5; }
  return given.length > 5 && other.startsWith(given.slice(0, Math.max(5, given.length / 2))) ? 6 : Infinity;
}
