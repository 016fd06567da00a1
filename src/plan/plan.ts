import { PlanStep } from './plan-step';
import { Json } from '../values/manifest';

/**
 * What an apply of the manifests `after` does in a cluster that has the manifests `before`. The steps are sorted by their effect, the most
 * severe one first. Objects that do not change have no step.
 *
 * @throws an Error if two manifests of one list describe the same object
 */
export function planOf(before: Json[], after: Json[]): PlanStep[] {
  void before; void after;
  return [];
}
