import { InputError } from './input-error';
import { YamlReader } from './yaml-reader';
import { isMap, Json } from '../values/manifest';

/** A file with manifests. */
export interface ManifestFile {
  /** Path or other origin, for messages. */
  readonly path: string;
  readonly text: string;
}

/** The manifests of some files. */
export interface Manifests {
  readonly manifests: Json[];
  /** Documents that were left out, each with the reason. */
  readonly notes: string[];
}

/** Files that tools keep next to manifests, by apiVersion, or Chart.yaml and values.yaml of Helm by their names. */
const NO_MANIFEST = /^kustomize\.config\.k8s\.io\//;
const OF_HELM = /(^|\/)(Chart|values)\.ya?ml$/;

/**
 * The objects in files, with the items of a `List` as separate objects.
 *
 * @throws InputError if a file has a document that is neither an object of Kubernetes nor a known companion of manifests
 */
export function readManifests(files: ManifestFile[], reader: YamlReader): Manifests {
  const manifests: Json[] = [];
  const notes: string[] = [];
  for (const { path, text } of files) {
    if (OF_HELM.test(path)) {
      notes.push(`${path} was left out: it belongs to a chart of Helm and is no manifest`);
      continue;
    }
    for (const document of reader.read(text, path)) { addObjects(document, path, manifests, notes); }
  }
  return { manifests, notes };
}

/** The names of the StatefulSets, for a message about another name. */
export function namesOfSets(manifests: Json[]): string {
  const names = manifests.filter(({ kind }) => kind === 'StatefulSet').map(({ metadata }) => metadata.name).sort();
  return names.join(' or ') || 'a directory that has one';
}

function addObjects(document: unknown, path: string, manifests: Json[], notes: string[]): void {
  const object = checkedObject(document, path);
  if (NO_MANIFEST.test(object.apiVersion)) {
    notes.push(`${path} was left out: a ${object.kind} is an input of kustomize; compare its output (kubectl kustomize)`);
  } else if (object.kind.endsWith('List') && (Array.isArray(object.items) || object.kind === 'List')) {
    for (const item of object.items ?? []) { addObjects(item, path, manifests, notes); }
  } else if (object.metadata?.name === undefined && object.metadata?.generateName !== undefined) {
    notes.push(`${object.kind} ${object.metadata.generateName}* of ${path} was left out: its name is generated at each creation`);
  } else if (typeof object.metadata?.name !== 'string' || object.metadata.name === '') {
    throw new InputError(`a ${object.kind} of ${path} has no metadata.name; add one`);
  } else {
    if (object.metadata.annotations?.['helm.sh/hook'] !== undefined) {
      notes.push(`${object.kind}/${object.metadata.name} of ${path} is a hook of Helm, which runs it at its own time`);
    }
    manifests.push(object);
  }
}

function checkedObject(document: unknown, path: string): Json {
  const { apiVersion, kind } = isMap(document) ? document : {} as Json;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    throw new InputError(`${path} must have only objects of Kubernetes, and one of its documents has no apiVersion or kind: `
      + `${JSON.stringify(document).slice(0, 60)}; remove it from the directory, or check whether the file is complete`);
  }
  return document as Json;
}
