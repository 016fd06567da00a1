import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { areCopies, WrittenSet } from './written-set';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';

/**
 * Rejects objects and selectors that two sets of a namespace share. Otherwise the object that is applied last would win, or each set would
 * get pods of the other.
 */
export function collisions(sets: WrittenSet[]): string[] {
  const twins = twinsOf(sets);
  const others = sets.filter(set => !twins.has(set));
  return [...takenNames(twins), ...takenObjects(others), ...sharedClaims(others), ...sharedPods(others)];
}

/** The sets that describe an earlier one again, with that one. Copies for other clusters are confirmed in both. */
function twinsOf(sets: WrittenSet[]): Map<WrittenSet, WrittenSet> {
  const twins = new Map<WrittenSet, WrittenSet>();
  const firsts = new Map<string, WrittenSet[]>();
  for (const set of sets) {
    const { name, namespace = '' } = set.identity;
    const others = firsts.get(`${namespace}/${name}`) ?? [];
    const twin = others.find(other => !(set.identity.allowCopies && other.identity.allowCopies && areCopies(set.app, other.app)));
    if (twin) { twins.set(set, twin); } else { firsts.set(`${namespace}/${name}`, [...others, set]); }
  }
  return twins;
}

function takenNames(twins: Map<WrittenSet, WrittenSet>): string[] {
  return [...twins].flatMap(([{ app, identity }, other]) => {
    const errors: Errors = new ValidationErrors();
    errors.add('NameTaken', {
      rule: 'the applications of a program must have different names within a namespace, because the one that is applied last would '
        + 'replace the other',
      got: `${identity.name}, as ${other.app.node.path}`,
      remedy: 'rename one of them, or give it another namespace'
        + (areCopies(app, other.app) ? ', or add allowCopies: true to both if their charts are for two clusters' : ''),
    });
    return errors.lines(app);
  });
}

/** Maps each key to its first owner that is not a copy for another cluster. */
class Owners<T extends IConstruct> {
  private readonly byKey = new Map<string, T[]>();

  public claim(key: string, owner: T): T | undefined {
    const owners = this.byKey.get(key) ?? [];
    this.byKey.set(key, [...owners, owner]);
    return owners.find(other => other !== owner && !areCopies(other, owner));
  }
}

function takenObjects(sets: WrittenSet[]): string[] {
  const owners = new Owners<ApiObject>();
  const apps = new Set(sets.map(({ app }) => app));
  return sets.flatMap(({ app, identity: { namespace = '' } }) => {
    const errors: Errors = new ValidationErrors();
    for (const object of ownObjects(app, apps)) {
      const { kind, name } = object;
      // the name may be a Lazy that is not resolved yet
      const other = typeof name === 'string' ? owners.claim(`${kind} ${namespace}/${name}`, object) : undefined;
      if (other) {
        errors.add('ObjectTaken', {
          rule: `the ${kind} ${name} must be defined only once within a namespace, because the definition that is applied last replaces `
            + 'the other',
          got: `the same name for ${other.node.path}`,
          remedy: 'rename one of the applications, or give it another namespace',
        });
      }
    }
    return errors.lines(app);
  });
}

/** The objects below a construct, without those of a StatefulApp in it, which checks its objects. */
function ownObjects(construct: IConstruct, apps: ReadonlySet<IConstruct>): ApiObject[] {
  return construct.node.children.filter(child => !apps.has(child))
    .flatMap(child => [...child instanceof ApiObject ? [child] : [], ...ownObjects(child, apps)]);
}

/** Kubernetes composes the name of a claim from template, set and ordinal: `b-c` of `a` and `b` of `c-a` have the same volume. */
function sharedClaims(sets: WrittenSet[]): string[] {
  const owners = new Owners<IConstruct>();
  return sets.flatMap(({ app, identity: { name, namespace = '' }, claims }) => {
    const errors: Errors = new ValidationErrors();
    for (const claim of claims.keys()) {
      const other = owners.claim(`${namespace}/${claim}-${name}`, app);
      if (other) {
        errors.add('ClaimOfTwoSets', {
          rule: `claims.${claim} must not share volumes with another set, because both sets generate the claim ${claim}-${name}-0`,
          got: `the same name for ${other.node.path}`,
          remedy: 'rename the claim or the set before the first deployment',
        });
      }
    }
    return errors.lines(app);
  });
}

/** Services, budgets and policies select by labels, so they would select the pods of both sets. */
function sharedPods(sets: WrittenSet[]): string[] {
  const byLabel = new Map<string, WrittenSet[]>();
  for (const set of sets) {
    for (const label of labelsOf(set, set.workload._podLabels)) { byLabel.set(label, [...byLabel.get(label) ?? [], set]); }
  }
  return sets.flatMap(set => {
    const errors: Errors = new ValidationErrors();
    const wanted = labelsOf(set, set.identity.selector);
    const others = (byLabel.get(wanted[0]) ?? []).filter(other => other !== set && !areCopies(other.app, set.app));
    for (const other of others.filter(o => wanted.every(label => labelsOf(o, o.workload._podLabels).includes(label)))) {
      errors.add('SelectorsOverlap', {
        rule: `selectorLabels must not match the pods of ${other.app.node.path}, because Services, budgets and policies of this set would `
          + 'apply to them',
        got: set.identity.selector,
        remedy: 'use a different value for each set of a namespace, as in { app: \'name\' }',
      });
    }
    return errors.lines(set.app);
  });
}

function labelsOf({ identity: { namespace = '' } }: WrittenSet, labels: Record<string, string>): string[] {
  return Object.entries(labels).map(([key, value]) => `${namespace} ${key}=${value}`);
}
