import { DisruptionProps } from './blocks/disruption';
import { IdentityProps } from './blocks/identity';
import { NetworkProps } from './blocks/network';
import { PlacementProps } from './blocks/placement';
import { RolloutProps } from './blocks/rollout';
import { SecurityProps } from './blocks/security';
import { StorageProps } from './blocks/storage';
import { kplus } from './kplus';

/** What every application and every preset can be told. Each block documents its own part. */
export interface CommonProps extends
  IdentityProps, PlacementProps, DisruptionProps, RolloutProps, SecurityProps, NetworkProps, StorageProps {
  /**
   * CPU, memory and ephemeral storage of the main container, requested and at most.
   * @default - nothing is said; without a memory limit a node that runs full may kill the container first
   */
  readonly resources?: kplus.ContainerResources;
}
