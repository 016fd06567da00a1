import { Changes, Pair, stepOf } from './pair';
import { accountSteps, takeRemovedAccount } from './service-account';
import { imageSteps, mountSteps } from './set-data';
import { factSteps } from './set-facts';
import { fixedSteps } from './set-fixed';
import { ordinalSteps, replicaSteps } from './set-members';
import { templateSteps } from './set-template';
import { rejectedStrategy } from './strategy';
import { Change } from '../changes';
import { factsOf, podNames } from '../facts';
import { PlanEffect, PlanReason, PlanStep } from '../plan-step';

/** The steps of a StatefulSet that both sides have. */
export function setSteps(pair: Pair, files: PlanReason[]): PlanStep[] {
  const { after } = pair;
  const changes = new Changes(pair.changes);
  const account = takeRemovedAccount(changes, after);
  const template = changes.take('spec.template');
  const steps = [
    ...imageSteps(pair),
    ...mountSteps(pair),
    ...accountSteps(pair.before, account),
    ...factSteps(pair, changes.left),
    ...retentionSteps(pair, changes.take('spec.persistentVolumeClaimRetentionPolicy')),
    ...replicaSteps(pair, changes.take('spec.replicas')),
    ...ordinalSteps(pair, changes.take('spec.ordinals')),
    ...strategySteps(pair, changes.take('spec.updateStrategy'), template.length > 0),
  ];
  const mild = changes.take('metadata', 'spec.minReadySeconds', 'spec.revisionHistoryLimit');
  const fixed = fixedSteps(pair, changes.left);
  // a changed selector replaces all pods, whatever their template has
  const rolls = changes.left.some(({ place }) => place.startsWith('spec.selector')) ? [] : templateSteps(pair, template, files);
  return [...steps, ...fixed, ...rolls, ...mild.length > 0
    ? [stepOf(after, PlanEffect.NONE, 'These fields do not belong to the pods.', { changes: mild })] : []];
}

function retentionSteps({ after }: Pair, changes: Change[]): PlanStep[] {
  const deleting = changes.filter(change => change.after === 'Delete');
  const others = changes.filter(change => !deleting.includes(change));
  const whole = deleting.some(({ place }) => place.endsWith('whenDeleted'));
  return [
    ...deleting.length > 0 ? [stepOf(after, PlanEffect.DANGER, whole ? 'From now on, deleting the set deletes its claims and their data.'
      : 'From now on, scaling down deletes the claims of the removed pods and their data.', {
      changes: deleting, remedy: 'Keep the policy Retain, unless the data may be lost.',
    })] : [],
    ...others.length > 0 ? [stepOf(after, PlanEffect.NONE, 'From now on, the claims are kept.', { changes: others })] : [],
  ];
}

/** Pods that an earlier strategy held back have an earlier template, which the manifests do not show. */
function strategySteps({ before, after }: Pair, changes: Change[], rollsAnyway: boolean): PlanStep[] {
  if (changes.length === 0) { return []; }
  const rejected = rejectedStrategy(before, 'updateStrategy', 'OnDelete', '', changes);
  if (rejected) { return [rejected]; }
  const held = firstHeld(before.spec.updateStrategy);
  const heldAfter = firstHeld(after.spec.updateStrategy);
  const { firstOrdinal, replicas } = factsOf(after);
  const [first, end] = [Math.max(firstOrdinal, heldAfter), Math.min(firstOrdinal + replicas, held)];
  if (first >= end || rollsAnyway) {
    return [stepOf(after, PlanEffect.NONE, 'The strategy applies to changes of the pod template.', { changes })];
  }
  return [stepOf(after, PlanEffect.ROLL, `Restarts those of ${podNames(after.metadata.name, first, end)} that still have an earlier pod `
    + 'template, because the strategy no longer holds them back.', { changes })];
}

/** The ordinal below which pods keep their template. */
function firstHeld({ type, rollingUpdate }: { type?: string; rollingUpdate?: { partition?: number } } = {}): number {
  return type === 'OnDelete' ? Infinity : rollingUpdate?.partition ?? 0;
}
