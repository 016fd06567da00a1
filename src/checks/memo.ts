/**
 * Remembers a result as long as the values that it depends on are the same. cdk8s validates the whole program again for each of its charts,
 * so that the same rules would be applied to the same values many times.
 */
export class Memo<T> {
  private readonly values: unknown[] = [];
  private last?: { readonly result: T };

  /** @param visit calls its parameter with each value. A list of the values would be one more list for each chart. */
  public of(visit: (add: (value: unknown) => void) => void, compute: () => T): T {
    const { values } = this;
    let count = 0;
    let isSame = true;
    visit(value => {
      isSame &&= count < values.length && values[count] === value;
      values[count++] = value;
    });
    isSame &&= values.length === count;
    values.length = count;
    if (isSame && this.last) { return this.last.result; }
    // no result if `compute` throws
    this.last = undefined;
    const result = compute();
    this.last = { result };
    return result;
  }
}
