import { PlanEffect, PlanReason, PlanStep } from '../../plan/plan-step';

/** A plan, with the documents that were left out. */
export interface Plan {
  readonly effect: PlanEffect;
  readonly steps: PlanStep[];
  readonly notes: string[];
}

export const LABELS: Record<PlanEffect, string> = {
  [PlanEffect.DANGER]: 'endangers data',
  [PlanEffect.HANDS]: 'needs hands',
  [PlanEffect.ROLL]: 'rolls pods',
  [PlanEffect.UNKNOWN]: 'effect not known',
  [PlanEffect.ORPHAN]: 'stays behind',
  [PlanEffect.RELOAD]: 'reloads without restart',
  [PlanEffect.NONE]: 'no effect on pods',
};

export const NO_CHANGE = 'Nothing changes.';

/** More fields make a step longer, and the reader no wiser. `--format json` has all of them. */
const MAX_REASONS = 8;

export function reasonLines(reasons: PlanReason[]): string[] {
  const lines = reasons.slice(0, MAX_REASONS).map(({ field, before, after }) => {
    if (before === undefined) { return `${field}: added ${after}`; }
    return after === undefined ? `${field}: removed ${before}` : `${field}: ${before} → ${after}`;
  });
  return reasons.length > MAX_REASONS ? [...lines, `and ${reasons.length - MAX_REASONS} more fields`] : lines;
}

export function titleOf({ object, namespace }: PlanStep): string {
  return namespace === undefined ? object : `${object} in ${namespace}`;
}

/** The commands of a step, as a script. */
export function scriptOf({ commands, commandsAfter }: PlanStep): string[] {
  return [...commands, ...commandsAfter.length > 0 ? ['# after the apply:'] : [], ...commandsAfter];
}
