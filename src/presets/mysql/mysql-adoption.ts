/** Data of another installation, which the set takes over instead of a first boot. */
export class MySqlAdoption {
  /**
   * The data of a primary, or of a standalone server, of Bitnami's chart. Its volume is the one of the member `primaryOrdinal`, and the
   * volumes of all other members are empty.
   *
   * Before the first start, a check reads the data and changes no file. It reports everything that prevents the adoption in one message.
   * The image must have the version of MySQL that wrote the data, so the old server can still start on the volume until you upgrade.
   */
  public static bitnami(): MySqlAdoption { return new MySqlAdoption('bitnami'); }

  private constructor(
    /** Name of the installation's layout on the volume. */
    public readonly layout: string,
  ) {}
}
