/** The first of the known names that is at most two slips away, for a hint. */
export function closestMatch(name: string, known: Iterable<string>): string | undefined {
  return [...known].find(other => distance(other, name) <= 2);
}

/** How many letters one has to add, take away or change. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) { return Infinity; }
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
