import { DisruptionProps } from './blocks/disruption';
import { IdentityProps } from './blocks/identity';
import { NetworkProps } from './blocks/network';
import { PlacementProps } from './blocks/placement';
import { RolloutProps } from './blocks/rollout';
import { SecurityProps } from './blocks/security';
import { StorageProps } from './blocks/storage';
import { kplus } from './kplus';

/** Props of `StatefulApp` and of every preset. Each block documents its part. */
export interface CommonProps extends
  IdentityProps, PlacementProps, DisruptionProps, RolloutProps, SecurityProps, NetworkProps, StorageProps {
  /**
   * Requests and limits of CPU, memory and ephemeral storage of the main container. The kubelet applies the sum of all limits of ephemeral
   * storage to the pod as a whole, with its logs and empty directories.
   * @default - the container has no requests and no limits; if the node runs out of memory, a container without a limit may be killed first
   */
  readonly resources?: kplus.ContainerResources;
}

/** The compiler checks that no prop is missing here. */
const NAMES: Record<keyof CommonProps, true> = {
  affinity: true,
  allowCopies: true,
  annotations: true,
  automountServiceAccountToken: true,
  claimRetention: true,
  clusterDns: true,
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
  notSecret: true,
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

/** The common props among those of a preset. `StatefulApp` does not know the other props of the preset, or uses their names differently. */
export function commonProps(props: CommonProps): CommonProps {
  return Object.fromEntries(Object.entries(props).filter(([name]) => name in NAMES)) as unknown as CommonProps;
}
