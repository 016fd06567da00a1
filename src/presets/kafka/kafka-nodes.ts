import { Size } from 'cdk8s';
import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** A set of controllers of its own. */
export interface DedicatedControllersOptions {
  /**
   * Number of controllers: 1, 3 or 5. Never fewer than there were.
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Size of each controller's volume: the metadata of the cluster and nothing else.
   * @default Size.gibibytes(5)
   */
  readonly storage?: Size;

  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * CPU, memory and ephemeral storage of each controller.
   * @default - nothing is said, and the heap has 512 MiB
   */
  readonly resources?: kplus.ContainerResources;
}

/** Which nodes keep the cluster's metadata and elect its leaders. They may become more, and neither fewer nor others. */
export class Controllers {
  /**
   * The first brokers are controllers, too.
   *
   * @param count 1, 3 or 5; without it, 3 where there are as many brokers, and 1 below
   */
  public static combined(count?: number): Controllers {
    checkFactory('Controllers.combined', count);
    return new Controllers(false, count);
  }

  /** A set of their own, `<name>-controller`: metadata survives what load does to brokers. */
  public static dedicated(options: DedicatedControllersOptions = {}): Controllers {
    checkFactory('Controllers.dedicated', options);
    return new Controllers(true, options.replicas, options);
  }

  private constructor(
    /** Whether they are a set of their own. */
    public readonly isDedicated: boolean,
    /**
     * How many there are.
     * @default - 3, or 1 where the brokers are controllers and fewer than 3
     */
    public readonly count?: number,
    /**
     * Of a set of their own.
     * @default - the brokers' own
     */
    public readonly options?: DedicatedControllersOptions,
  ) {}
}

/** What a node does, as `process.roles` says it. */
export type NodeRole = 'broker' | 'controller' | 'broker,controller';

/** Node ids of dedicated controllers: this and the ordinal. Brokers have their ordinal, so there may be fewer than that. */
export const CONTROLLER_ID_PREFIX = '900';
export const MAX_BROKERS = 1000;

export function controllerCount(controllers: Controllers = Controllers.combined(), brokers: number): number {
  if (controllers.count !== undefined) { return controllers.count; }
  return controllers.isDedicated || brokers >= 3 ? 3 : 1;
}

/** Name of the set that the controllers are in. */
export function controllerSet(name: string, controllers: Controllers = Controllers.combined()): string {
  return controllers.isDedicated ? `${name}-controller` : name;
}
