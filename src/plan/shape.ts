import { knownKind } from './kinds';
import { ManifestError } from './manifest-error';
import { isMap, Json } from '../values/manifest';

const POD = ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet'];

type Shape = [path: string, type: keyof typeof TYPES];

/** The parts that rules read, with their types. `*` stands for the elements of a list. The API server would reject other types. */
const SHAPES: Shape[] = [
  ['spec.template', 'a map'],
  ['spec.template.metadata', 'a map'],
  ['spec.template.metadata.annotations', 'a map'],
  ['spec.template.spec', 'a map'],
  ...['containers', 'initContainers'].flatMap((list): Shape[] => [
    [`spec.template.spec.${list}`, 'a list of maps'],
    [`spec.template.spec.${list}.*.image`, 'a text'],
    [`spec.template.spec.${list}.*.env`, 'a list of maps'],
    [`spec.template.spec.${list}.*.env.*.valueFrom`, 'a map'],
    [`spec.template.spec.${list}.*.envFrom`, 'a list of maps'],
    [`spec.template.spec.${list}.*.volumeMounts`, 'a list of maps'],
    [`spec.template.spec.${list}.*.volumeDevices`, 'a list of maps'],
  ]),
  ['spec.template.spec.volumes', 'a list of maps'],
  ['spec.template.spec.volumes.*.projected', 'a map'],
  ['spec.template.spec.volumes.*.projected.sources', 'a list of maps'],
  ...['*.configMap', '*.secret', '*.projected.sources.*.configMap', '*.projected.sources.*.secret'].flatMap((source): Shape[] => [
    [`spec.template.spec.volumes.${source}`, 'a map'],
    [`spec.template.spec.volumes.${source}.items`, 'a list of maps'],
  ]),
  ['spec.replicas', 'a number'],
  ['spec.ordinals', 'a map'],
  ['spec.persistentVolumeClaimRetentionPolicy', 'a map'],
  ['spec.updateStrategy', 'a map'],
  ['spec.updateStrategy.rollingUpdate', 'a map'],
  ['spec.volumeClaimTemplates', 'a list of maps'],
  ['spec.volumeClaimTemplates.*.metadata', 'a map'],
];

const TYPES = {
  'a map': isMap,
  'a list of maps': (value: unknown) => Array.isArray(value) && value.every(isMap),
  'a number': (value: unknown) => typeof value === 'number',
  'a text': (value: unknown) => typeof value === 'string',
};

/** The parts of a set that must not be missing. */
const REQUIRED: Shape[] = [
  ['spec.template.spec.containers', 'a list of maps'],
  ['spec.volumeClaimTemplates.*.metadata.name', 'a text'],
];

/**
 * The manifest as the API server reads it: without fields whose value is null.
 *
 * @throws ManifestError that names a part of another type
 */
export function readable(object: Json): Json {
  const manifest = hasNull(object) ? withoutNull(object) as Json : object;
  const check = (path: string, type: keyof typeof TYPES, isRequired = false) => {
    for (const value of valuesAt(manifest, path.split('.'))) {
      if (value === undefined ? isRequired : !TYPES[type](value)) {
        const rule = `${path} of ${manifest.kind}/${manifest.metadata.name} must be ${type}`;
        throw new ManifestError({ rule, got: value, remedy: 'check whether the manifest is complete' });
      }
    }
  };
  check('metadata.annotations', 'a map');
  check('metadata.labels', 'a map');
  check('spec', 'a map');
  const kind = knownKind(manifest) ?? '';
  if (POD.includes(kind)) {
    for (const [path, type] of SHAPES) { check(path, type); }
  }
  if (kind === 'StatefulSet') {
    for (const [path, type] of REQUIRED) { check(path, type, true); }
  }
  return manifest;
}

/** The values at a path, without those below a value of another type, which has an error itself. */
function valuesAt(value: unknown, [key, ...rest]: string[]): unknown[] {
  if (key === undefined) { return [value]; }
  if (key === '*') { return Array.isArray(value) ? value.flatMap(element => valuesAt(element, rest)) : []; }
  return isMap(value) ? valuesAt(value[key], rest) : [undefined];
}

function hasNull(value: unknown): boolean {
  if (value === null) { return true; }
  return typeof value === 'object' && Object.values(value as object).some(hasNull);
}

/** A copy without fields whose value is null. */
export function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(withoutNull); }
  if (!isMap(value)) { return value; }
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null).map(([key, inner]) => [key, withoutNull(inner)]));
}
