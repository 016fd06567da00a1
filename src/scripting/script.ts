import { shippedText } from '../checks/shipped-file';

/** The scripts of a preset, in its folder `scripts` here, and below the preset's directory in the pod. */
export class ShippedScripts {
  /**
   * @param directory the folder `scripts` next to the caller
   * @param etc directory of the preset's files in the pod
   * @param names names of the scripts that every member gets
   * @param written the content of files that are not in the folder
   */
  constructor(
    private readonly directory: string, private readonly etc: string, private readonly names: string[],
    private readonly written: { readonly [name: string]: () => string } = {},
  ) {}

  /** Path of a script in the pod. */
  public path(name: string): string { return `${this.etc}/scripts/${name}`; }

  public text(name: string): string { return this.written[name]?.() ?? shippedText(this.directory, name); }

  /** The members' scripts by their paths in the pod. */
  public files(): Record<string, string> {
    return Object.fromEntries(this.names.map(name => [this.path(name), this.text(name)]));
  }
}

/** Quotes any string as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
