/** The values that a list has more than once, each of them once. */
export function repeated<T>(values: T[]): T[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) < i))];
}
