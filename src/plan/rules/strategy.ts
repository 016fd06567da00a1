import { stepOf } from './pair';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

/**
 * The step of a strategy that must not have `rollingUpdate`, if the object in the cluster has its default, which an apply does not remove.
 * `by` names the applies that fail.
 */
export function rejectedStrategy(before: Json, field: string, type: string, by: string, changes: Change[]): PlanStep | undefined {
  const isSet = changes.some(change => change.place === `spec.${field}.type` && change.after === type);
  if (!isSet || before.spec[field]?.rollingUpdate !== undefined) { return undefined; }
  const patch = JSON.stringify([{ op: 'replace', path: `/spec/${field}`, value: { type } }]);
  return stepOf(before, PlanEffect.HANDS, `The API server rejects the change${by}, because the object in the cluster has the default of `
    + 'rollingUpdate. No pod restarts.', {
    changes,
    remedy: 'Patch the strategy, then apply.',
    commands: [`${kubectl(before)} patch ${before.kind.toLowerCase()} ${before.metadata.name} --type=json -p '${patch}'`],
  });
}
