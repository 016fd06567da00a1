import type { Code } from './codes';
import type { ValidationError, ValidationErrors } from './validation-errors';

/** `ValidationErrors` as the library itself uses it: the compiler rejects a code that has no meaning in the registry. */
export interface Errors extends Omit<ValidationErrors, 'add'> {
  add(code: Code, error: ValidationError): void;
}
