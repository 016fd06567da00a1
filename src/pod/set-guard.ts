import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { collisions } from './collisions';
import { sharedOutputFiles } from './output-files';
import { partedMembers } from './policy-guard';
import { Binding, isBinding, unboundRoles } from './role-guard';
import { WrittenSet } from './written-set';
import { Memo } from '../checks/memo';

/** Objects of the program that can refer to the pods of a set. */
interface Related {
  readonly policies: ApiObject[];
  readonly bindings: Binding[];
}

const setsByRoot = new WeakMap<IConstruct, WrittenSet[]>();

/** Applies the rules that concern all sets of a program together, or objects outside of the set. */
export function guardSet(set: WrittenSet): void {
  const { root } = set.app.node;
  const known = setsByRoot.get(root);
  if (known) {
    known.push(set);
    return;
  }
  const sets = [set];
  setsByRoot.set(root, sets);
  const memo = new Memo<string[]>();
  root.node.addValidation({
    validate: () => {
      const { policies, bindings } = findRelated(root, { policies: [], bindings: [] });
      return [
        ...memo.of(add => visitParts(sets, add), () => collisions(sets)),
        ...partedMembers(sets, policies),
        ...unboundRoles(sets, bindings),
        ...sharedOutputFiles(root),
      ];
    },
  });
}

/** Kinds of the objects that bindings of cdk8s-plus have as children. */
const BINDING_KINDS = ['RoleBinding', 'ClusterRoleBinding'];

/** One walk for all rules, because cdk8s validates the whole program again for each of its charts. Objects have no children. */
function findRelated(construct: IConstruct, found: Related): Related {
  for (const child of construct.node.children) {
    if (!(child instanceof ApiObject)) {
      findRelated(child, found);
    } else if (child.kind === 'NetworkPolicy') {
      found.policies.push(child);
    } else if (BINDING_KINDS.includes(child.kind) && isBinding(construct)) {
      found.bindings.push(construct);
    }
  }
  return found;
}

/** The values by which sets can collide. */
function visitParts(sets: WrittenSet[], add: (value: unknown) => void): void {
  for (const { app, claims, workload } of sets) {
    add(app.node.children.length);
    add(claims.size);
    add(workload._podLabels);
  }
}
