/** Data of another cluster, which the set takes over instead of a first boot. */
export class KafkaAdoption {
  /**
   * The data of the nodes of Bitnami's chart, each on the volume of the member with the same ordinal: nodes that are brokers and
   * controllers (`FULL-controller`, the default of the chart), or brokers (`FULL-broker`) and controllers with `firstNodeId: 100` and
   * `Controllers.dedicated({ firstNodeId: 0 })`. The former nodes must be stopped.
   *
   * Each member checks its volume first and reports everything that prevents the adoption in one message. Then it renames the directory of
   * the data. The cluster keeps its metadata version and, if it is static, its quorum, until you upgrade and convert them.
   */
  public static bitnami(): KafkaAdoption { return new KafkaAdoption('bitnami'); }

  private constructor(
    /** Name of the cluster's layout on the volumes. */
    public readonly layout: string,
  ) {}
}
