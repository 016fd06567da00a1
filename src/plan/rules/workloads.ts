import { Changes, Pair, rejected, stepOf } from './pair';
import { accountSteps, takeRemovedAccount } from './service-account';
import { rejectedStrategy } from './strategy';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

const { NONE, ROLL, HANDS } = PlanEffect;

const HELD = 'Replaces those pods that still have an earlier template, because the object no longer holds them back.';

/** Deployments, DaemonSets and ReplicaSets. */
export function workloadSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const account = takeRemovedAccount(changes, after);
  const template = changes.take('spec.template');
  const selector = changes.take('spec.selector');
  const scaled = changes.take('spec.replicas');
  const strategy = changes.take('spec.strategy');
  const recreate = rejectedStrategy(before, 'strategy', 'Recreate', ' of a server-side apply', strategy);
  const released = holdsBack(before) && !holdsBack(after) && template.length === 0
    ? changes.take('spec.paused', 'spec.updateStrategy') : [];
  const mild = [...recreate ? [] : strategy, ...changes.left];
  return [
    ...selector.length > 0
      ? [rejected(before, selector, 'Delete the object with its pods, then apply. The pods are away in between.')] : [],
    ...accountSteps(before, account),
    ...template.length > 0 && selector.length === 0 ? [templateStep(after, template)] : [],
    ...scaled.length > 0 ? [scaledStep(after, scaled)] : [],
    ...recreate ? [recreate] : [],
    ...released.length > 0 ? [stepOf(after, ROLL, HELD, { changes: released })] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'These fields do not belong to the pods.', { changes: mild })] : [],
  ];
}

/** Whether pods keep an earlier template. */
function holdsBack({ spec }: Json): boolean {
  return spec.paused === true || spec.updateStrategy?.type === 'OnDelete';
}

function templateStep(after: Json, changes: Change[]): PlanStep {
  const { kind, spec } = after;
  if (spec.replicas === 0 || spec.paused === true) {
    return stepOf(after, NONE, spec.replicas === 0 ? 'The object has no pods. Those that are created later have the new template.'
      : 'No pod restarts now, because the Deployment is paused. It replaces its pods when it is resumed.', { changes });
  }
  if (kind === 'ReplicaSet' || spec.updateStrategy?.type === 'OnDelete') {
    const labels = Object.entries(spec.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',');
    return stepOf(after, HANDS, 'No pod restarts. Each pod gets the new template when it is deleted.', {
      changes,
      remedy: 'Delete the pods after the apply, one at a time if they must not all be away at once.',
      commandsAfter: labels === '' || spec.selector.matchExpressions ? [] : [`${kubectl(after)} delete pod -l ${labels}`],
    });
  }
  return stepOf(after, ROLL, 'Replaces the pods by the strategy of the object.', { changes });
}

function scaledStep(after: Json, changes: Change[]): PlanStep {
  const isFewer = changes.some(change => Number(change.after ?? 1) < Number(change.before ?? 1));
  return stepOf(after, isFewer ? ROLL : NONE, isFewer ? 'Stops pods.' : 'Creates pods.', { changes });
}

/** Fields of a Job that the API server accepts after its creation. */
const OF_RUNNING_JOB = [
  'metadata', 'spec.activeDeadlineSeconds', 'spec.backoffLimit', 'spec.manualSelector', 'spec.maxFailedIndexes', 'spec.parallelism',
  'spec.podReplacementPolicy', 'spec.suspend', 'spec.ttlSecondsAfterFinished',
];

export function jobSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const mild = changes.take(...OF_RUNNING_JOB, ...isElastic(before) && isElastic(after) ? ['spec.completions'] : []);
  const stopping = mild.filter(change => stopsPods(change, before));
  const others = mild.filter(change => !stopping.includes(change));
  return [
    ...changes.left.length > 0
      ? [rejected(before, changes.left, 'Delete the Job, then apply. The Job runs again. Or give it another name.')] : [],
    ...stopping.length > 0 ? [stepOf(after, ROLL, 'Stops pods of the Job, if it still runs.', { changes: stopping })] : [],
    ...others.length > 0 ? [stepOf(after, NONE, 'Applies to the Job, and to no other pod.', { changes: others })] : [],
  ];
}

/** The completions of an indexed Job can follow its parallelism. */
function isElastic({ spec }: Json): boolean {
  return spec.completionMode === 'Indexed' && (spec.completions ?? 1) === (spec.parallelism ?? 1);
}

function stopsPods(change: Change, { spec }: Json): boolean {
  const { place, before, after } = change;
  if (place === 'spec.suspend') { return after === true; }
  const isNumber = place === 'spec.parallelism' || place === 'spec.completions';
  return isEarlierDeadline(change) || (isNumber && spec.suspend !== true && Number(after ?? 1) < Number(before ?? 1));
}

function isEarlierDeadline({ place, before, after }: Change): boolean {
  return place === 'spec.activeDeadlineSeconds' && after !== undefined && Number(after) < Number(before ?? Infinity);
}

/** Pods that belong to no workload. */
export function podSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const metadata = changes.take('metadata');
  const deadline = changes.left.filter(isEarlierDeadline);
  const images = changes.left.filter(({ place }) => /^spec\.(initC|c)ontainers\.\*\.image$/.test(place));
  const added = changes.left.filter(({ place, before: former }) =>
    ['spec.tolerations', 'spec.tolerations.*'].includes(place) && former === undefined);
  const fixed = changes.left.filter(change => ![...images, ...added, ...deadline].includes(change));
  if (fixed.length > 0) { return [rejected(before, fixed, 'Delete the pod, then apply.')]; }
  const mild = [...metadata, ...added];
  return [
    ...images.length > 0 ? [stepOf(after, ROLL, 'Restarts the containers in the pod.', { changes: images })] : [],
    ...deadline.length > 0 ? [stepOf(after, ROLL, 'Stops the pod at the deadline.', { changes: deadline })] : [],
    ...mild.length > 0 ? [podMetadata(after, mild)] : [],
  ];
}

function podMetadata(after: Json, changes: Change[]): PlanStep {
  return changes.some(({ place }) => place.startsWith('metadata.labels'))
    ? stepOf(after, PlanEffect.RELOAD, 'Services and network policies follow the labels of the pod at once. No pod restarts.', { changes })
    : stepOf(after, NONE, 'The containers do not see these fields.', { changes });
}
