import { Size } from 'cdk8s';
import { CommonProps } from '../../common-props';

/** Props of every preset. */
export interface PresetProps extends CommonProps {
  /** Size of each member's volume, 256 MiB or more, and 512 MiB or more for Cassandra. */
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
   * Set it if the image has the paths, tools and users of the official image, but is not recognized as a copy of it by its name.
   * @default false
   */
  readonly allowOtherImage?: boolean;
}
