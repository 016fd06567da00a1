import { Changes, stepOf } from './pair';
import { Json } from '../../values/manifest';
import { Change } from '../changes';
import { kubectl } from '../objects';
import { PlanEffect, PlanStep } from '../plan-step';

const FIELDS = ['serviceAccountName', 'serviceAccount'];

/**
 * Takes the changes that remove the service account from a pod template. The API server stores it in two fields, and fills the one that an
 * apply removes from the other.
 */
export function takeRemovedAccount(changes: Changes, { spec }: Json): Change[] {
  const hasNone = FIELDS.every(field => spec?.template?.spec?.[field] === undefined);
  return hasNone ? changes.take(...FIELDS.map(field => `spec.template.spec.${field}`)) : [];
}

/** The step of the changes that remove the service account of an object. */
export function accountSteps(before: Json, changes: Change[]): PlanStep[] {
  if (changes.length === 0) { return []; }
  const kept = changes[0].before;
  if (kept === 'default') {
    return [
      stepOf(before, PlanEffect.NONE, 'The API server keeps the account default, which pods have without a name as well.', { changes }),
    ];
  }
  const patch = JSON.stringify(FIELDS.map(field => ({ op: 'remove', path: `/spec/template/spec/${field}` })));
  return [stepOf(before, PlanEffect.HANDS, `The API server keeps the service account ${kept}, although the manifest has none. Without the `
    + 'account, no pod starts.', {
    changes,
    remedy: 'Remove the fields by a patch, which restarts the pods, then apply. Or set the account default.',
    commands: [`${kubectl(before)} patch ${before.kind.toLowerCase()} ${before.metadata.name} --type=json -p '${patch}'`],
  })];
}
