/** A piece of a manifest as it will be written. */
export type Json = Record<string, any>;

/** Fields that have a value: in a spread, an explicit `undefined` would replace what comes before it. */
export function withoutUndefined(fields: Json = {}): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Leaves the field out where there is nothing to say, as people do by hand. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  return (Array.isArray(value) ? value.length : Object.keys(value).length) > 0 ? value : undefined;
}
