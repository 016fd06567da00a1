import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { guardMetadata } from './late-metadata';
import { Identity } from '../values/identity';

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
  const texts = () => Object.values<string>(data instanceof Lazy ? data.produce() : data);
  const produce = () => texts().some(text => text.includes('$')) ? 'disabled' : undefined;
  return { [FLUX_SUBSTITUTE]: Lazy.any({ produce }) as unknown as string };
}

/** Adds an object of the set. */
export function addObject(scope: Construct, id: string, identity: Identity, { metadata = {}, ...manifest }: Manifest): ApiObject {
  const object = new ApiObject(scope, id, {
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
