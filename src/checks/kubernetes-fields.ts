import { closestProp } from './closest-match';
import type { Errors } from './errors';
import { isPlainObject } from './kinds';
import { shippedData } from './shipped-file';

/** Fields of the Kubernetes API by type, in the short form of `projenrc/kubernetes-fields.ts`. */
type Fields = Readonly<Record<string, Readonly<Record<string, string>>>>;

let fields: Fields | undefined;

/** Types to which a later version of Kubernetes adds no field. */
const CLOSED = ['Affinity'];

/** Reads the file for the first value in the Kubernetes format, which few programs have. */
function readFields(): Fields {
  return fields ??= shippedData(__dirname, 'kubernetes-fields.json');
}

/**
 * Checks an object in the Kubernetes format. A later version of Kubernetes can have more fields, so an unknown one is rejected only if no
 * field can have its name, such as `node_affinity` as in a struct of Python, or if it resembles a known one.
 *
 * @param type its type: `Affinity`, `PersistentVolumeClaimSpec`, `Toleration` or `Volume`
 */
export function checkFields(prop: string, type: string, value: unknown, errors: Errors): void {
  if (!isPlainObject(value)) { return; }
  const known = readFields()[type] ?? {};
  for (const [field, inner] of Object.entries(value).filter(([, given]) => given !== undefined)) {
    if (Object.hasOwn(known, field)) {
      checkValue(`${prop}.${field}`, known[field].replace('!', ''), inner, errors);
    } else {
      checkUnknown(prop, type, field, inner, errors);
    }
  }
  for (const [field, form] of Object.entries(known)) {
    if (form.endsWith('!') && value[field] === undefined) {
      errors.add('FieldValueInvalid', {
        rule: `${prop} must have the field ${field}, which the API server requires`, got: value, remedy: `add ${field}`,
      });
    }
  }
}

function checkUnknown(prop: string, type: string, field: string, inner: unknown, errors: Errors): void {
  const known = Object.keys(readFields()[type] ?? {});
  const isPossible = /^[a-z][A-Za-z0-9]*$/.test(field);
  const closest = closestProp(camelCase(field), known);
  if (isPossible && closest === undefined && !CLOSED.includes(type)) { return checkAll(`${prop}.${field}`, inner, errors); }
  errors.add('FieldNameInvalid', {
    rule: `${prop} must have fields of the Kubernetes API, because the API server ignores or rejects others`,
    got: field,
    remedy: closest === undefined && known.length > 0 ? `use one of ${known.join(', ')}, or look up the names with kubectl explain`
      : `use ${closest ?? camelCase(field)}, or look up the names with kubectl explain`,
  });
}

/** A value below a field that is not known. */
function checkAll(prop: string, value: unknown, errors: Errors): void {
  for (const [i, item] of (Array.isArray(value) ? value : [value]).entries()) {
    checkFields(Array.isArray(value) ? `${prop}.${i}` : prop, '', item, errors);
  }
}

/** `Lazy` and other objects with a class are resolved later. */
function checkValue(prop: string, form: string, value: unknown, errors: Errors): void {
  const isList = Array.isArray(value);
  const isMap = isPlainObject(value);
  if (!isList && !isMap && typeof value === 'object') { return; }
  const expected = form.startsWith('[') ? 'a list' : form === '' ? 'a single value' : 'an object';
  if (isList !== (expected === 'a list') || isMap !== (expected === 'an object')) {
    errors.add('FieldValueInvalid', {
      rule: `${prop} must be ${expected}, as in the Kubernetes API`, got: value, remedy: 'look up its form with kubectl explain',
    });
  } else if (isList) {
    const element = form.slice(1, -1);
    for (const [i, item] of element === '' ? [] : value.entries()) { checkValue(`${prop}.${i}`, element, item, errors); }
  } else if (isMap && form !== '{}') {
    checkFields(prop, form, value, errors);
  }
}

function camelCase(field: string): string {
  return field.replace(/[^A-Za-z0-9]+(.?)/g, (_, next: string) => next.toUpperCase()).replace(/^[A-Z]/, first => first.toLowerCase());
}
