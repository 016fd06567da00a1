import { checkFactory } from '../checks/calls';
/**
 * The ordinals of a role: the numbers at the end of its pods' names.
 *
 * `StatefulApp` checks them, so that the error names the construct.
 */
export class Ordinals {
  /** Every pod, including those that `kubectl scale` adds later. */
  public static all(): Ordinals { return new Ordinals(0); }

  /** One pod: `Ordinals.only(0)` is the pod whose name ends in `-0`. */
  public static only(ordinal: number): Ordinals {
    checkFactory('Ordinals.only', ordinal);
    return new Ordinals(ordinal, ordinal);
  }

  /** This ordinal and all higher ones. */
  public static startingAt(first: number): Ordinals {
    checkFactory('Ordinals.startingAt', first);
    return new Ordinals(first);
  }

  /** From the first to the last ordinal, both included. */
  public static range(first: number, last: number): Ordinals {
    checkFactory('Ordinals.range', first, last);
    return new Ordinals(first, last);
  }

  private constructor(
    /** The lowest ordinal. */
    public readonly first: number,
    /**
     * The highest ordinal.
     * @default - all ordinals from `first`
     */
    public readonly last?: number,
  ) {}

  /** Whether the pod with this ordinal is included. */
  public includes(ordinal: number): boolean {
    checkFactory('Ordinals.includes', ordinal);
    return ordinal >= this.first && (this.last === undefined || ordinal <= this.last);
  }

  /** The ordinals in words, for messages: `1 and up`. */
  public toString(): string {
    if (this.last === undefined) { return `${this.first} and up`; }
    return this.last === this.first ? `${this.first}` : `${this.first} to ${this.last}`;
  }
}
