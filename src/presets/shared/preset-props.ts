import { Size } from 'cdk8s';
import { CommonProps } from '../../common-props';

/** Props of every preset. */
export interface PresetProps extends CommonProps {
  /** Size of each member's volume, 256 MiB or more. */
  readonly storage: Size;

  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Confirms that this is the first deployment. Members with empty volumes may then create the data, if no other member has any. Disable it
   * after the first deployment, which restarts no pods.
   *
   * @default false
   */
  readonly firstBoot?: boolean;

  /**
   * Confirms that the image has the paths, tools and users of the official one, although its name is that of another maker or system.
   * @default false
   */
  readonly allowOtherImage?: boolean;
}
