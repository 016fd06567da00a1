import type { Seen } from './observe';
import { PlanEffect, type PlanStep } from '../../../src/plan/plan-step';

/** The pods that a plan says restart or stop. */
interface SaidPods {
  readonly names: string[];
  /** Whether some of them may stay as they are. */
  readonly isUpperBound: boolean;
}

const REJECTS = /[Tt]he API server rejects/;

/** Compares the objects that the API server rejected with those of which the plan says so. */
export function judgeRejections(steps: PlanStep[], rejected: Record<string, string>): string[] {
  const said = steps.filter(({ outcome }) => REJECTS.test(outcome));
  const isSaid = (object: string) => said.some(step => step.object === object);
  return [
    ...Object.entries(rejected).filter(([object]) => !isSaid(object)).map(([, reason]) => `no step says that ${reason}`),
    ...said.filter(step => !(step.object in rejected) && !/ or the API server/.test(step.outcome))
      .map(step => `${step.object} was accepted, and the plan says: ${step.outcome}`),
  ];
}

/** Compares the pods that were replaced, restarted or stopped with those of which the plan says so. */
export function judgePods(steps: PlanStep[], seen: Seen, then: Seen): string[] {
  const touched = Object.keys(seen.pods).filter(pod => then.pods[pod] !== seen.pods[pod]);
  const said = steps.map(step => podsIn(step.outcome, Object.keys(seen.pods)));
  const names = new Set(said.flatMap(pods => pods.names));
  const certain = new Set(said.filter(pods => !pods.isUpperBound).flatMap(pods => pods.names));
  return [
    ...touched.filter(pod => !names.has(pod)).map(pod => `${pod} was replaced, restarted or stopped, and no step says so`),
    ...[...certain].filter(pod => pod in seen.pods && !touched.includes(pod)).map(pod => `${pod} was not touched, and a step says so`),
    ...said.some(pods => pods.names.length > 0) && touched.length === 0 && certain.size > 0
      ? ['no pod was touched, and a step says so'] : [],
  ];
}

/** `Restarts db-1 down to db-0, one pod at a time. The partition holds ... back.` names db-0 and db-1. */
function podsIn(outcome: string, pods: string[]): SaidPods {
  const sentence = outcome.split(/\. /).find(text => /^(Restarts|Stops|Replaces)\b/.test(text));
  if (sentence === undefined) { return { names: [], isUpperBound: false }; }
  if (/^(Stops|Replaces those) pods/.test(sentence)) { return { names: pods, isUpperBound: true }; }
  if (/^(Replaces the pods|Restarts the containers)/.test(sentence)) { return { names: pods, isUpperBound: false }; }
  const ranges = sentence.split(' by ')[0].matchAll(/([a-z0-9-]+)-(\d+)(?: (?:down )?to \1-(\d+))?/g);
  const names = [...ranges].flatMap(([, set, from, to = from]) => {
    const [first, last] = [Number(from), Number(to)].sort((a, b) => a - b);
    return Array.from({ length: last - first + 1 }, (_, i) => `${set}-${first + i}`);
  });
  return { names, isUpperBound: sentence.includes('those of') };
}

/** Claims stay, unless the plan says that they are deleted. */
export function judgeClaims(steps: PlanStep[], seen: Seen, then: Seen): string[] {
  const gone = Object.keys(seen.claims).filter(claim => then.claims[claim] !== seen.claims[claim]);
  const isSaid = steps.some(({ outcome }) => /deletes their claims|claims and their data are deleted/.test(outcome));
  return [
    ...gone.filter(() => !isSaid).map(claim => `the claim ${claim} is gone, and no step says so`),
    ...isSaid && gone.length === 0 ? ['all claims are there, and a step says that some are deleted'] : [],
  ];
}

/** Objects that only the manifests before have, as the plan reports them. */
export function leftBehind(steps: PlanStep[], removed: string[]): string[] {
  const isTold = ({ effect }: PlanStep) => [PlanEffect.ORPHAN, PlanEffect.DANGER].includes(effect);
  return removed.filter(object => !steps.some(step => step.object === object && isTold(step)))
    .map(object => `no step says that ${object} stays`);
}
