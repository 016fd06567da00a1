import { IConstruct } from 'constructs';

/** The environment of a container, as cdk8s-plus has it. */
export interface IClientEnvironment {
  /** The variables so far, by name. */
  readonly variables: { [name: string]: any };

  /**
   * Adds a variable.
   *
   * @param name name of the variable
   * @param value an `EnvValue` of cdk8s-plus
   */
  addVariable(name: string, value: any): void;
}

/** A container of an application, as cdk8s-plus has it. */
export interface IClientContainer {
  /** Name of the container. */
  readonly name: string;

  /** The environment of the container. */
  readonly env: IClientEnvironment;

  /** The mounts so far, each with its `path`. */
  readonly mounts: any[];

  /**
   * Mounts a volume.
   *
   * @param path absolute path in the container
   * @param storage a `Volume` of cdk8s-plus
   * @param options `MountOptions` of cdk8s-plus
   */
  mount(path: string, storage: any, options?: any): void;
}

/**
 * An application that connects to a set: a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of any line of cdk8s-plus
 * (`cdk8s-plus-28`, `cdk8s-plus-33`, ...), or the `workload` of another `StatefulApp`.
 *
 * The interface has the members that the library reads, so the line of the application's cdk8s-plus need not be the one that this package
 * has as a peer. In TypeScript and Python, pass the workload as it is. In Java and Go, cast it (`UnsafeCast.unsafeCast(deployment,
 * IClientWorkload.class)`, `jsii.UnsafeCast`).
 */
export interface IClientWorkload extends IConstruct {
  /** Name of the workload, from which the names of policies are derived. */
  readonly name: string;

  /** The containers that run next to each other. */
  readonly containers: IClientContainer[];

  /** The containers that run before the others. */
  readonly initContainers: IClientContainer[];

  /** Labels and namespace of the pods: a `PodSelectorConfig` of cdk8s-plus. */
  toPodSelectorConfig(): any;
}
