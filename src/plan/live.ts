import { isDefault } from './defaults';
import { asStored } from './objects';
import { ownedFields } from './owned-fields';
import { readable } from './shape';
import { isMap, Json } from '../values/manifest';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Fields of live objects that the API server or a controller sets, if the manifest does not. An apply leaves them as they are. */
const ASSIGNED: Record<string, string[]> = {
  PersistentVolumeClaim: ['volumeName', 'storageClassName'],
  Service: ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'healthCheckNodePort'],
};

/**
 * Live objects of a cluster without what an apply of the manifests leaves as it is: the fields that neither the manifest has, nor the last
 * applied one or an applier of a server-side apply, and those that the cluster assigns.
 */
export function appliedState(live: Json[], after: Json[]): Json[] {
  const manifests = new Map(after.map(readable).map(manifest => [placeOf(manifest, manifest.metadata.namespace), manifest]));
  return live.map(readable).map(object => {
    const exact = manifests.get(placeOf(object, object.metadata.namespace));
    // without a namespace in the manifest, the cluster was asked for the namespace of the apply
    const manifest = exact ?? manifests.get(placeOf(object));
    return manifest ? stateOf(exact ? object : withoutNamespace(object), manifest) : object;
  });
}

function placeOf({ kind, metadata }: Json, namespace = ''): string {
  return `${kind}/${metadata.name}/${namespace}`;
}

function withoutNamespace({ metadata: { namespace, ...metadata }, ...object }: Json): Json {
  return { ...object, metadata };
}

function stateOf(live: Json, manifest: Json): Json {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  const { [LAST_APPLIED]: _, ...annotations } = live.metadata.annotations ?? {};
  const object = withoutAssigned({ ...live, metadata: { ...live.metadata, annotations } }, manifest);
  return restricted(object, [asStored(manifest), ...text === undefined ? ownedFields(live) : [asStored(JSON.parse(text))]]) as Json;
}

function withoutAssigned(live: Json, manifest: Json): Json {
  if (!live.spec) { return live; }
  const isAssigned = (field: string) => (ASSIGNED[live.kind] ?? []).includes(field) && !manifest.spec?.[field]
    && live.spec[field] !== 'None';
  const spec = Object.fromEntries(Object.entries<any>(live.spec).filter(([field]) => !isAssigned(field)));
  for (const field of ['updateStrategy', 'strategy']) {
    const { rollingUpdate, ...strategy } = spec[field] ?? {};
    // the API server adds it to the strategy, and an apply of another strategy does not take it away
    const isAdded = rollingUpdate && Object.entries(rollingUpdate)
      .every(([key, value]) => isDefault(live.kind, `spec.${field}.rollingUpdate.${key}`, value, rollingUpdate));
    if (isAdded && manifest.spec?.[field]?.rollingUpdate === undefined) { spec[field] = strategy; }
  }
  if (live.kind === 'Pod' && spec.tolerations) {
    spec.tolerations = spec.tolerations.filter(({ key }: Json) => !DEFAULT_TOLERATIONS.test(key) || givesToleration(manifest, key));
  }
  if (live.kind === 'Service') { spec.ports = withoutNodePorts(spec.ports, manifest.spec?.ports); }
  const { template } = spec;
  if (template?.metadata?.annotations) {
    // `kubectl rollout restart` has set it, and an apply does not remove it
    const { 'kubectl.kubernetes.io/restartedAt': restartedAt, ...annotations } = template.metadata.annotations;
    spec.template = { ...template, metadata: { ...template.metadata, annotations } };
  }
  return { ...live, spec };
}

/** Each pod tolerates a lost node for some minutes. */
const DEFAULT_TOLERATIONS = /^node\.kubernetes\.io\/(not-ready|unreachable)$/;

function givesToleration({ spec }: Json, key: string): boolean {
  return (spec.tolerations ?? []).some((toleration: Json) => toleration.key === key);
}

/** The API server assigns ports of nodes that the manifest does not choose. */
function withoutNodePorts(ports: Json[] = [], given: Json[] = []): Json[] {
  const isChosen = ({ port }: Json) => given.some(each => each.port === port && each.nodePort !== undefined);
  return ports.map(({ nodePort, ...port }) => isChosen(port) ? { nodePort, ...port } : port);
}

/** The parts of a value that one of the shapes has, too. Lists whose elements have no names belong to one writer as a whole. */
function restricted(value: unknown, shapes: unknown[]): unknown {
  if (Array.isArray(value)) {
    const lists = shapes.filter(Array.isArray);
    const isNamed = value.every(element => typeof element?.name === 'string');
    if (lists.length === 0 || !isNamed) { return value; }
    const namesakes = (name: string) => lists.flatMap(list => list.filter(element => element?.name === name));
    return value.filter(({ name }) => namesakes(name).length > 0).map(element => restricted(element, namesakes(element.name)));
  }
  if (!isMap(value)) { return value; }
  const maps = shapes.filter(isMap);
  return Object.fromEntries(Object.entries(value)
    .map(([key, inner]) => [key, inner, maps.filter(map => Object.hasOwn(map, key) && map[key] !== null).map(map => map[key])] as const)
    .filter(([, , given]) => given.length > 0)
    .map(([key, inner, given]) => [key, restricted(inner, given)]));
}
