/** Who the members are: everything else (selectors, hosts, policies, names of objects) is derived from this. */
export interface Identity {
  readonly name: string;
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly firstOrdinal: number;
  readonly replicas: number;
  /** Labels that never change: selectors are immutable. */
  readonly selector: Record<string, string>;
  /** Labels of every object. */
  readonly labels: Record<string, string>;
  readonly podLabels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly podAnnotations: Record<string, string>;
}

/** Above it no cluster runs the pods, and a slip in a unit would fill the memory with names of hosts. */
export const MAX_REPLICAS = 10_000;

/** Ordinals of the pods that the manifest asks for. */
export function ordinalsOf(identity: Identity): number[] {
  return Array.from({ length: Math.min(identity.replicas, MAX_REPLICAS) }, (_, i) => identity.firstOrdinal + i);
}

/** `redis-0.redis`: resolves for every pod of the namespace, and within any namespace the YAML is applied to. */
export function hostOf(identity: Identity, ordinal: number): string {
  return `${identity.name}-${ordinal}.${identity.name}`;
}

/** `redis.shop.svc.cluster.local` */
export function serviceDomain(service: string, namespace: string, clusterDomain: string): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}
