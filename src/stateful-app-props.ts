import { ContainerOptions } from './blocks/containers';
import { FilesProps } from './blocks/files';
import { RolesProps } from './blocks/roles';
import { PodManagement } from './blocks/rollout';
import { ServicesProps } from './blocks/services';
import { ClaimProps } from './blocks/storage';
import { CommonProps } from './common-props';

/** Props of a StatefulApp. */
export interface StatefulAppProps extends CommonProps, ContainerOptions, FilesProps, RolesProps, ServicesProps {
  /**
   * Name of the StatefulSet, its headless Service and its main container. Pods are called `<name>-<ordinal>`. The name identifies the data:
   * a set with another name has new, empty claims. At most 52 characters.
   */
  readonly name: string;

  /**
   * Labels by which the set selects its pods, instead of the recommended ones. Cannot be changed after the first deployment. The objects
   * then carry only these labels and those of `labels`.
   *
   * @default - `app.kubernetes.io/name` and `app.kubernetes.io/instance`, both with the name of the set
   */
  readonly selectorLabels?: { [key: string]: string };

  /**
   * Dedicated volumes for each pod, by the name of the claim template. Names, sizes and classes cannot be changed after the first
   * deployment.
   * @default - the pods store no data
   */
  readonly claims?: { [name: string]: ClaimProps };

  /**
   * Order in which pods are created and deleted. Cannot be changed after the first deployment.
   * @default PodManagement.ORDERED_READY
   */
  readonly podManagementPolicy?: PodManagement;

  /**
   * Ordinal of the first pod. Requires Kubernetes 1.27.
   * @default 0
   */
  readonly ordinalsStart?: number;
}
