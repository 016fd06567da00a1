import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';

/** What an object has in addition to the application's name, namespace, labels and annotations. */
export interface ObjectMetadata {
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** An object of an application. */
export function addObject(
  scope: Construct, id: string, identity: Identity, apiVersion: string, kind: string, { name, labels, annotations }: ObjectMetadata, content: Json,
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion,
    kind,
    metadata: {
      name: name ?? identity.name,
      namespace: identity.namespace,
      labels: { ...identity.labels, ...labels },
      annotations: { ...identity.annotations, ...annotations },
    },
    ...content,
  });
}
