import { checkFactory } from '../../checks/calls';

/** Servers of an ensemble that runs elsewhere. */
export interface ZooKeeperExternalOptions {
  /**
   * Hosts of the servers by their ids, fully qualified: `{ 1: 'shop-zookeeper-0.shop-zookeeper-headless.shop.svc.cluster.local' }`. Members
   * reach them, and they reach members, on the ports 2181, 2888 and 3888, without encryption and passwords between servers. Each server has
   * `conf` in `4lw.commands.whitelist`.
   */
  readonly servers: { [id: string]: string };
}

/** An ensemble that the members join while it runs. */
export class ZooKeeperSource {
  /**
   * An ensemble whose servers have their member list in their configuration, for instance one of Bitnami's chart.
   *
   * @param options ids and hosts of the servers that are still part of the ensemble
   */
  public static external(options: ZooKeeperExternalOptions): ZooKeeperSource {
    checkFactory('ZooKeeperSource.external', options);
    return new ZooKeeperSource(options.servers);
  }

  private constructor(
    /** Hosts of the servers by their ids. */
    public readonly servers: { [id: string]: string },
  ) {}
}
