import { isMap } from '../values/manifest';

/** A part of a parsed manifest. Other tools and people write manifests, too, so no field is certain to have its type. */
export type Fields = Readonly<Record<string, any>>;

/** The object, or an empty one in place of any other value. */
export function record(value: unknown): Fields {
  return isMap(value) ? value : {};
}

/** The objects of a list, or none in place of any other value. */
export function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** The strings and numbers of a list. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter(Boolean) : [];
}

/** A string or a number as a string, and an empty one in place of any other value. */
export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function nameOf(object: Fields): string {
  return text(record(object.metadata).name);
}

export function namespaceOf(object: Fields): string {
  return text(record(object.metadata).namespace);
}

/** By its name an object is one of its kind in its namespace. */
export function keyOf(object: Fields): string {
  return `${text(object.kind)}/${namespaceOf(object)}/${nameOf(object)}`;
}
