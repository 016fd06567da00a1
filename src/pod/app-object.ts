import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Identity } from '../values/identity';

/** Metadata of an object in addition to the name, namespace, labels and annotations of the set. */
interface ObjectMetadata {
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** An object without the metadata that all objects of the set have. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ObjectMetadata;
  readonly spec: any;
}

/** Adds an object of the set. */
export function addObject(scope: Construct, id: string, identity: Identity, { metadata = {}, ...manifest }: Manifest): ApiObject {
  return new ApiObject(scope, id, {
    ...manifest,
    metadata: {
      name: metadata.name ?? identity.name,
      namespace: identity.namespace,
      labels: { ...identity.labels, ...metadata.labels },
      annotations: { ...identity.annotations, ...metadata.annotations },
    },
  });
}
