import { Changes, Pair, stepOf } from './pair';
import { rejectedStrategy } from './strategy';
import { Change } from '../changes';
import { quantityOf } from '../defaults';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

const { NONE, RELOAD, ROLL, HANDS } = PlanEffect;

/** Deployments and DaemonSets. */
export function workloadSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const template = changes.take('spec.template');
  const selector = changes.take('spec.selector');
  const scaled = changes.take('spec.replicas');
  const strategy = changes.take('spec.strategy');
  const recreate = rejectedStrategy(before, 'strategy', 'Recreate', ' of a server-side apply', strategy);
  const mild = [...recreate ? [] : strategy, ...changes.left];
  const fewer = scaled.some(change => Number(change.after ?? 1) < Number(change.before ?? 1));
  return [
    ...selector.length > 0
      ? [rejected(before, selector, 'Delete the object with its pods, then apply. The pods are away in between.')] : [],
    ...template.length > 0 && selector.length === 0
      ? [stepOf(after, ROLL, 'Replaces the pods by the strategy of the object.', { changes: template })] : [],
    ...scaled.length > 0 ? [stepOf(after, fewer ? ROLL : NONE, fewer ? 'Stops pods.' : 'Creates pods.', { changes: scaled })] : [],
    ...recreate ? [recreate] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'These fields do not belong to the pods.', { changes: mild })] : [],
  ];
}

/** Fields of a Job that the API server accepts after its creation. */
const OF_RUNNING_JOB = [
  'metadata', 'spec.activeDeadlineSeconds', 'spec.backoffLimit', 'spec.parallelism', 'spec.suspend', 'spec.ttlSecondsAfterFinished',
];

export function jobSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const mild = changes.take(...OF_RUNNING_JOB);
  return [
    ...changes.left.length > 0
      ? [rejected(before, changes.left, 'Delete the Job, then apply. The Job runs again. Or give it another name.')] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'Applies to the Job, and to no other pod.', { changes: mild })] : [],
  ];
}

/** Claims that belong to no set. */
export function claimSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const sizes = changes.take('spec.resources.requests.storage');
  const shrinks = sizes.some(size => (quantityOf(size.after) ?? 0) < (quantityOf(size.before) ?? 0));
  const mild = changes.take('metadata', 'spec.volumeAttributesClassName');
  const fixed = [...shrinks ? sizes : [], ...changes.left];
  const tail = shrinks ? ', and a volume cannot shrink' : '';
  return [
    ...fixed.length > 0 ? [stepOf(before, HANDS, `The API server rejects the change of an existing claim${tail}.`, {
      changes: fixed, remedy: 'Keep the former values, or create another claim and copy the data.',
    })] : [],
    ...sizes.length > 0 && !shrinks
      ? [stepOf(after, RELOAD, 'The volume grows while pods use it, if its storage class allows expansion.', { changes: sizes })] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'These fields do not belong to the volume.', { changes: mild })] : [],
  ];
}

export function serviceSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const address = changes.take('spec.clusterIP', 'spec.clusterIPs');
  const [wasHeadless, isHeadless] = [before, after].map(({ spec }) => spec?.clusterIP === 'None');
  const mild = changes.take('metadata');
  return [
    ...address.length > 0 ? [stepOf(before, HANDS, wasHeadless === isHeadless
      ? 'The API server rejects another cluster IP for an existing Service.'
      : `The Service stays ${wasHeadless ? 'headless' : 'with its cluster IP'}, or the API server rejects the change.`, {
      changes: address,
      remedy: 'Delete the Service, then apply. Its name does not resolve in between.',
      commands: [`${kubectl(before)} delete service ${before.metadata.name}`],
    })] : [],
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

export function storageClassSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const mild = changes.take('metadata', 'allowVolumeExpansion');
  return [
    ...changes.left.length > 0
      ? [rejected(before, changes.left, 'Delete the class, then apply. Volumes that exist keep their properties.')] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'Volumes that exist keep their properties.', { changes: mild })] : [],
  ];
}

/** Objects that act without a restart, or only later. */
const OUTCOMES: Record<string, [PlanEffect, string]> = {
  Certificate: [RELOAD, 'cert-manager issues another certificate if the names or the key change, and pods see the new files within '
    + 'about a minute.'],
  ClusterRole: [RELOAD, 'Permissions change at once. No pod restarts.'],
  CronJob: [NONE, 'The next run uses the new values.'],
  HorizontalPodAutoscaler: [RELOAD, 'The number of pods can follow the new values at once.'],
  Ingress: [RELOAD, 'Connections from outside follow the change at once. No pod restarts.'],
  LimitRange: [NONE, 'Applies to pods that are created later.'],
  Namespace: [NONE, 'Applies to pods that are created later.'],
  NetworkPolicy: [RELOAD, 'Connections are allowed or cut off at once. No pod restarts.'],
  PodDisruptionBudget: [NONE, 'Applies to later evictions.'],
  PodMonitor: [NONE, 'Prometheus follows the change.'],
  PrometheusRule: [NONE, 'Prometheus follows the change.'],
  ResourceQuota: [NONE, 'Applies to pods that are created later.'],
  Role: [RELOAD, 'Permissions change at once. No pod restarts.'],
  ServiceAccount: [NONE, 'Applies to pods that are created later.'],
  ServiceMonitor: [NONE, 'Prometheus follows the change.'],
};

export function otherSteps({ after, changes }: Pair): PlanStep[] {
  const [effect, outcome] = OUTCOMES[after.kind]
    ?? [NONE, `The controller of ${after.kind} decides what happens, which this plan does not know.`];
  const isMild = changes.every(({ place }) => place.startsWith('metadata.'));
  return [isMild ? stepOf(after, NONE, 'Labels and annotations change.', { changes }) : stepOf(after, effect, outcome, { changes })];
}

/** Pods that belong to no workload. */
export function podSteps({ before, after, changes }: Pair): PlanStep[] {
  const images = changes.filter(({ place }) => /^spec\.(initC|c)ontainers\.\*\.image$/.test(place));
  const fixed = changes.filter(change => !change.place.startsWith('metadata.') && !images.includes(change));
  if (fixed.length > 0) { return [rejected(before, fixed, 'Delete the pod, then apply.')]; }
  return images.length > 0 ? [stepOf(after, ROLL, 'Restarts the containers in the pod.', { changes: images })] : [];
}

function rejected(before: Pair['before'], changes: Change[], remedy: string): PlanStep {
  return stepOf(before, HANDS, 'The API server rejects the change of an existing object.', {
    changes, remedy, commands: [`${kubectl(before)} delete ${before.kind.toLowerCase()} ${before.metadata.name}`],
  });
}

function rest(after: Pair['after'], { left }: Changes, effect: PlanEffect, outcome: string): PlanStep[] {
  return left.length > 0 ? [stepOf(after, effect, outcome, { changes: left })] : [];
}
