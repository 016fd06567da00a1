import { Pair, stepOf } from './pair';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { quantityOf } from '../defaults';
import { factsOf } from '../facts';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

const REJECTED = 'The API server rejects the change of an existing set.';

/** The set is recreated around its pods, which keep running. */
const RECREATE = 'Delete the set without its pods, then apply. Suspend the tool that applies the manifests before, if you use one.';

function deleteSet(set: Json): string {
  return `${kubectl(set)} delete statefulset ${set.metadata.name} --cascade=orphan`;
}

/** Changes of fields that the API server rejects: all of the spec except those that `setSteps` takes before. */
export function fixedSteps(pair: Pair, changes: Change[]): PlanStep[] {
  const templates = changes.filter(({ place }) => place.startsWith('spec.volumeClaimTemplates'));
  const selectors = changes.filter(({ place }) => place.startsWith('spec.selector'));
  const names = changes.filter(({ place }) => place === 'spec.serviceName');
  const others = changes.filter(change => ![...templates, ...selectors, ...names].includes(change));
  return [
    ...templates.length > 0 ? [claimTemplates(pair, templates)] : [],
    ...selectors.length > 0 ? [selector(pair, selectors)] : [],
    ...names.length > 0 ? [serviceName(pair, names)] : [],
    ...others.length > 0 ? [stepOf(pair.before, PlanEffect.HANDS, `${REJECTED} Recreating the set restarts no pod.`, {
      changes: others, remedy: RECREATE, commands: [deleteSet(pair.before)],
    })] : [],
  ];
}

function claimTemplates({ before, after }: Pair, changes: Change[]): PlanStep {
  const { claims, replicas } = factsOf(before);
  const later = factsOf(after).claims;
  const lost = claims.filter(name => !later.includes(name));
  if (lost.length > 0) {
    const isRenamed = later.some(name => !claims.includes(name));
    const loss = `${isRenamed ? 'get new, empty volumes for' : 'lose the volumes of'} ${lost.join(', ')}`;
    return stepOf(before, PlanEffect.DANGER, `${REJECTED} If it is recreated, its pods ${loss}. The former claims stay and are no longer `
      + 'mounted.', {
      changes, remedy: 'Keep the names of the claims, or copy the data of each member.',
    });
  }
  const sizes = changes.filter(({ place }) => place === 'spec.volumeClaimTemplates.*.spec.resources.requests.storage');
  if (sizes.some(isShrinking)) {
    return stepOf(before, PlanEffect.HANDS, `${REJECTED} A volume cannot shrink, so existing members keep their size.`, {
      changes,
      remedy: `Keep the size. If new members must have smaller volumes: ${lowerFirst(RECREATE)}`,
      commands: [deleteSet(before)],
    });
  }
  const isGrowthAlone = sizes.length === changes.length;
  const isFurther = later.some(name => !claims.includes(name));
  const outcome = isGrowthAlone ? 'Growing the claims and recreating the set restarts no pod.'
    : isFurther ? 'If the set is recreated, it cannot add a claim to pods that run, and manages no pod until they are deleted.'
      : 'If the set is recreated, existing claims keep their properties, and only new claims get the new ones.';
  return stepOf(before, PlanEffect.HANDS, `${REJECTED} ${outcome}`, {
    changes,
    remedy: [
      ...sizes.length > 0 ? ['Grow the claims, if their storage class allows it.'] : [],
      RECREATE,
      ...isFurther ? ['Then delete the pods one at a time, and wait until each one is Ready before the next.'] : [],
    ].join(' '),
    commands: [...sizes.flatMap(size => growth(before, size, replicas)), deleteSet(before)],
    commandsAfter: isFurther ? podsUpwards(after) : [],
  });
}

/** The controller stops at the first pod that lacks a claim, so a deleted pod above it would not come back. */
function podsUpwards(set: Json): string[] {
  const { firstOrdinal, replicas } = factsOf(set);
  return Array.from({ length: replicas }, (_, i) => `${kubectl(set)} delete pod ${set.metadata.name}-${firstOrdinal + i}`);
}

function isShrinking({ before, after }: Change): boolean {
  return (quantityOf(after) ?? 0) < (quantityOf(before) ?? 0);
}

function growth(set: Json, { field, after }: Change, replicas: number): string[] {
  const template = /volumeClaimTemplates\[([^\]]*)\]/.exec(field)?.[1];
  const first = factsOf(set).firstOrdinal;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: after } } } });
  const claimOf = (ordinal: number) => `${template}-${set.metadata.name}-${ordinal}`;
  return Array.from({ length: replicas }, (_, i) => `${kubectl(set)} patch pvc ${claimOf(first + i)} -p '${patch}'`);
}

function lowerFirst(text: string): string {
  return text[0].toLowerCase() + text.slice(1);
}

/** The pods do not match the new selector, so the set cannot take them over. */
function selector({ before }: Pair, changes: Change[]): PlanStep {
  const keep = JSON.stringify({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } } });
  const { name } = before.metadata;
  return stepOf(before, PlanEffect.HANDS, `${REJECTED} The new set cannot take over its pods, so all of them stop, and start again with `
    + 'their claims.', {
    changes,
    remedy: 'Keep the selector. If it must change, plan for an outage: delete the set with its pods, wait, then apply.',
    commands: [
      ...factsOf(before).deletesWithSet ? [`${kubectl(before)} patch statefulset ${name} -p '${keep}'`] : [],
      `${kubectl(before)} delete statefulset ${name} --cascade=foreground`,
    ],
  });
}

/** The name of the Service is part of the pods, but not of their template. */
function serviceName({ before }: Pair, changes: Change[]): PlanStep {
  const outcome = `${REJECTED} If the set is recreated, its pods keep their former host names until they restart.`;
  return stepOf(before, PlanEffect.HANDS, outcome, {
    changes,
    remedy: `${RECREATE} Then restart the pods, which get other host names.`,
    commands: [deleteSet(before)],
    commandsAfter: [`${kubectl(before)} rollout restart statefulset ${before.metadata.name}`],
  });
}
