import { checkFactory } from '../../checks/calls';

/** Failure domains of a ring. Cassandra places the copies of a row in different racks. */
export class CassandraRacks {
  /**
   * Each zone is a rack: members run only in these zones, as many in each of them, and no zone has two copies of a row. Members learn their
   * zone from a label of their pod, which Kubernetes sets since version 1.35.
   *
   * @param zones zones of the nodes, by their label `topology.kubernetes.io/zone`: three or more
   * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#topologykubernetesiozone
   */
  public static ofZones(zones: string[]): CassandraRacks {
    checkFactory('CassandraRacks.ofZones', zones);
    return new CassandraRacks(zones);
  }

  private constructor(
    /** Names of the zones, which are those of the racks. */
    public readonly zones: string[],
  ) {}
}

/** Names of all racks. Without zones, rack.sh has the name of the only one. */
export function racksOf(racks: CassandraRacks | undefined): string[] {
  return racks?.zones ?? ['rack1'];
}
