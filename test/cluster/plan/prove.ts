import { judgeClaims, judgePods, judgeRejections, leftBehind } from './judge';
import { applyEach, exists, look, podsWithoutClaims, run, settled, type Seen } from './observe';
import type { Json, Objects, Pair } from './pair';
import { appliedState } from '../../../src/plan/live';
import { titleOf } from '../../../src/plan/objects';
import { effectOf, planOf } from '../../../src/plan/plan';
import { PlanEffect, type PlanStep } from '../../../src/plan/plan-step';
import type { CaseContext } from '../harness/case-context';
import { pause, waitFor } from '../harness/wait';

/** Seconds until a controller that has nothing to do would have begun to do something. */
const QUIET = 3;

/** A change of objects that run, whose pods have the name of the pair as their label. */
export interface RunningPair {
  readonly name: string;
  readonly effect: PlanEffect;
  readonly before: Json[];
  readonly after: Json[];
  /** Prints `old` or `new` in a pod, as the pod sees the changed content. */
  readonly reads?: string;
  /** Seconds that the pods have to settle. */
  readonly seconds?: number;
}

/**
 * Applies both sides of a pair and returns every difference between what happened and what the plan said, including each step of its
 * recipe.
 */
export async function prove(t: CaseContext, pair: Pair, name: string, storageClass?: string): Promise<string[]> {
  const [before, after] = sides(pair, name, t.namespace, storageClass);
  const faults = Object.values(await applyEach(t, before));
  await settled(t, name, before);
  return [...faults, ...await proveChange(t, { name, effect: pair.effect, reads: pair.reads, before, after })];
}

/** Applies the second side of a pair whose first side runs. */
export async function proveChange(t: CaseContext, pair: RunningPair): Promise<string[]> {
  const { name, before, after, seconds } = pair;
  const steps = planOf(before, after);
  const effect = effectOf(steps);
  const faults = effect === pair.effect ? [] : [`the plan says "${effect}" instead of "${pair.effect}"`];

  const seen = await look(t, name);
  faults.push(...await judgeLive(t, before, after));
  const rejected = await applyEach(t, after);
  const former = (object: Json) => before.find(each => titleOf(each) === titleOf(object))!;
  await settled(t, name, after.map(object => titleOf(object) in rejected ? former(object) : object), seconds);
  await pause(QUIET);
  const then = await look(t, name);

  const applied = steps.filter(({ object }) => !(object in rejected));
  faults.push(...judgeRejections(steps, rejected), ...judgePods(applied, seen, then), ...judgeClaims(applied, seen, then));
  faults.push(...await judgeRemoved(t, steps, before, after), ...await judgeContent(t, pair, effect));
  return [...faults, ...await recipe(t, { pair, steps, then })];
}

/** Applies a change at which the roll stops, and waits until the first pod refuses it. No pod that the plan does not name may restart. */
export async function judgeRefused(t: CaseContext, pair: RunningPair, untilRefused: () => Promise<unknown>): Promise<string[]> {
  const steps = planOf(pair.before, pair.after);
  const effect = effectOf(steps);
  const seen = await look(t, pair.name);
  const rejected = await applyEach(t, pair.after);
  await untilRefused();
  const then = await look(t, pair.name);
  return [
    ...effect === pair.effect ? [] : [`the plan says "${effect}" instead of "${pair.effect}"`],
    ...judgeRejections(steps, rejected),
    ...judgePods(steps, seen, then).filter(fault => !/was not touched/.test(fault)),
    ...judgeClaims(steps, seen, then),
  ];
}

/** The objects of a pair before and after, in the namespace of the case. */
export function sides(pair: Pair, name: string, namespace: string, storageClass?: string): [Json[], Json[]] {
  const before = pair.before(name);
  for (const object of Object.values(before)) { object.metadata.namespace = namespace; }
  const objects: Objects = JSON.parse(JSON.stringify(before).replaceAll('EXPANDABLE', storageClass ?? ''));
  const changed = structuredClone(objects);
  pair.change(changed);
  for (const object of Object.values(changed)) { object.metadata.namespace = namespace; }
  return [Object.values(objects), Object.values(changed)];
}

/** What a plan tells, without the steps that have no effect. */
export function told(steps: PlanStep[]): string[] {
  return steps.filter(({ effect }) => effect !== PlanEffect.NONE).map(({ effect, object }) => `${effect} ${object}`).sort();
}

/** A plan from the cluster, which is not asked for objects that the manifests no longer have, tells the same as one from the manifests. */
async function judgeLive(t: CaseContext, before: Json[], after: Json[]): Promise<string[]> {
  const kept = before.filter(object => after.some(each => titleOf(each) === titleOf(object)));
  const live = [];
  // the client renames fields that are words of the language
  for (const object of kept) { live.push(JSON.parse(JSON.stringify(await exists(t, object)).replaceAll('"_from":', '"from":'))); }
  const [fromManifests, fromCluster] = [kept, appliedState(live, after)].map(manifests => told(planOf(manifests, after)).join(', '));
  return fromCluster === fromManifests ? [] : [`the plan from the cluster says "${fromCluster}" instead of "${fromManifests}"`];
}

async function judgeRemoved(t: CaseContext, steps: PlanStep[], before: Json[], after: Json[]): Promise<string[]> {
  // a Job that deletes itself is no object that stays
  const removed = before.filter(object => !after.some(each => titleOf(each) === titleOf(object)) && !object.spec?.ttlSecondsAfterFinished);
  const gone = [];
  for (const object of removed) { if (!await exists(t, object)) { gone.push(`${titleOf(object)} is gone`); } }
  return [...gone, ...leftBehind(steps, removed.map(titleOf))];
}

/** Whether the pods see content as the plan says: at once after a roll, soon after a reload or a switch, and otherwise not yet. */
async function judgeContent(t: CaseContext, { reads, after }: RunningPair, effect: PlanEffect): Promise<string[]> {
  if (reads === undefined) { return []; }
  if (effect === PlanEffect.RELOAD || effect === PlanEffect.DANGER) {
    await waitFor('the new content in a pod', { seconds: 180, everySeconds: 3 }, async () => {
      const text = await read(t, reads, after);
      return text === 'new' ? { found: true } : { seen: text };
    });
    return [];
  }
  const expected = effect === PlanEffect.HANDS ? 'old' : 'new';
  const text = await read(t, reads, after);
  return text === expected ? [] : [`a pod sees the ${text} content before the recipe, which a step does not say`];
}

/** What the first pod of the set sees. */
async function read(t: CaseContext, reads: string, manifests: Json[]): Promise<string> {
  const { metadata, spec } = manifests.find(({ kind }) => kind === 'StatefulSet')!;
  return (await t.exec(`${metadata.name}-0`, spec.template.spec.containers[0].name, ['sh', '-c', reads])).trim();
}

interface Proof {
  readonly pair: RunningPair;
  readonly steps: PlanStep[];
  readonly then: Seen;
}

/** Commands that replace pods. */
const REPLACES = /rollout restart|delete pod|patch .*serviceAccount|cascade=foreground|delete (deployment|daemonset)/;

async function recipe(t: CaseContext, { pair: { name, after, reads, seconds }, steps, then }: Proof): Promise<string[]> {
  const commands = steps.flatMap(step => step.commands);
  const commandsAfter = steps.flatMap(step => step.commandsAfter);
  if (commands.length + commandsAfter.length === 0) { return []; }
  const faults: string[] = [];
  const runAll = async (list: string[]) => {
    for (const command of list) {
      const fault = await run(command);
      if (fault !== undefined) { faults.push(fault); }
    }
  };
  await runAll(commands);
  const rejected = await applyEach(t, after);
  faults.push(...Object.values(rejected).map(reason => `after the commands of the recipe, ${reason}`));
  await settled(t, name, after, seconds);
  await runAll(commandsAfter);
  await settled(t, name, after, seconds);
  await pause(QUIET);
  const end = await look(t, name);
  faults.push(...await podsWithoutClaims(t, name, after));
  const replaces = [...commands, ...commandsAfter].some(command => REPLACES.test(command));
  const isRemoved = commandsAfter.some(command => command.includes(' delete statefulset '));
  if (!replaces && !isRemoved) { faults.push(...judgePods(steps, then, end)); }
  faults.push(...judgeClaims(steps.filter(step => step.commands.length > 0 || step.commandsAfter.length > 0), then, end));
  if (reads !== undefined) {
    const text = await read(t, reads, after);
    if (text !== 'new') { faults.push(`a pod sees the ${text} content after the recipe`); }
  }
  return faults;
}
