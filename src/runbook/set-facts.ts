import { Fields, list, nameOf, namespaceOf, record, text } from '../diagram/fields';
import { claimsOf } from '../diagram/members';
import { containersOf, environmentOf, Workload, workloadsOf } from '../diagram/workloads';
import { FACTS } from '../values/set-facts';

/** What a runbook needs to know of a set. */
export interface SetFacts {
  readonly name: string;
  readonly namespace: string;
  /** Name of the preset's folder, if a preset made the set. */
  readonly preset?: string;
  readonly image: string;
  readonly serviceName: string;
  readonly firstOrdinal: number;
  readonly replicas: number;
  readonly claims: { readonly name: string; readonly size: string }[];
  readonly services: { readonly name: string; readonly ports: string[] }[];
  readonly secrets: Secret[];
  /** Ordinal of the primary of MySQL, unless its members elect it. */
  readonly primary?: number;
  readonly electsPrimary: boolean;
}

/** A Secret that the pods mount, with the paths of its files in them. */
interface Secret {
  readonly name: string;
  readonly files: string[];
}

/** The facts of a set. Its namespace is that of the manifest, or the one that the user gives. */
export function factsOf(set: Workload, manifests: Fields[], namespace: string): SetFacts {
  const { replicas, serviceName, ordinals } = record(set.object.spec);
  const services = manifests.filter(object =>
    object.kind === 'Service' && namespaceOf(object) === set.namespace && belongsTo(record(record(object.spec).selector), set));
  const primary = environmentOf(set).PRIMARY_ORDINAL;
  return {
    name: set.name,
    namespace: set.namespace || namespace,
    preset: presetOf(set),
    image: text(list(set.pod.containers)[0]?.image),
    serviceName: text(serviceName),
    firstOrdinal: Number(record(ordinals).start ?? 0) || 0,
    replicas: Number.isInteger(replicas) ? replicas : 1,
    claims: claimsOf(set),
    services: services.map(object => ({ name: nameOf(object), ports: list(record(object.spec).ports).map(({ port }) => text(port)) })),
    secrets: secretsOf(set),
    primary: primary === undefined ? undefined : Number(primary),
    electsPrimary: 'cdk8s-stateful-app/group-role' in set.labels,
  };
}

/** The set with this name. Dedicated controllers of Kafka have the recipes of their brokers. */
export function setNamed(name: string, manifests: Fields[]): Workload | undefined {
  const sets = workloadsOf(manifests).filter(({ kind }) => kind === 'StatefulSet');
  const set = sets.find(each => each.name === name);
  return sets.find(each => set !== undefined && each !== set && environmentOf(each).CONTROLLER_SET === name) ?? set;
}

/** Names of the presets' folders. */
const PRESETS = ['cassandra', 'kafka', 'mysql', 'postgresql', 'zookeeper'];

/** Sets of earlier versions have no fact, and are recognized by their files. */
function presetOf(set: Workload): string | undefined {
  const system = text(record(record(set.object.metadata).annotations)[FACTS.system]);
  if (PRESETS.includes(system)) { return system; }
  const paths = containersOf(set).flatMap(({ volumeMounts }) => list(volumeMounts)).map(({ mountPath }) => text(mountPath));
  return paths.map(path => /^\/etc\/(mysql|kafka|zookeeper)\/stateful\//.exec(path)?.[1]).find(Boolean);
}

function belongsTo(selector: Fields, { object }: Workload): boolean {
  const labels = Object.entries(record(record(record(object.spec).selector).matchLabels));
  return labels.length > 0 && labels.every(([key, value]) => selector[key] === value);
}

function secretsOf(set: Workload): Secret[] {
  const mounts = containersOf(set).flatMap(({ volumeMounts }) => list(volumeMounts));
  const files = list(set.pod.volumes).flatMap(({ name, secret, projected }) => [
    ...secret === undefined ? [] : [{ secret: text(record(secret).secretName), items: list(record(secret).items) }],
    ...list(record(projected).sources).filter(source => source.secret !== undefined)
      .map(source => ({ secret: text(record(source.secret).name), items: list(record(source.secret).items) })),
  ].flatMap(source => mounts.filter(mount => mount.name === name).map(mount => ({
    secret: source.secret, files: source.items.map(({ path }) => `${text(mount.mountPath)}/${text(path)}`),
  }))));
  const names = [...new Set(files.map(({ secret }) => secret))].sort();
  return names.map(name => ({ name, files: files.filter(({ secret }) => secret === name).flatMap(file => file.files) }));
}
