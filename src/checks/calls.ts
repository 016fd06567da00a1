import { IConstruct } from 'constructs';
import type { Errors } from './errors';
import { placeIn, ValidationErrors } from './validation-errors';

/** Props that a class of this package has composed from checked ones. */
const checked = new WeakSet<object>();

/** Marks props, so that the constructor of the base class does not check them again. */
export function markChecked<P extends object>(props: P): P {
  checked.add(props);
  return props;
}

/** Whether the props have been checked before. */
export function isChecked(props: object): boolean {
  return checked.has(props);
}

/** Rejects arguments of a construct's method that do not have the types of its parameters, and then arguments that break other rules. */
export function checkCall(scope: IConstruct, call: string, args: unknown[], rules?: (errors: Errors) => void): void {
  const errors = ValidationErrors._ofCall(call, args);
  if (!errors.isEmpty) { errors.throwIfAny(scope); }
  if (rules) { checkRules(scope, rules); }
}

/** Applies rules to a construct. One error lists all rules that are broken. */
export function checkRules(scope: IConstruct, rules: (errors: Errors) => void): void {
  const errors: Errors = new ValidationErrors();
  rules(errors);
  if (!errors.isEmpty) { errors.throwIfAny(scope); }
}

/** Adds rules to a construct that depend on later calls. */
export function checkAtSynthesis(scope: IConstruct, rules: (errors: Errors) => void): void {
  scope.node.addValidation({
    validate: () => {
      const errors: Errors = new ValidationErrors();
      rules(errors);
      // cdk8s validates the whole app once for each chart
      return errors.isEmpty ? [] : errors.lines(scope);
    },
  });
}

/** As `checkCall`, for a function that is not called on a construct. */
export function checkFactory(call: string, ...args: unknown[]): void {
  ValidationErrors._ofCall(call, args)._throwAt(call.replace(/\.new$/, ''));
}

/** As `checkCall`, before the construct exists. */
export function checkConstruction(name: string, scope: IConstruct, id: string, ...args: unknown[]): void {
  if (checked.has(args[0] as object)) { return; }
  ValidationErrors._ofCall(`${name}.new`, [scope, id, ...args])._throwAt(scope?.node && typeof id === 'string' ? placeIn(scope, id) : name);
}
