import type { Errors } from './errors';
import { isPlainObject } from './kinds';

/** Fields whose keys are the user's. */
const MAPS = ['annotations', 'labels', 'matchLabels', 'options', 'volumeAttributes'];

/** Adds an error for each name that no field of Kubernetes can have, such as `node_affinity` as in a struct of Python. */
export function checkFieldNames(prop: string, value: unknown, errors: Errors): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) { checkFieldNames(`${prop}.${i}`, item, errors); }
  }
  if (!isPlainObject(value)) { return; }
  for (const [field, inner] of Object.entries(value)) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(field)) {
      errors.add('FieldNameInvalid', {
        rule: `${prop} must have fields of the Kubernetes API, because the API server ignores or rejects others`,
        got: field,
        remedy: `use ${camelCase(field)}, or look up the names with kubectl explain`,
      });
    } else if (!MAPS.includes(field)) {
      checkFieldNames(`${prop}.${field}`, inner, errors);
    }
  }
}

function camelCase(field: string): string {
  return field.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^[A-Z]/, first => first.toLowerCase());
}
