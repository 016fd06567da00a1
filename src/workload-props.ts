import { placementSpec } from './blocks/placement';
import { updateStrategySpec } from './blocks/rollout';
import { securitySpec } from './blocks/security';
import { retentionPolicySpec } from './blocks/storage';
import { secondsOf } from './checks/seconds';
import { StatefulAppProps } from './stateful-app-props';
import { StatefulWorkloadProps } from './stateful-workload';
import { Identity } from './values/identity';

/** The parts of the StatefulSet that do not change after the constructor. */
export function workloadProps(props: StatefulAppProps, identity: Identity): StatefulWorkloadProps {
  const { name, namespace, labels, annotations, replicas, selector, podLabels, podAnnotations } = identity;
  return {
    metadata: { name, namespace, labels, annotations },
    podMetadata: { labels: podLabels, annotations: podAnnotations },
    selectorLabels: selector,
    minReady: props.minReady,
    serviceAccount: props.serviceAccount,
    imagePullSecrets: props.imagePullSecrets,
    notSecret: props.notSecret,
    spec: {
      replicas,
      serviceName: name,
      podManagementPolicy: props.podManagementPolicy,
      updateStrategy: updateStrategySpec(props.updateStrategy),
      revisionHistoryLimit: props.revisionHistoryLimit,
      ordinals: props.ordinalsStart === undefined ? undefined : { start: props.ordinalsStart },
      persistentVolumeClaimRetentionPolicy: retentionPolicySpec(props),
    },
    podSpec: {
      ...placementSpec(props, identity),
      ...securitySpec(props),
      terminationGracePeriodSeconds: props.terminationGracePeriod && secondsOf(props.terminationGracePeriod),
    },
  };
}
