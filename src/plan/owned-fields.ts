import { isMap, Json } from '../values/manifest';

/**
 * The parts of a live object that appliers own by server-side apply, one for each of them: an apply that no longer has a field of its own
 * removes it. None for an object that was made in another way, of which an apply removes nothing.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export function ownedFields(live: Json): unknown[] {
  const owners: Json[] = live.metadata.managedFields ?? [];
  return owners.filter(({ operation, subresource }) => operation === 'Apply' && subresource === undefined)
    .map(({ fieldsV1 }) => owned(live, fieldsV1));
}

/** Of a field without inner ones, all is owned. */
function owned(value: unknown, fields: unknown): unknown {
  const inner = isMap(fields) ? Object.entries(fields).filter(([key]) => key !== '.') : [];
  if (inner.length === 0) { return value; }
  if (Array.isArray(value)) {
    return value.flatMap(element => {
      const own = inner.filter(([key]) => isKeyOf(key, element));
      return own.length > 0 ? own.map(([, elementFields]) => owned(element, elementFields)) : [];
    });
  }
  if (!isMap(value)) { return value; }
  return Object.fromEntries(inner.filter(([key]) => key.startsWith('f:') && value[key.slice(2)] !== undefined)
    .map(([key, innerFields]) => [key.slice(2), owned(value[key.slice(2)], innerFields)]));
}

/** `k:{"name":"redis"}` of an element with these fields, or `v:"a"` of the element itself. */
function isKeyOf(key: string, element: unknown): boolean {
  const wanted: unknown = /^[kv]:/.test(key) ? JSON.parse(key.slice(2)) : undefined;
  return isMap(wanted) ? isMap(element) && Object.entries(wanted).every(([name, value]) => element[name] === value) : wanted === element;
}
