import { Size } from 'cdk8s';
import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** Options of a dedicated set of controllers. */
export interface DedicatedControllersOptions {
  /**
   * Number of controllers: 1, 3 or 5. It can grow but never shrink.
   * @default 3
   */
  readonly replicas?: number;

  /**
   * Node id of the first controller. Those of the others follow. Set it if the controllers were adopted with other ids, and never change
   * it. A controller refuses the volume of another id.
   * @default 9000
   */
  readonly firstNodeId?: number;

  /**
   * Size of each controller's volume, which contains only the metadata of the cluster.
   * @default Size.gibibytes(5)
   */
  readonly storage?: Size;

  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of each controller.
   * @default - no requests and no limits are set, and the heap has 512 MiB
   */
  readonly resources?: kplus.ContainerResources;
}

/** Nodes that keep the cluster's metadata and elect its leaders. Controllers can be added, but not removed or replaced. */
export class Controllers {
  /**
   * The first brokers are also controllers.
   *
   * @param count 1, 3 or 5. Without it, there are 3 if the cluster has at least 3 brokers, otherwise 1
   */
  public static combined(count?: number): Controllers {
    checkFactory('Controllers.combined', count);
    return new Controllers(false, count);
  }

  /** A dedicated set, `<name>-controller`, whose metadata is not affected by load on the brokers. */
  public static dedicated(options: DedicatedControllersOptions = {}): Controllers {
    checkFactory('Controllers.dedicated', options);
    return new Controllers(true, options.replicas, options);
  }

  private constructor(
    /** Whether the controllers are a dedicated set. */
    public readonly isDedicated: boolean,
    /**
     * Number of controllers.
     * @default - 3, or 1 if the brokers are controllers and fewer than 3
     */
    public readonly count?: number,
    /**
     * Options of the dedicated set.
     * @default - the brokers' options apply, because they are the controllers
     */
    public readonly options?: DedicatedControllersOptions,
  ) {}
}

/** Roles of a node, in the format of `process.roles`. */
export type NodeRole = 'broker' | 'controller' | 'broker,controller';

export const MAX_BROKERS = 1000;

export function controllerCount(controllers: Controllers = Controllers.combined(), brokers: number): number {
  if (controllers.count !== undefined) { return controllers.count; }
  return controllers.isDedicated || brokers >= 3 ? 3 : 1;
}

/** Name of the set that contains the controllers. */
export function controllerSet(name: string, controllers: Controllers = Controllers.combined()): string {
  return controllers.isDedicated ? `${name}-controller` : name;
}
