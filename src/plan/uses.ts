import { knownKind } from './kinds';
import { Objects, podTemplateOf } from './objects';
import { Json } from '../values/manifest';

/** How the pods of an object get the content of a ConfigMap or Secret. */
export interface Use {
  /** The object whose pods use it. */
  readonly user: Json;
  /** Whether running pods see changes: files of a volume do, variables and files with `subPath` do not. */
  readonly isReloaded: boolean;
  /** The keys that the pods see, or undefined for all. */
  readonly keys?: string[];
  /** Whether pods start without it. */
  readonly isOptional: boolean;
}

type Add = (kind: string, source: Json, isReloaded: boolean, keys?: string[]) => void;

/** Kinds whose pods run until they are replaced. */
const LONG_RUNNING = ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet', 'Pod'];

/** The uses of each ConfigMap and Secret, by `keyOfContent`. */
export function usesIn(objects: Objects): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const user of objects.values()) {
    const spec = LONG_RUNNING.includes(knownKind(user) ?? '') ? podTemplateOf(user)?.spec : undefined;
    if (!spec) { continue; }
    const add: Add = (kind, source, isReloaded, keys) => {
      const key = keyOfContent(kind, user.metadata.namespace, `${source.name ?? source.secretName}`);
      uses.set(key, [...uses.get(key) ?? [], { user, isReloaded, keys, isOptional: source.optional === true }]);
    };
    const containers: Json[] = [...spec.containers ?? [], ...spec.initContainers ?? []];
    for (const volume of spec.volumes ?? []) { addVolume(volume, containers, add); }
    for (const { env = [], envFrom = [] } of containers) {
      for (const { configMapRef, secretRef } of envFrom) {
        if (configMapRef) { add('ConfigMap', configMapRef, false); }
        if (secretRef) { add('Secret', secretRef, false); }
      }
      for (const { valueFrom: { configMapKeyRef, secretKeyRef } = {} as Json } of env) {
        if (configMapKeyRef) { add('ConfigMap', configMapKeyRef, false, [configMapKeyRef.key]); }
        if (secretKeyRef) { add('Secret', secretKeyRef, false, [secretKeyRef.key]); }
      }
    }
  }
  return uses;
}

export function keyOfContent(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function addVolume({ name: volume, configMap, secret, projected }: Json, containers: Json[], add: Add): void {
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts).filter(({ name }: Json) => name === volume);
  const sources: Json[] = [{ configMap, secret }, ...projected?.sources ?? []];
  for (const source of sources) {
    for (const [kind, content] of [['ConfigMap', source.configMap], ['Secret', source.secret]] as const) {
      if (!content) { continue; }
      const keys = content.items?.map(({ key }: Json) => key);
      if (mounts.some(isOfOneFile)) { add(kind, content, false, keys); }
      if (!mounts.every(isOfOneFile) || mounts.length === 0) { add(kind, content, true, keys); }
    }
  }
}

/** The kubelet does not update a mount with `subPath`. */
function isOfOneFile({ subPath, subPathExpr }: Json): boolean {
  return Boolean(subPath || subPathExpr);
}
