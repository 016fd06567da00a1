import { Json } from '../../values/manifest';
import { Change, changesOf } from '../changes';
import { kubectl, titleOf } from '../objects';
import { PlanEffect, PlanReason, PlanStep } from '../plan-step';
import { reasonOf } from '../reasons';

/** An object before and after, and the fields that differ. */
export interface Pair {
  readonly before: Json;
  readonly after: Json;
  readonly changes: Change[];
}

export function pairOf(before: Json, after: Json): Pair {
  return { before, after, changes: changesOf(before, after) };
}

/** The parts of a step that not every step has. */
interface StepDetails {
  readonly changes?: Change[];
  /** Reasons that are no fields of the object. */
  readonly reasons?: PlanReason[];
  readonly remedy?: string;
  readonly commands?: string[];
  readonly commandsAfter?: string[];
}

export function stepOf(object: Json, effect: PlanEffect, outcome: string, details: StepDetails = {}): PlanStep {
  const { changes = [], reasons = [], remedy, commands = [], commandsAfter = [] } = details;
  return {
    effect,
    object: titleOf(object),
    namespace: object.metadata.namespace,
    reasons: [...changes.map(change => reasonOf(change, object.kind === 'Secret')), ...reasons],
    outcome,
    remedy,
    commands,
    commandsAfter,
  };
}

/** Selects changes by their places, and leaves the rest to the next rules. */
export class Changes {
  constructor(private rest: Change[]) {}

  public get left(): Change[] {
    return this.rest;
  }

  /** Takes the changes below the places out. */
  public take(...places: string[]): Change[] {
    const isBelow = ({ place }: Change) => places.some(prefix => place === prefix || place.startsWith(`${prefix}.`));
    const taken = this.rest.filter(isBelow);
    this.rest = this.rest.filter(change => !isBelow(change));
    return taken;
  }
}

/** The step of a change that the API server rejects, with the command that deletes the object before the apply. */
export function rejected(before: Json, changes: Change[], remedy: string): PlanStep {
  return stepOf(before, PlanEffect.HANDS, 'The API server rejects the change of an existing object.', {
    changes, remedy, commands: [`${kubectl(before)} delete ${before.kind.toLowerCase()} ${before.metadata.name}`],
  });
}
