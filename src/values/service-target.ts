import { Ordinals } from './ordinals';
import { checkFactory } from '../checks/calls';

/** The pods behind a Service for clients. */
export class ServiceTarget {
  /** Every Ready pod. */
  public static all(): ServiceTarget { return new ServiceTarget(); }

  /** One pod. */
  public static ordinal(ordinal: number): ServiceTarget {
    checkFactory('ServiceTarget.ordinal', ordinal);
    return new ServiceTarget(ordinal);
  }

  /** The pod of a role that has a single ordinal. */
  public static role(name: string): ServiceTarget {
    checkFactory('ServiceTarget.role', name);
    return new ServiceTarget(undefined, name);
  }

  private constructor(
    /**
     * The ordinal of the one pod.
     * @default - not chosen by ordinal
     */
    public readonly podOrdinal?: number,
    /**
     * The name of the role.
     * @default - not chosen by role
     */
    public readonly roleName?: string,
  ) {}
}

/** What a role means to a Service. */
export interface RoleTarget {
  readonly name: string;
  readonly ordinals: Ordinals;
}
