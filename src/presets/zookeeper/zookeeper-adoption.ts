import { checkFactory } from '../../checks/calls';

/** Options of the adoption of a Bitnami ensemble. */
export interface ZooKeeperBitnamiOptions {
  /**
   * Id of the first member of the former ensemble, which the chart calls `minServerId`. A member recognizes its volume by it.
   * @default 1
   */
  readonly minServerId?: number;
}

/** Data of another ensemble, which the set takes over instead of a first boot. */
export class ZooKeeperAdoption {
  /**
   * The data of all members of Bitnami's chart, each on the volume of the member with the same ordinal. The former members must be stopped.
   *
   * Each member checks its volume first and reports everything that prevents the adoption in one message. Then it renames the directory of
   * the data. If the rename is undone, the former server starts on the volume again.
   *
   * @param options ids of the former members
   */
  public static bitnami(options: ZooKeeperBitnamiOptions = {}): ZooKeeperAdoption {
    checkFactory('ZooKeeperAdoption.bitnami', options);
    return new ZooKeeperAdoption('bitnami', options.minServerId ?? 1);
  }

  private constructor(
    /** Name of the ensemble's layout on the volumes. */
    public readonly layout: string,
    /** Id of the first member of the former ensemble. */
    public readonly minServerId: number,
  ) {}
}
