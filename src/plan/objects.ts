import { groupOf } from './kinds';
import { ManifestError } from './manifest-error';
import { readable } from './shape';
import { Json } from '../values/manifest';

/** The objects of one side, by key. */
export type Objects = Map<string, Json>;

/** `StatefulSet/mysql` */
export function titleOf({ kind, metadata }: Json): string {
  return `${kind}/${metadata.name}`;
}

/** Identity of an object. Versions of an API show the same object, so only the group counts. */
export function keyOf({ apiVersion, kind, metadata }: Json): string {
  return [groupOf({ apiVersion }), kind, metadata.namespace ?? '', metadata.name].join('/');
}

/** @throws ManifestError if two manifests describe the same object, or one has no valid form */
export function indexed(manifests: Json[], side: string): Objects {
  const objects: Objects = new Map();
  for (const given of manifests) {
    const manifest = readable(given);
    const key = keyOf(manifest);
    if (objects.has(key)) {
      const { namespace } = manifest.metadata;
      throw new ManifestError({
        rule: `the manifests ${side} must have each object once`,
        got: `${titleOf(manifest)}${namespace === undefined ? '' : ` in ${namespace}`} twice`,
        remedy: 'remove one, because the last one would win',
      });
    }
    objects.set(key, asStored(manifest));
  }
  return objects;
}

/** `kubectl -n shop`, or `kubectl` for an object that names no namespace. */
export function kubectl({ metadata }: Json): string {
  return metadata.namespace === undefined ? 'kubectl' : `kubectl -n ${metadata.namespace}`;
}

/** The spec and metadata of the pods of an object, if it has any. */
export function podTemplateOf({ kind, spec }: Json): Json | undefined {
  if (kind === 'Pod') { return { spec }; }
  return kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template?.spec && spec.template;
}

/** The manifest as the API server stores it: without texts of a Secret that are not encoded. */
export function asStored(manifest: Json): Json {
  const { stringData, data, ...secret } = manifest;
  if (manifest.kind !== 'Secret' || !stringData) { return manifest; }
  const encoded = Object.entries<any>(stringData).map(([key, text]) => [key, Buffer.from(`${text}`).toString('base64')]);
  return { ...secret, data: { ...data, ...Object.fromEntries(encoded) } };
}
