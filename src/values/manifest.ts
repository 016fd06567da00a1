import { createHash } from 'crypto';
import { isPlainObject } from '../checks/kinds';

/** The annotation of pods whose value changes with their files, so that a change of a file rolls them. */
export const CHECKSUM_ANNOTATION = 'cdk8s-stateful-app/files-checksum';

/** A part of a manifest. */
export type Json = Record<string, any>;

/** Whether a value of parsed YAML is a map. */
export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Fields that have a value. In a spread, an explicit `undefined` would replace the earlier value. */
export function withoutUndefined(fields: Json = {}): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/**
 * Sorts the keys of all maps in a value, also of those within others, and keeps the order of lists. Maps of some languages have no order:
 * that of Java's `Map.of` changes with each run, and so would the lists and texts that are made from it.
 */
export function sortKeys<T>(value: T): T {
  if (Array.isArray(value)) { return value.map(sortKeys) as T; }
  if (!isPlainObject(value) || Object.keys(value).length === 0) { return value; }
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, sortKeys(value[key])])) as T;
}

/** Leaves out an empty field, as manifests written by hand do. */
export function undefinedIfEmpty<T extends object>(value: T): T | undefined {
  return (Array.isArray(value) ? value.length : Object.keys(value).length) > 0 ? value : undefined;
}

/**
 * A short fingerprint of texts by name, regardless of the order of the names. It has 64 bits, because collisions between two rollouts are
 * no concern.
 */
export function checksum(texts: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(texts).sort()) {
    hash.update(`${name}\0${texts[name]}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** A fingerprint of a part of a manifest, regardless of the order of its fields. The order of the elements of a list counts. */
export function fingerprint(part: Json): string {
  return checksum({ json: JSON.stringify(sortKeys(part)) });
}
