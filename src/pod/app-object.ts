import { ApiObject } from 'cdk8s';
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

/** Adds an object of the set. */
export function addObject(scope: Construct, id: string, identity: Identity, { metadata = {}, ...manifest }: Manifest): ApiObject {
  const object = new ApiObject(scope, id, {
    ...manifest,
    metadata: {
      name: metadata.name ?? identity.name,
      namespace: metadata.namespace ?? identity.namespace,
      labels: { ...identity.labels, ...metadata.labels },
      annotations: { ...identity.annotations, ...metadata.annotations },
    },
  });
  guardMetadata(object, 'metadata', object.metadata);
  return object;
}
