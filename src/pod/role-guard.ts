import { IConstruct } from 'constructs';
import { WrittenSet } from './written-set';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';

/** A RoleBinding or ClusterRoleBinding of cdk8s-plus, of any line. */
export interface Binding extends IConstruct {
  readonly subjects: unknown[];
  readonly role: IConstruct;
}

export function isBinding(construct: IConstruct): construct is Binding {
  return 'subjects' in construct && 'role' in construct;
}

/** Rejects a role for pods without a service account: every pod of the namespace without one would get the role as well. */
export function unboundRoles(sets: WrittenSet[], bindings: Binding[]): string[] {
  if (bindings.length === 0) { return []; }
  return sets.filter(({ workload }) => !workload.serviceAccount && !workload.automountServiceAccountToken).flatMap(({ app, workload }) => {
    const errors: Errors = new ValidationErrors();
    for (const { role } of bindings.filter(({ subjects }) => subjects.includes(workload))) {
      errors.add('RoleWithoutAccount', {
        rule: 'serviceAccount must be set for a role to be bound to the pods, because all pods of the namespace without one would get the '
          + 'role',
        got: `the role ${role.node.path}`,
        remedy: 'create a ServiceAccount and set it as serviceAccount',
      });
    }
    return errors.lines(app);
  });
}
