import { IConstruct } from 'constructs';
import { Claim } from '../blocks/storage';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';
import { kplus } from '../kplus';

/** A workload with claim templates. */
interface ClaimOwner extends IConstruct {
  readonly _claims: Claim[];
}

/** One walk over the tree for each app. A walk for each claim would be quadratic. */
const ownersByRoot = new WeakMap<IConstruct, ClaimOwner[]>();

/** Rejects a claim template that is mounted by a pod of another workload, because a template exists only inside its set. */
export function guardClaims(owner: ClaimOwner): void {
  const { root } = owner.node;
  const owners = ownersByRoot.get(root);
  if (owners) {
    owners.push(owner);
    return;
  }
  const first = [owner];
  ownersByRoot.set(root, first);
  root.node.addValidation({ validate: () => foreignMounts(root, first) });
}

function foreignMounts(root: IConstruct, owners: ClaimOwner[]): string[] {
  // cdk8s validates the whole app once for each chart, so skip the walk if no claim can be shared
  const sharing = owners.filter(owner => owner._claims.some(claim => claim._isHandedOut()));
  if (sharing.length === 0) { return []; }
  const claimOf = new Map(sharing.flatMap(owner => owner._claims.map(claim => [claim._volume(), { owner, claim }])));
  const pods = root.node.findAll().filter((construct): construct is kplus.AbstractPod => construct instanceof kplus.AbstractPod);
  return pods.flatMap(pod => {
    const errors: Errors = new ValidationErrors();
    const mounted = [...pod.containers, ...pod.initContainers].flatMap(container => container.mounts.map(mount => mount.volume));
    for (const found of [...new Set([...mounted, ...pod.volumes])].map(volume => claimOf.get(volume))) {
      if (found && found.owner as IConstruct !== pod) {
        errors.add('ClaimOfAnotherApp', {
          rule: `a pod must not mount the claim template ${found.claim.name} of ${found.owner.node.path}, because it exists only inside `
            + 'that set',
          got: `a mount in ${pod.node.path}`,
          remedy: 'mount the claim of one pod by its name, with Volume.fromPersistentVolumeClaim',
        });
      }
    }
    return errors.lines(pod);
  });
}
