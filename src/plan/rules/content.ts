import { Changes, Pair, stepOf } from './pair';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { kubectl, titleOf } from '../objects';
import { PlanEffect, PlanReason, PlanStep } from '../plan-step';
import { reasonOf } from '../reasons';
import { Use } from '../uses';

const DATA = ['data', 'binaryData', 'stringData'];

/** Name of the file by which a preset knows that an empty volume is a first boot. */
const FIRST_BOOT = /(^|\.)first-boot$/;

/** The steps of a ConfigMap or Secret. `rolls` tells whether the apply replaces the pods of an object anyway. */
export function contentSteps(pair: Pair, uses: Use[], rolls: (use: Use) => boolean): PlanStep[] {
  const { before, after } = pair;
  const changes = new Changes(pair.changes);
  const content = changes.take(...DATA);
  const type = changes.take('type');
  const immutable = before.immutable === true ? [...content, ...type, ...changes.take('immutable')] : type;
  if (immutable.length > 0) {
    const tail = before.immutable === true ? ' of an immutable object' : '';
    return [stepOf(before, PlanEffect.HANDS, `The API server rejects the change${tail}.`, {
      changes: immutable,
      remedy: 'Delete the object, then apply. Pods that start in between wait for it. Or give the new content another name.',
      commands: [`${kubectl(before)} delete ${before.kind.toLowerCase()} ${before.metadata.name}`],
    })];
  }
  const rest = changes.left.length > 0 ? [stepOf(after, PlanEffect.NONE, 'No pod sees these fields.', { changes: changes.left })] : [];
  return [...firstBootSteps(pair, content), ...useSteps(pair, content, uses, rolls), ...rest];
}

function useSteps({ after }: Pair, content: Change[], uses: Use[], rolls: (use: Use) => boolean): PlanStep[] {
  if (content.length === 0) { return []; }
  const seen = uses
    .map(use => ({ ...use, changes: content.filter(change => sees(use, change)) }))
    .filter(({ changes }) => changes.length > 0);
  if (seen.length === 0) { return [stepOf(after, PlanEffect.NONE, 'No running pod of the manifests uses it.', { changes: content })]; }
  const broken = seen.filter(use => lacksKey(after, use));
  return [...missingKeySteps(after, broken), ...changedContent(after, content, seen.filter(use => !broken.includes(use) && !rolls(use)))];
}

/** A use with those of the changes that it sees. */
type Seen = Use & { readonly changes: Change[] };

function lacksKey({ data = {}, binaryData = {} }: Json, { keys = [], isOptional, changes }: Seen): boolean {
  const isThere = (key: string) => Object.hasOwn(data, key) || Object.hasOwn(binaryData, key);
  return !isOptional && changes.some(change => change.after === undefined) && !keys.every(isThere);
}

function missingKeySteps(after: Json, broken: Seen[]): PlanStep[] {
  if (broken.length === 0) { return []; }
  const removed = new Set(broken.flatMap(({ changes }) => changes.filter(change => change.after === undefined)));
  return [stepOf(after, PlanEffect.HANDS, `Pods of ${usersOf(broken)} need these keys, and do not start any more.`, {
    changes: [...removed], remedy: 'Keep the keys, or remove them from the pods first.',
  })];
}

/** The steps of pods that run and that the apply does not replace. */
function changedContent(after: Json, content: Change[], seen: Seen[]): PlanStep[] {
  const [reloaded, stale] = [seen.filter(use => use.isReloaded), seen.filter(use => !use.isReloaded)];
  const steps = [];
  if (stale.length > 0) {
    steps.push(stepOf(after, PlanEffect.HANDS, `The running pods of ${usersOf(stale)} keep the former content until they restart.`, {
      changes: changesIn(content, stale.flatMap(({ changes }) => changes)),
      remedy: 'Restart the pods after the apply.',
      commandsAfter: restartsOf(stale),
    }));
  }
  if (reloaded.length > 0) {
    const outcome = `The pods of ${usersOf(reloaded)} see the new files within about a minute, and none restarts.`;
    steps.push(stepOf(after, PlanEffect.RELOAD, outcome, { changes: changesIn(content, reloaded.flatMap(({ changes }) => changes)) }));
  }
  return steps;
}

export function usersOf(uses: Use[]): string {
  return [...new Set(uses.map(({ user }) => titleOf(user)))].join(', ');
}

export function restartsOf(uses: Use[]): string[] {
  return [...new Set(uses.map(({ user }) => user.kind === 'Pod' ? `${kubectl(user)} delete pod ${user.metadata.name}`
    : `${kubectl(user)} rollout restart ${user.kind.toLowerCase()} ${user.metadata.name}`))];
}

function changesIn(content: Change[], selected: Change[]): Change[] {
  return content.filter(change => selected.includes(change));
}

/** The changed files that the pods of an object get from a ConfigMap or Secret, as reasons for the roll of the object. */
export function fileReasons({ after, changes }: Pair, use: Use): PlanReason[] {
  return new Changes(changes).take(...DATA).filter(change => sees(use, change)).map(change => {
    const reason = reasonOf(change, after.kind === 'Secret');
    return { ...reason, field: `${titleOf(after)} ${reason.field}` };
  });
}

function sees({ keys }: Use, { place }: Change): boolean {
  return keys === undefined || DATA.includes(place) || keys.some(key => DATA.some(field => place === `${field}.${key}`));
}

function firstBootSteps({ after }: Pair, content: Change[]): PlanStep[] {
  const isSwitch = (change: Change) => `${change.before}`.trim() === 'false' && `${change.after}`.trim() === 'true';
  const on = content.filter(change => FIRST_BOOT.test(change.place) && isSwitch(change));
  return on.length === 0 ? [] : [stepOf(
    after, PlanEffect.DANGER, 'The first boot is on again. If members have lost their volumes, they can begin a new, empty system.', {
      changes: on, remedy: 'Keep firstBoot off, unless all data is lost and will be restored.',
    })];
}
