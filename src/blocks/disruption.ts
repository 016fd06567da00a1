import { checkFactory } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { checkWhole } from '../checks/ranges';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';

/** Limit on the members that a drain, an autoscaler or an upgrade of nodes may evict at the same time. */
export class DisruptionBudget {
  /** No budget: a drain may evict all members at once. */
  public static none(): DisruptionBudget { return new DisruptionBudget(); }

  /** At most `pods` members may be unavailable, for whatever reason. */
  public static maxUnavailable(pods: number): DisruptionBudget {
    checkFactory('DisruptionBudget.maxUnavailable', pods);
    return new DisruptionBudget(pods);
  }

  /** At least `pods` members must stay available. For a quorum, use its majority. */
  public static minAvailable(pods: number): DisruptionBudget {
    checkFactory('DisruptionBudget.minAvailable', pods);
    return new DisruptionBudget(undefined, pods);
  }

  private constructor(
    /**
     * Maximum number of unavailable members.
     * @default - `minAvailablePods` is set instead, or the budget is `none()`
     */
    public readonly maxUnavailablePods?: number,
    /**
     * Minimum number of available members.
     * @default - `maxUnavailablePods` is set instead, or the budget is `none()`
     */
    public readonly minAvailablePods?: number,
  ) {}
}

/** Protection against voluntary disruptions. */
export interface DisruptionProps {
  /**
   * Limit on the members that a drain may evict at the same time.
   *
   * Without a budget, two nodes drained at once can take two members of three.
   *
   * @default - `DisruptionBudget.maxUnavailable(1)` with two or more replicas; with one replica no budget, because it would block every
   * drain
   */
  readonly disruptionBudget?: DisruptionBudget;
}

/** Number of pods that drains may evict at once. */
export function maxEvictedPods({ disruptionBudget }: DisruptionProps, replicas: number): number {
  const { maxUnavailablePods = 0, minAvailablePods = replicas } = disruptionBudget ?? {};
  return Math.max(maxUnavailablePods, replicas - minAvailablePods);
}

export function checkDisruption(props: DisruptionProps, replicas: number, errors: Errors): void {
  const { maxUnavailablePods: max, minAvailablePods: min } = props.disruptionBudget ?? {};
  const isLimit = checkWhole(errors, {
    code: 'BudgetBlocksDrains',
    prop: 'disruptionBudget.maxUnavailable',
    value: max,
    of: 'pods',
    because: 'otherwise no node could be drained',
    remedy: 'use 1',
  }, 1);
  // a single pod has no other one to wait for, so a program may give one budget to sets of every size
  if (isLimit && max !== undefined && replicas > 1 && max >= replicas) {
    errors.add('BudgetProtectsNone', {
      rule: `disruptionBudget.maxUnavailable must be below replicas (${replicas}), because otherwise drains may evict all pods at once`,
      got: max,
      remedy: 'omit it for the default (1), or use DisruptionBudget.none()',
    });
  }
  const isNumber = checkWhole(errors, {
    code: 'BudgetInvalid',
    prop: 'disruptionBudget.minAvailable',
    value: min,
    of: 'pods',
    remedy: 'use the majority, or DisruptionBudget.none() to allow the eviction of all members at once',
  }, 1);
  if (isNumber && min !== undefined && min >= replicas) {
    errors.add('BudgetNeverMet', {
      rule: `disruptionBudget.minAvailable must be below replicas (${replicas}), because otherwise no node could be drained`,
      got: min,
      remedy: replicas > 1 ? `use at most ${replicas - 1}` : 'use DisruptionBudget.none(), or more replicas',
    });
  }
}

/** The budget's manifest without metadata, or `undefined` without a budget. */
export function disruptionBudgetSpec(props: DisruptionProps, identity: Identity): Json | undefined {
  const budget = props.disruptionBudget ?? (identity.replicas > 1 ? DisruptionBudget.maxUnavailable(1) : DisruptionBudget.none());
  if (budget.maxUnavailablePods === undefined && budget.minAvailablePods === undefined) { return undefined; }
  return {
    selector: { matchLabels: identity.selector },
    maxUnavailable: budget.maxUnavailablePods,
    minAvailable: budget.minAvailablePods,
    // a member that is already unhealthy must not block the drain of its node
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}
