import { checkFactory } from '../checks/calls';
/**
 * The ordinals that a role covers: the number at the end of a pod's name.
 *
 * Checked where a StatefulApp takes it, so that the error can name the construct.
 */
export class Ordinals {
  /** Every pod, also those that `kubectl scale` adds later. */
  public static all(): Ordinals { return new Ordinals(0); }

  /** One pod: `Ordinals.only(0)` is the pod whose name ends in `-0`. */
  public static only(ordinal: number): Ordinals {
    checkFactory('Ordinals.only', ordinal);
    return new Ordinals(ordinal, ordinal);
  }

  /** This ordinal and all above it, without end. */
  public static from(first: number): Ordinals {
    checkFactory('Ordinals.from', first);
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
     * @default - there is none: all ordinals from `first` up
     */
    public readonly last?: number,
  ) {}

  /** Whether the pod with this ordinal is meant. */
  public includes(ordinal: number): boolean {
    checkFactory('Ordinals.includes', ordinal);
    return ordinal >= this.first && (this.last === undefined || ordinal <= this.last);
  }

  /** In words, for messages: `1 and up`. */
  public toString(): string {
    if (this.last === undefined) { return `${this.first} and up`; }
    return this.last === this.first ? `${this.first}` : `${this.first} to ${this.last}`;
  }
}
