import { Pair, stepOf } from './pair';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { factsOf, measuredRoll, podNames } from '../facts';
import { kubectl } from '../objects';
import { PlanEffect, PlanReason, PlanStep } from '../plan-step';

/** The steps of a changed pod template. `files` are the changed files behind a checksum in the template. */
export function templateSteps({ before, after }: Pair, changes: Change[], files: PlanReason[]): PlanStep[] {
  if (changes.length === 0) { return []; }
  const steps = claimSteps(after, changes);
  const [former, facts] = [factsOf(before), factsOf(after)];
  const { name } = after.metadata;
  const { type, rollingUpdate } = after.spec.updateStrategy ?? {};
  // pods that the apply creates or stops do not restart
  const first = Math.max(former.firstOrdinal, facts.firstOrdinal);
  const end = Math.min(former.firstOrdinal + former.replicas, facts.firstOrdinal + facts.replicas);
  const details = { changes, reasons: files };
  if (first >= end) {
    return [...steps, stepOf(after, PlanEffect.NONE, 'No pod stays. Those that are created have the new template.', details)];
  }
  if (type === 'OnDelete') {
    return [...steps, stepOf(
      after, PlanEffect.HANDS, 'No pod restarts. Each pod gets the new template when it is deleted (updateStrategy OnDelete).', {
        ...details,
        remedy: 'Delete the pods one at a time, and wait until each one is Ready before the next.',
        commandsAfter: ordinals(first, end).map(ordinal => `${kubectl(after)} delete pod ${name}-${ordinal}`),
      })];
  }
  const partition = Math.max(rollingUpdate?.partition ?? 0, first);
  if (partition >= end) {
    return [...steps, stepOf(after, PlanEffect.NONE, `No pod restarts now, because the partition ${partition} is above all ordinals. `
      + 'A pod that restarts for another reason keeps the former template.', details)];
  }
  const held = partition > first ? `The partition holds ${podNames(name, first, partition)} back.` : '';
  const outcome = [rollOf(after, partition, end), measured(after), held].filter(text => text !== '').join(' ');
  return [...steps, stepOf(after, PlanEffect.ROLL, outcome, details)];
}

function rollOf(set: Json, first: number, end: number): string {
  const { name } = set.metadata;
  if (end - first === 1) { return `Restarts ${name}-${first}.`; }
  const { maxUnavailable = 1 } = set.spec.updateStrategy?.rollingUpdate ?? {};
  const pace = maxUnavailable === 1
    ? 'one pod at a time' : `up to ${maxUnavailable} pods at a time, if the cluster supports maxUnavailable`;
  return `Restarts ${name}-${end - 1} down to ${name}-${first}, ${pace}. Each must be Ready before the next.`;
}

function measured(set: Json): string {
  const measurement = measuredRoll(factsOf(set));
  return measurement === undefined ? '' : `Measured: ${measurement}.`;
}

function ordinals(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, i) => end - 1 - i);
}

/** Pods that mount another claim find other data, or none. */
function claimSteps(after: Json, changes: Change[]): PlanStep[] {
  const mounts = changes.filter(({ place, before }) => before !== undefined && place.endsWith('.persistentVolumeClaim.claimName'));
  if (mounts.length === 0) { return []; }
  return [stepOf(after, PlanEffect.DANGER, 'The pods mount another claim, and do not find the data of the former one.', {
    changes: mounts,
    remedy: 'Copy the data to the new claim before you apply, or keep the former name.',
  })];
}
