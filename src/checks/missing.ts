import { IConstruct } from 'constructs';
import type { Errors } from './errors';
import { ValidationErrors } from './validation-errors';

/** Refuses `null` anywhere and `undefined` in lists, which plain JavaScript can pass: no later check has to expect them. Elsewhere `undefined` means not given. */
export function refuseMissing(props: unknown, scope: IConstruct, id?: string): void {
  const errors: Errors = new ValidationErrors();
  for (const [path, got] of missingIn(props, '')) {
    errors.add('ValueMissing', { rule: `${path} must have a value`, got, remedy: 'give it one, or leave it out where it has a default' });
  }
  errors.throwIfAny(scope, id);
}

/** Paths below structs, maps and lists. Instances of classes check the values that they are made from. */
function missingIn(value: unknown, path: string): [path: string, got: unknown][] {
  if (value === null) { return [[path || 'the last argument', value]]; }
  if (Array.isArray(value)) {
    return value.flatMap((item, i): [string, unknown][] => item === undefined ? [[`${path}[${i}]`, item]] : missingIn(item, `${path}[${i}]`));
  }
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) { return []; }
  return Object.entries(value).flatMap(([key, inner]) => missingIn(inner, path === '' ? key : `${path}.${key}`));
}
