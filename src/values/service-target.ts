import { Ordinals } from './ordinals';
import { checkFactory } from '../checks/calls';

/** The pods that a Service for clients selects. */
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

  /**
   * The pods that have these labels at run time, in addition to those of the selector. The server or a sidecar labels its pod, for example
   * when the members elect a leader.
   *
   * @param labels labels of the selected pods
   */
  public static labels(labels: { [key: string]: string }): ServiceTarget {
    checkFactory('ServiceTarget.labels', labels);
    return new ServiceTarget(undefined, undefined, labels);
  }

  private constructor(
    /**
     * The ordinal of the selected pod.
     * @default - the pods are not selected by ordinal
     */
    public readonly podOrdinal?: number,
    /**
     * The name of the role.
     * @default - the pods are not selected by role
     */
    public readonly roleName?: string,
    /**
     * Labels of the pods.
     * @default - the pods are not selected by further labels
     */
    public readonly podLabels?: { [key: string]: string },
  ) {}
}

/** The part of a role that a Service needs. */
export interface RoleTarget {
  readonly name: string;
  readonly ordinals: Ordinals;
}
