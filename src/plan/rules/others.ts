import { Changes, Pair, rejected, stepOf } from './pair';
import { Change } from '../changes';
import { knownKind } from '../kinds';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

const { NONE, RELOAD, ROLL, HANDS, UNKNOWN } = PlanEffect;

export function serviceSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const address = changes.take('spec.clusterIP', 'spec.clusterIPs');
  const [wasHeadless, isHeadless] = [before, after].map(({ spec }) => spec?.clusterIP === 'None');
  const isBalancer = [before, after].every(({ spec }) => spec?.type === 'LoadBalancer');
  const balancer = isBalancer ? changes.take('spec.loadBalancerClass') : [];
  const mild = changes.take('metadata');
  return [
    ...address.length > 0 ? [stepOf(before, HANDS, wasHeadless === isHeadless
      ? 'The API server rejects another cluster IP for an existing Service.'
      : `The Service stays ${wasHeadless ? 'headless' : 'with its cluster IP'}, or the API server rejects the change.`, {
      changes: address,
      remedy: 'Delete the Service, then apply. Its name does not resolve in between.',
      commands: [`${kubectl(before)} delete service ${before.metadata.name}`],
    })] : [],
    ...balancer.length > 0 ? [rejected(before, balancer, 'Delete the Service, then apply. It gets another address.')] : [],
    ...rest(after, changes, RELOAD, 'Connections and DNS records follow the change at once. No pod restarts.'),
    ...mild.length > 0 ? [stepOf(after, NONE, 'Labels and annotations of the Service change.', { changes: mild })] : [],
  ];
}

export function bindingSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const role = changes.take('roleRef');
  return [
    ...role.length > 0 ? [rejected(before, role, 'Delete the binding, then apply. The pods have no permissions in between.')] : [],
    ...rest(after, changes, RELOAD, 'Permissions change at once. No pod restarts.'),
  ];
}

/** A lower limit stops pods at once, also without metrics. */
export function autoscalerSteps(pair: Pair): PlanStep[] {
  const { after, changes } = pair;
  const isLower = ({ place, before, after: next }: Change) =>
    ['spec.maxReplicas', 'spec.minReplicas'].includes(place) && Number(next ?? 1) < Number(before ?? 1);
  const { kind, name } = after.spec?.scaleTargetRef ?? {};
  return changes.some(isLower) || changes.some(({ place }) => place.startsWith('spec.scaleTargetRef'))
    ? [stepOf(after, ROLL, `Stops pods of ${kind}/${name}, if more of them run than the autoscaler wants.`, { changes })]
    : otherSteps(pair);
}

const LATER = 'Applies to objects that are written later.';
const LATER_PODS = 'Applies to pods that are created later.';
const PROMETHEUS = 'Prometheus follows the change.';
const CONNECTIONS = 'Connections follow the change at once. No pod restarts.';
const OUTSIDE = 'Connections from outside follow the change at once. No pod restarts.';
const PERMISSIONS = 'Permissions change at once. No pod restarts.';

/** Objects that act without a restart, or only later. */
const OUTCOMES: Record<string, [PlanEffect, string]> = {
  Certificate: [RELOAD, 'cert-manager issues another certificate if the names or the key change, and pods see the new files within '
    + 'about a minute.'],
  ClusterIssuer: [NONE, 'Applies to certificates that are issued later.'],
  ClusterRole: [RELOAD, PERMISSIONS],
  CronJob: [NONE, 'The next run uses the new values.'],
  CustomResourceDefinition: [NONE, LATER],
  Endpoints: [RELOAD, CONNECTIONS],
  EndpointSlice: [RELOAD, CONNECTIONS],
  Gateway: [RELOAD, OUTSIDE],
  GRPCRoute: [RELOAD, OUTSIDE],
  HTTPRoute: [RELOAD, OUTSIDE],
  HorizontalPodAutoscaler: [RELOAD, 'The number of pods can follow the new values at once.'],
  Ingress: [RELOAD, OUTSIDE],
  IngressClass: [RELOAD, OUTSIDE],
  Issuer: [NONE, 'Applies to certificates that are issued later.'],
  LimitRange: [NONE, LATER_PODS],
  MutatingWebhookConfiguration: [NONE, LATER],
  Namespace: [RELOAD, 'Network policies follow the labels of the namespace at once, and other rules apply to pods that are created later.'],
  NetworkPolicy: [RELOAD, 'Connections are allowed or cut off at once. No pod restarts.'],
  PodDisruptionBudget: [NONE, 'Applies to later evictions.'],
  PodMonitor: [NONE, PROMETHEUS],
  PriorityClass: [NONE, LATER_PODS],
  PrometheusRule: [NONE, PROMETHEUS],
  ResourceQuota: [NONE, LATER_PODS],
  Role: [RELOAD, PERMISSIONS],
  RuntimeClass: [NONE, LATER_PODS],
  ServiceAccount: [NONE, LATER_PODS],
  ServiceMonitor: [NONE, PROMETHEUS],
  TCPRoute: [RELOAD, OUTSIDE],
  TLSRoute: [RELOAD, OUTSIDE],
  ValidatingAdmissionPolicy: [NONE, LATER],
  ValidatingAdmissionPolicyBinding: [NONE, LATER],
  ValidatingWebhookConfiguration: [NONE, LATER],
  VolumeAttributesClass: [NONE, 'Volumes that exist keep their properties.'],
  VolumeSnapshot: [NONE, 'The snapshot stays as it is.'],
  VolumeSnapshotClass: [NONE, 'Applies to snapshots that are taken later.'],
};

/** Fields that the API server does not change, of objects that can be deleted and applied again. */
const FIXED: Record<string, { readonly places: string[]; readonly remedy: string }> = {
  IngressClass: { places: ['spec.controller'], remedy: 'Delete the class, then apply.' },
  PriorityClass: { places: ['value', 'preemptionPolicy'], remedy: 'Delete the class, then apply. Pods that run keep their priority.' },
  RuntimeClass: { places: ['handler'], remedy: 'Delete the class, then apply. Pods that run are not affected.' },
  VolumeAttributesClass: { places: ['driverName', 'parameters'], remedy: 'Delete the class, then apply. Volumes that exist stay.' },
};

/** Objects whose controllers act on their labels or annotations, too. */
const BY_METADATA = ['Gateway', 'Ingress', 'Namespace'];

export function otherSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const kind = knownKind(after);
  const known = kind === undefined ? undefined : OUTCOMES[kind];
  if (known === undefined || kind === undefined) { return [stepOf(after, UNKNOWN, unknownOutcome(after.kind), { changes: all })]; }
  const changes = new Changes(all);
  const { places = [], remedy = '' } = FIXED[kind] ?? {};
  const fixed = changes.take(...places);
  const mild = BY_METADATA.includes(kind) ? [] : changes.take('metadata');
  return [
    ...fixed.length > 0 ? [rejected(before, fixed, remedy)] : [],
    ...rest(after, changes, ...known),
    ...mild.length > 0 ? [stepOf(after, NONE, 'Labels and annotations change.', { changes: mild })] : [],
  ];
}

/** A controller can roll pods for a change of its objects, or for a new one. */
export function unknownOutcome(kind: string): string {
  return `The controller of ${kind} decides what happens, which this plan does not know.`;
}

function rest(after: Pair['after'], { left }: Changes, effect: PlanEffect, outcome: string): PlanStep[] {
  return left.length > 0 ? [stepOf(after, effect, outcome, { changes: left })] : [];
}
