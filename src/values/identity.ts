/** Identity of the members, from which selectors, hosts, policies and names of objects are derived. */
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
  /** Whether a copy of the set in another chart is for another cluster. */
  readonly allowCopies: boolean;
}

/** No cluster runs more pods, and a mistake in a unit would fill the memory with host names. */
export const MAX_REPLICAS = 10_000;

/** Ordinals of the pods in the manifest. */
export function ordinalsOf(identity: Identity): number[] {
  return Array.from({ length: Math.min(identity.replicas, MAX_REPLICAS) }, (_, i) => identity.firstOrdinal + i);
}

/** `redis-0.redis` resolves for every pod of the namespace, in every namespace that the YAML is applied to. */
export function hostOf(identity: Identity, ordinal: number): string {
  return `${identity.name}-${ordinal}.${identity.name}`;
}

/** `redis.shop.svc.cluster.local` */
export function serviceDomain(service: string, namespace: string, clusterDomain: string): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}
