import { Ordinals } from './values/ordinals';

/** A role and the pods that have it. */
export interface AppRole {
  /** Name of the role. */
  readonly name: string;

  /** Every ordinal of the role, including those that `kubectl scale` can reach. */
  readonly ordinals: Ordinals;

  /** Hosts of the synthesized pods that have the role: `redis-1.redis`. */
  readonly hosts: string[];
}
