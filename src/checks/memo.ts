/**
 * Remembers a result as long as the values that it depends on are the same. cdk8s validates the whole program again for each of its charts,
 * so that the same rules would be applied to the same values many times.
 */
export class Memo<T> {
  private last?: { readonly values: unknown[]; readonly result: T };

  public of(values: unknown[], compute: () => T): T {
    const { last } = this;
    if (last?.values.length === values.length && values.every((value, i) => value === last.values[i])) { return last.result; }
    const result = compute();
    this.last = { values, result };
    return result;
  }
}
