import { knownKind } from './kinds';
import { ManifestError } from './manifest-error';
import { isMap, Json } from '../values/manifest';

type Shape = [path: string, type: keyof typeof TYPES];

/** The parts of a pod that rules read, with their types. `*` stands for the elements of a list. The API server would reject other types. */
function podShapes(spec: string): Shape[] {
  return [
    [spec, 'a map'],
    ...['containers', 'initContainers'].flatMap((list): Shape[] => [
      [`${spec}.${list}`, 'a list of maps'],
      [`${spec}.${list}.*.image`, 'a text'],
      [`${spec}.${list}.*.env`, 'a list of maps'],
      [`${spec}.${list}.*.env.*.valueFrom`, 'a map'],
      [`${spec}.${list}.*.envFrom`, 'a list of maps'],
      [`${spec}.${list}.*.volumeMounts`, 'a list of maps'],
      [`${spec}.${list}.*.volumeDevices`, 'a list of maps'],
    ]),
    [`${spec}.volumes`, 'a list of maps'],
    [`${spec}.volumes.*.projected`, 'a map'],
    [`${spec}.volumes.*.projected.sources`, 'a list of maps'],
    ...['*.configMap', '*.secret', '*.projected.sources.*.configMap', '*.projected.sources.*.secret'].flatMap((source): Shape[] => [
      [`${spec}.volumes.${source}`, 'a map'],
      [`${spec}.volumes.${source}.items`, 'a list of maps'],
    ]),
  ];
}

const WORKLOAD: Shape[] = [
  ['spec.template', 'a map'],
  ['spec.template.metadata', 'a map'],
  ['spec.template.metadata.annotations', 'a map'],
  ...podShapes('spec.template.spec'),
  ['spec.replicas', 'a number'],
  ['spec.ordinals', 'a map'],
  ['spec.persistentVolumeClaimRetentionPolicy', 'a map'],
  ['spec.updateStrategy', 'a map'],
  ['spec.updateStrategy.rollingUpdate', 'a map'],
  ['spec.volumeClaimTemplates', 'a list of maps'],
  ['spec.volumeClaimTemplates.*.metadata', 'a map'],
];

/** The parts that rules read, by kind. */
const SHAPES: Record<string, Shape[]> = {
  DaemonSet: WORKLOAD,
  Deployment: WORKLOAD,
  Pod: [...podShapes('spec'), ['spec.tolerations', 'a list of maps']],
  ReplicaSet: WORKLOAD,
  Service: [['spec.ports', 'a list of maps']],
  StatefulSet: WORKLOAD,
};

const TYPES = {
  'a map': isMap,
  'a list of maps': (value: unknown) => Array.isArray(value) && value.every(isMap),
  'a number': (value: unknown) => typeof value === 'number',
  'a text': (value: unknown) => typeof value === 'string',
};

const SPEC: Shape[] = [['spec', 'a map']];

/** The parts that must not be missing, by kind. */
const REQUIRED: Record<string, Shape[]> = {
  DaemonSet: SPEC,
  Deployment: SPEC,
  HorizontalPodAutoscaler: [['spec.scaleTargetRef', 'a map']],
  Job: SPEC,
  Pod: SPEC,
  ReplicaSet: SPEC,
  StatefulSet: [['spec.template.spec.containers', 'a list of maps'], ['spec.volumeClaimTemplates.*.metadata.name', 'a text']],
};

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
  for (const [path, type] of SHAPES[kind] ?? []) { check(path, type); }
  for (const [path, type] of REQUIRED[kind] ?? []) { check(path, type, true); }
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
