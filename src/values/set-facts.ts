/**
 * Annotations of a StatefulSet with facts about its system that its YAML does not show otherwise. They are not in the pod template, so a
 * change of one rolls no pods. `docs/guide/plan.md` describes them for sets that are made by hand.
 */
export const FACTS = {
  /** `mysql`, `postgresql`, `kafka`, `zookeeper`, `cassandra`, or a name of a custom system. */
  system: 'cdk8s-stateful-app/system',
  /** How the members work together. The data of one topology is not read by another. */
  topology: 'cdk8s-stateful-app/topology',
  /** Number of members whose majority decides. */
  voters: 'cdk8s-stateful-app/voters',
  /** Least number of members that have a write when it is acknowledged, if the manifest chooses it. */
  copies: 'cdk8s-stateful-app/copies',
  /** Identity of the data. The volumes of one cluster are not used by another. */
  cluster: 'cdk8s-stateful-app/cluster',
  /** Failure domains of which each member has one for its life: `eu-1a,eu-1b,eu-1c`. */
  racks: 'cdk8s-stateful-app/racks',
  /** The datacenter of all members for their life. */
  datacenter: 'cdk8s-stateful-app/datacenter',
  /**
   * `none`, or `tls` with certificates of the user: how the members connect to each other. The first value is the way in which they open
   * connections, and others follow that they accept as well.
   */
  encryption: 'cdk8s-stateful-app/encryption',
  /** `none`, `password`, or `certificate` of MySQL and PostgreSQL: how the members authenticate to each other, in the same order. */
  authentication: 'cdk8s-stateful-app/authentication',
  /** Ordinal of the member that accepts writes, if the manifest chooses it. */
  primary: 'cdk8s-stateful-app/primary',
  /** Settings of which no member may have less than the primary: `max_connections=100,max_wal_senders=20`. */
  limits: 'cdk8s-stateful-app/limits',
  /** `follow` or `cut-over`: whether the set is to follow a server outside of it, or to take its place. */
  source: 'cdk8s-stateful-app/source',
} as const;

/** The annotations of the facts that are known. */
export function factAnnotations(facts: { readonly [fact in keyof typeof FACTS]?: string | number }): Record<string, string> {
  const names = Object.keys(FACTS) as (keyof typeof FACTS)[];
  return Object.fromEntries(names.filter(name => facts[name] !== undefined).map(name => [FACTS[name], `${facts[name]}`]));
}
