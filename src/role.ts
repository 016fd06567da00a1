import { Ordinals } from './values/ordinals';

/** A role and the pods that play it. */
export interface Role {
  /** Name of the role. */
  readonly name: string;

  /** Every ordinal of the role, also those that `kubectl scale` can reach. */
  readonly ordinals: Ordinals;

  /** Hosts of the synthesized pods that play the role: `redis-1.redis`. */
  readonly hosts: string[];
}
