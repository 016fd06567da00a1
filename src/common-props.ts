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

/** The compiler sees to it that no prop is missing here. */
const NAMES: Record<keyof CommonProps, true> = {
  affinity: true,
  annotations: true,
  automountServiceAccountToken: true,
  claimRetention: true,
  clusterDomain: true,
  disruptionBudget: true,
  fsGroup: true,
  group: true,
  imagePullPolicy: true,
  imagePullSecrets: true,
  labels: true,
  minReady: true,
  namespace: true,
  networkAccess: true,
  nodeSelector: true,
  podAnnotations: true,
  podLabels: true,
  priorityClassName: true,
  replicas: true,
  resources: true,
  revisionHistoryLimit: true,
  runtimeClassName: true,
  schedulerName: true,
  security: true,
  serviceAccount: true,
  spread: true,
  terminationGracePeriod: true,
  tolerations: true,
  updateStrategy: true,
  user: true,
};

/** The props of every application among those of a preset: its own props mean nothing to `StatefulApp`, or something else. */
export function commonProps(props: CommonProps): CommonProps {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name in NAMES)) as unknown as CommonProps;
}
