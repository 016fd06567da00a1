import type { PlanEffect } from '../../../src/plan/plan-step';

/** A manifest, or a part of one. */
export type Json = Record<string, any>;

/** The objects of a pair by a short name, so that a change can name them. */
export type Objects = Record<string, Json>;

/** Manifests before and after a change, and the most severe effect that the plan must report. */
export interface Pair {
  readonly title: string;
  readonly effect: PlanEffect;
  /** Objects with this name, which is unique in the namespace of the case. */
  readonly before: (name: string) => Objects;
  /** Changes a copy of them. */
  readonly change: (objects: Objects) => void;
  /** Prints `old` or `new` in a pod, as the pod sees the changed content. */
  readonly reads?: string;
  /** Whether it needs a storage class whose volumes can grow. */
  readonly grows?: boolean;
}

export function pair(
  title: string, effect: PlanEffect, before: Pair['before'], change: Pair['change'], more: Pick<Pair, 'reads' | 'grows'> = {},
): Pair {
  return { title, effect, before, change, ...more };
}
