/** A fault that lasts until it is undone. Undoing twice does nothing, so that a case may undo it and the end of the case may, too. */
export class Lasting {
  private over = false;

  constructor(public readonly what: string, private readonly end: () => Promise<void>) {}

  public async undo(): Promise<void> {
    if (this.over) return;
    await this.end();
    this.over = true;
  }
}
