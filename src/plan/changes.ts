import { isDefault, isOptionalMap, isSameQuantity, Place } from './defaults';
import { isMap, Json } from '../values/manifest';

/** A field with different values before and after. */
export interface Change {
  /** Path for the reader: `spec.template.spec.containers[redis].image`. */
  readonly field: string;
  /** Path for rules, without the names of elements: `spec.template.spec.containers.*.image`. */
  readonly place: Place;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Fields by which the elements of a list are recognized. Lists of other elements are compared by position. */
const KEYS: ((element: Json) => unknown)[] = [
  element => element.name, element => element.metadata?.name, element => element.mountPath, element => element.containerPort,
  element => element.port, element => element.devicePath, element => element.topologyKey, element => element.ip,
];

/** Fields that the API server or its clients maintain. */
const MAINTAINED = new Set([
  'status', 'metadata.creationTimestamp', 'metadata.deletionGracePeriodSeconds', 'metadata.finalizers', 'metadata.generation',
  'metadata.labels.kubernetes.io/metadata.name', 'metadata.managedFields', 'metadata.ownerReferences', 'metadata.resourceVersion',
  'metadata.selfLink', 'metadata.uid',
]);

/** The fields in which two versions of an object differ, without differences that mean the same to the API server. */
export function changesOf(before: Json, after: Json): Change[] {
  if (before === after) { return []; }
  const changes: Change[] = [];
  new Comparison(after.kind, changes).maps(before, after, '', '');
  return changes;
}

class Comparison {
  constructor(private readonly kind: string, private readonly changes: Change[]) {}

  public maps(before: Json, after: Json, field: string, place: Place): void {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const innerPlace = place === '' ? key : `${place}.${key}`;
      if (!MAINTAINED.has(innerPlace)) {
        const [one, other] = [before, after].map(map => Object.hasOwn(map, key) ? map[key] : undefined);
        this.values(one, other, joined(field, key), innerPlace, one === undefined ? after : before);
      }
    }
  }

  private values(before: unknown, after: unknown, field: string, place: Place, parent: Json): void {
    if (before === after || isSameQuantity(place, before, after)) { return; }
    if (before === undefined || after === undefined || before === null || after === null) {
      this.oneSided(before ?? undefined, after ?? undefined, field, place, parent);
    } else if (Array.isArray(before) && Array.isArray(after)) {
      this.lists(before, after, field, place);
    } else if (isMap(before) && isMap(after)) {
      this.maps(before, after, field, place);
    } else {
      this.changes.push({ field, place, before, after });
    }
  }

  private oneSided(before: unknown, after: unknown, field: string, place: Place, parent: Json): void {
    const value = before ?? after;
    if (isDefault(this.kind, place, value, parent)) { return; }
    if (isOptionalMap(place, value)) {
      this.maps(before as Json ?? {}, after as Json ?? {}, field, place);
    } else {
      this.changes.push({ field, place, before, after });
    }
  }

  private lists(before: unknown[], after: unknown[], field: string, place: Place): void {
    const key = KEYS.find(keyOf => hasUnique(before, keyOf) && hasUnique(after, keyOf));
    const count = this.changes.length;
    if (key) {
      const [byKey, byKeyAfter] = [before, after].map(list => new Map((list as Json[]).map(element => [String(key(element)), element])));
      for (const name of new Set([...byKey.keys(), ...byKeyAfter.keys()])) {
        this.values(byKey.get(name), byKeyAfter.get(name), `${field}[${name}]`, `${place}.*`, {});
      }
      const [order, orderAfter] = [[...byKey.keys()].join(', '), [...byKeyAfter.keys()].join(', ')];
      if (this.changes.length === count && order !== orderAfter) {
        this.changes.push({ field, place: `${place}.*`, before: order, after: orderAfter });
      }
    } else {
      for (let i = 0; i < Math.max(before.length, after.length); i++) {
        this.values(before[i], after[i], `${field}[${i}]`, `${place}.*`, {});
      }
    }
  }
}

function hasUnique(list: unknown[], key: (element: Json) => unknown): boolean {
  const values = list.map(element => isMap(element) ? key(element) : undefined);
  return !values.includes(undefined) && new Set(values).size === values.length;
}

/** A key with a dot is no path. */
function joined(field: string, key: string): string {
  if (/[./]/.test(key)) { return `${field}[${key}]`; }
  return field === '' ? key : `${field}.${key}`;
}
