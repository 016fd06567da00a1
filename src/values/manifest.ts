import { createHash } from 'crypto';

/** A piece of a manifest as it will be written. */
export type Json = Record<string, any>;

/** Fields that have a value: in a spread, an explicit `undefined` would replace what comes before it. */
export function withoutUndefined(fields: Json = {}): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Leaves the field out where there is nothing to say, as people do by hand. */
export function undefinedIfEmpty<T extends object>(value: T): T | undefined {
  return (Array.isArray(value) ? value.length : Object.keys(value).length) > 0 ? value : undefined;
}

/**
 * A short fingerprint of texts by name; the order of the names does not matter. 64 bits: collisions are not a concern between two rollouts.
 */
export function checksum(texts: Record<string, string>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(texts).sort()) {
    hash.update(`${name}\0${texts[name]}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}
