import { Changes, Pair, rejected, stepOf } from './pair';
import { quantityOf } from '../defaults';
import { PlanEffect, PlanStep } from '../plan-step';

const { NONE, RELOAD, HANDS, DANGER } = PlanEffect;

/** Claims that belong to no set. */
export function claimSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const sizes = changes.take('spec.resources.requests.storage');
  const shrinks = sizes.some(size => (quantityOf(size.after) ?? 0) < (quantityOf(size.before) ?? 0));
  const mild = changes.take('metadata', 'spec.volumeAttributesClassName');
  const fixed = [...shrinks ? sizes : [], ...changes.left];
  const tail = shrinks ? ', and a volume cannot shrink' : '';
  return [
    ...fixed.length > 0 ? [stepOf(before, HANDS, `The API server rejects the change of an existing claim${tail}.`, {
      changes: fixed, remedy: 'Keep the former values, or create another claim and copy the data.',
    })] : [],
    ...sizes.length > 0 && !shrinks ? [stepOf(
      after, RELOAD, 'The volume grows while pods use it, if the claim is bound and its storage class allows expansion.',
      { changes: sizes },
    )] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'These fields do not belong to the volume.', { changes: mild })] : [],
  ];
}

export function volumeSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const policy = changes.take('spec.persistentVolumeReclaimPolicy');
  const deletes = policy.some(change => change.after !== 'Retain');
  const mild = [
    ...deletes ? [] : policy,
    ...changes.take('metadata', 'spec.accessModes', 'spec.capacity', 'spec.claimRef', 'spec.mountOptions', 'spec.storageClassName'),
  ];
  return [
    ...deletes ? [stepOf(after, DANGER, 'From now on, the data of the volume is deleted with its claim.', {
      changes: policy, remedy: 'Keep the policy Retain, unless the data may be lost.',
    })] : [],
    ...changes.left.length > 0 ? [stepOf(before, HANDS, 'The API server rejects the change of an existing volume.', {
      changes: changes.left, remedy: 'Keep the former values, or create another volume with another name.',
    })] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'Pods that run keep the volume as it is.', { changes: mild })] : [],
  ];
}

export function storageClassSteps({ before, after, changes: all }: Pair): PlanStep[] {
  const changes = new Changes(all);
  const mild = changes.take('metadata', 'allowVolumeExpansion');
  return [
    ...changes.left.length > 0
      ? [rejected(before, changes.left, 'Delete the class, then apply. Volumes that exist keep their properties.')] : [],
    ...mild.length > 0 ? [stepOf(after, NONE, 'Volumes that exist keep their properties.', { changes: mild })] : [],
  ];
}
