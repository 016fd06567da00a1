import { ContainerOptions } from './blocks/containers';
import { FilesProps } from './blocks/files';
import { RolesProps } from './blocks/roles';
import { PodManagementPolicy } from './blocks/rollout';
import { ServicesProps } from './blocks/services';
import { ClaimProps } from './blocks/storage';
import { CommonProps } from './common-props';

/** A StatefulSet application. */
export interface StatefulAppProps extends CommonProps, ContainerOptions, FilesProps, RolesProps, ServicesProps {
  /**
   * Name of the StatefulSet, its headless Service and its main container; pods are called `<name>-<ordinal>`.
   * It is the identity of the data: another name means new, empty claims. At most 52 characters.
   */
  readonly name: string;

  /**
   * Labels by which the set finds its pods, in place of the recommended ones. Cannot be changed after the first deployment.
   * The objects then carry no labels but those of `labels`.
   *
   * @default - `app.kubernetes.io/name` and `app.kubernetes.io/instance`, both the application's name
   */
  readonly selectorLabels?: { [key: string]: string };

  /**
   * Volumes of its own for each pod, by the name of the claim template. Names, sizes and classes cannot be changed after the first
   * deployment.
   * @default - the pods keep nothing
   */
  readonly claims?: { [name: string]: ClaimProps };

  /**
   * In which order pods are created and deleted. Cannot be changed after the first deployment.
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * Ordinal of the first pod. Needs Kubernetes 1.27.
   * @default 0
   */
  readonly ordinalsStart?: number;
}
