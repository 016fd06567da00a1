import { kplus } from '../kplus';

/**
 * Environment variables that tell a container which pod it runs in.
 *
 * ```ts
 * new StatefulApp(this, 'Db', {
 *   name: 'db', replicas: 3, image: 'db:2.1', user: 999,
 *   env: { POD_NAME: PodEnv.name(), POD_INDEX: PodEnv.ordinal() },
 *   args: ['--name=$(POD_NAME)', '--id=$(POD_INDEX)'],
 * });
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export class PodEnv {
  /** Name of the pod, which is also its host name within the headless Service: `etcd-0`. */
  public static name(): kplus.EnvValue {
    return kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME);
  }

  /**
   * Ordinal of the pod: `0`. It comes from a label that Kubernetes sets since version 1.28.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-index-label
   */
  public static ordinal(): kplus.EnvValue {
    return kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: POD_INDEX });
  }

  /** Namespace of the pod. */
  public static namespace(): kplus.EnvValue {
    return kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE);
  }

  /** IP address of the pod. It changes when the pod is created again, so other members must use the pod's name. */
  public static ip(): kplus.EnvValue {
    return kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP);
  }

  private constructor() {}
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#apps-kubernetes-io-pod-index, on by default since 1.28 */
export const POD_INDEX = 'apps.kubernetes.io/pod-index';
