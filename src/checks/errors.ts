import { IConstruct } from 'constructs';
import type { Code } from './codes';
import { userError } from './user-error';
import { ValidationError, ValidationErrors } from './validation-errors';

/** `ValidationErrors` for the library's code. The compiler rejects a code that has no meaning in the registry. */
export interface Errors extends Omit<ValidationErrors, 'add'> {
  add(code: Code, error: ValidationError): void;
}

/** One error, for the caller to throw. */
export function errorAt(scope: IConstruct, code: Code, error: ValidationError): Error {
  const errors: Errors = new ValidationErrors();
  errors.add(code, error);
  return userError(errors.lines(scope).join('\n'));
}

/** Error for a name that is not one of the known names. */
export function unknownAt(scope: IConstruct, code: Code, rule: string, got: unknown, known: (string | number)[]): Error {
  return errorAt(scope, code, { rule, got, remedy: known.length > 0 ? `use ${known.join(', ')}` : 'declare one first' });
}
