import { NetworkPeer } from '../../blocks/network';
import { checkFactory } from '../../checks/calls';

/** Options of Group Replication. */
export interface MySqlGroupOptions {
  /**
   * Address of the Kubernetes API, to which the sidecar of each member connects. Required if `networkAccess` is isolated, because a network
   * policy cannot select the API by labels. `kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes` prints it.
   * Ports 443 and 6443 are opened; open another port with `allowTo`.
   *
   * @default - no additional connection is opened
   */
  readonly apiServer?: NetworkPeer;

  /**
   * Whether the Service for readers also selects the primary. Without it, readers have no server while no secondary is Ready.
   * @default true
   */
  readonly primaryServesReaders?: boolean;
}

/** How the members replicate, and who replaces a primary that fails. */
export class MySqlTopology {
  /**
   * The member of `primaryOrdinal` is the primary, and the others replicate from it. A primary that fails is restarted. If its node is
   * lost, writes wait until the node is back or you change `primaryOrdinal`.
   *
   * @see https://dev.mysql.com/doc/refman/9.7/en/replication.html
   */
  public static replication(): MySqlTopology { return new MySqlTopology(false); }

  /**
   * The members are a group with a single primary, which they elect. The group replaces a primary that fails, and a member whose pod ends
   * hands over first. Every table needs a primary key. The set has 3, 5, 7 or 9 members.
   *
   * A sidecar labels the pods, so that the Services follow the elected primary. It has a service account that may label the pods of this
   * set and nothing else.
   *
   * @param options network and readers
   * @see https://dev.mysql.com/doc/refman/9.7/en/group-replication.html
   */
  public static groupReplication(options: MySqlGroupOptions = {}): MySqlTopology {
    checkFactory('MySqlTopology.groupReplication', options);
    return new MySqlTopology(true, options.apiServer, options.primaryServesReaders ?? true);
  }

  private constructor(
    /** Whether the members are a group. */
    public readonly isGroup: boolean,
    /**
     * Address of the Kubernetes API.
     * @default - no additional connection is opened
     */
    public readonly apiServer?: NetworkPeer,
    /** Whether the Service for readers also selects the primary. */
    public readonly primaryServesReaders: boolean = true,
  ) {}
}
