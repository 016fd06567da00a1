/** A fault that lasts until it is undone. Undoing twice does nothing, so that a case may undo it and the end of the case may, too. */
export class Lasting {
  private over = false;

  constructor(public readonly what: string, private readonly end: () => Promise<void>) {}

  public async undo(): Promise<void> {
    if (this.over) { return; }
    await this.end();
    this.over = true;
  }
}

/** Ends what still lasts, the youngest first. One that cannot be undone keeps none of the others. */
export async function undoAll(faults: Lasting[]): Promise<void> {
  const failures: string[] = [];
  for (const fault of faults.splice(0).reverse()) {
    await fault.undo().catch((error: unknown) => failures.push(`${fault.what}: ${error instanceof Error ? error.message : String(error)}`));
  }
  if (failures.length) { throw new Error(`could not be undone: ${failures.join('; ')}`); }
}
