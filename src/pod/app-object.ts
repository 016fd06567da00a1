import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { guardMetadata } from './late-metadata';
import { checkRules } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { hasLoneSurrogate, TextRule, yamlKeyRule, yamlRule } from '../checks/yaml-text';
import { Identity } from '../values/identity';
import { Json, undefinedIfEmpty } from '../values/manifest';

/** Metadata of an object in addition to the name, namespace, labels and annotations of the set. */
interface ObjectMetadata {
  readonly name?: string;
  /** Namespace of a client, if it is not the application's. */
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** An object without the metadata that all objects of the set have. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMetadata;
  readonly spec?: any;
  readonly data?: any;
  readonly binaryData?: any;
  readonly rules?: any;
  readonly roleRef?: any;
  readonly subjects?: any;
}

/** An object whose texts kubectl reads from the YAML as they are. */
export class AppObject extends ApiObject {
  /** All texts pass here, including those of JSON patches. A validation would have to render each object once more for each chart. */
  public toJson(): Json {
    const manifest = super.toJson();
    // few manifests have an error, for which the paths are made
    if (!isReadable(manifest)) { checkRules(this, errors => checkReadable('', manifest, errors)); }
    return manifest;
  }
}

function isReadable(value: unknown): boolean {
  if (typeof value === 'string') { return yamlRule(value) === undefined; }
  if (typeof value !== 'object' || value === null) { return true; }
  if (Array.isArray(value)) { return value.every(isReadable); }
  for (const key of Object.keys(value)) {
    if (yamlKeyRule(key) !== undefined || !isReadable((value as Json)[key])) { return false; }
  }
  return true;
}

function checkReadable(path: string, value: unknown, errors: Errors): void {
  if (typeof value === 'string') {
    addUnreadable(path, value, yamlRule(value), errors);
  } else if (Array.isArray(value)) {
    value.forEach((inner, i) => checkReadable(`${path}[${i}]`, inner, errors));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      addUnreadable(`a key of ${path}`, key, yamlKeyRule(key), errors);
      checkReadable(path === '' ? key : `${path}.${key}`, inner, errors);
    }
  }
}

function addUnreadable(path: string, text: string, broken: TextRule | undefined, errors: Errors): void {
  if (broken) {
    errors.add('TextUnreadable', {
      rule: `${path} ${broken.rule}, because kubectl would read another value from the YAML or reject it`,
      got: text.length > 60 ? `${text.slice(0, 57)}...` : text,
      remedy: broken.remedy,
    });
  }
}

/** The content of a ConfigMap. A text that kubectl cannot read from YAML is in `binaryData`, from which pods mount the same file. */
export function configMapData(produce: () => Record<string, string>): Pick<Manifest, 'data' | 'binaryData'> {
  const texts = (areEncoded: boolean) => Object.entries(produce()).filter(([, text]) => isEncoded(text) === areEncoded);
  return {
    data: Lazy.any({ produce: () => undefinedIfEmpty(Object.fromEntries(texts(false))) }),
    binaryData: Lazy.any({
      produce: () => undefinedIfEmpty(Object.fromEntries(texts(true).map(([key, text]) => [key, Buffer.from(text).toString('base64')]))),
    }),
  };
}

function isEncoded(text: string): boolean {
  return yamlRule(text) !== undefined && !hasLoneSurrogate(text);
}

/**
 * Flux would rewrite ${name} and $$ in scripts and templates, if the Kustomization has a substitution for other objects. An annotation of
 * the user takes precedence.
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
const FLUX_SUBSTITUTE = 'kustomize.toolkit.fluxcd.io/substitute';

/** The annotation of a ConfigMap whose content has a dollar sign. The content can grow until synthesis. */
function contentAnnotations({ kind, data }: Manifest): Record<string, string> {
  if (kind !== 'ConfigMap') { return {}; }
  const texts = () => Object.values<string>((data instanceof Lazy ? data.produce() : data) ?? {});
  const produce = () => texts().some(text => text.includes('$')) ? 'disabled' : undefined;
  return { [FLUX_SUBSTITUTE]: Lazy.any({ produce }) as unknown as string };
}

/** Adds an object of the set. */
export function addObject(scope: Construct, id: string, identity: Identity, { metadata = {}, ...manifest }: Manifest): ApiObject {
  const object = new AppObject(scope, id, {
    ...manifest,
    metadata: {
      name: metadata.name ?? identity.name,
      namespace: metadata.namespace ?? identity.namespace,
      labels: { ...identity.labels, ...metadata.labels },
      annotations: { ...contentAnnotations(manifest), ...identity.annotations, ...metadata.annotations },
    },
  });
  guardMetadata(object, 'metadata', object.metadata);
  return object;
}
