import { ApiObject } from 'cdk8s';
import { Json } from './manifest';

/**
 * `kubectl apply` stores the whole object in this annotation.
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/
 */
const NOTE = 'kubectl.kubernetes.io/last-applied-configuration';

/** Limit for all annotations of an object together: ValidateAnnotationsSize of Kubernetes. */
export const MAX_APPLIED_BYTES = 256 * 1024;

/** The namespace if `kubectl apply -n` sets it. */
const LONGEST_NAMESPACE = 'n'.repeat(63);

/** The longest form of a byte in the note: `\u003c`. */
const WIDEST = 6;

/** Whether an object with these texts is so far below the limit that it need not be rendered to check it, as most objects are. */
export function areFarBelowLimit(texts: string[]): boolean {
  return texts.reduce((sum, text) => sum + text.length, 0) * WIDEST < MAX_APPLIED_BYTES / 2;
}

/**
 * Bytes of the annotations that an object has after `kubectl apply`, if they exceed the limit. Exact if the namespace is known.
 */
export function bytesTooMany(object: ApiObject, texts: string[]): number | undefined {
  if (areFarBelowLimit(texts)) { return undefined; }
  const bytes = appliedBytes(object.toJson());
  return bytes > MAX_APPLIED_BYTES ? bytes : undefined;
}

function appliedBytes(manifest: Json): number {
  const { annotations = {}, namespace = LONGEST_NAMESPACE, ...metadata } = manifest.metadata;
  // as Go writes JSON: on one line, and always with the two fields
  const note = `${JSON.stringify({
    ...manifest,
    metadata: { ...metadata, annotations, namespace },
  }).replace(/[<>&\u2028\u2029]/g, '\\u0000')}\n`;
  return Object.entries({ ...annotations, [NOTE]: note }).reduce((
    sum, [key, value],
  ) => sum + Buffer.byteLength(key) + Buffer.byteLength(value as string), 0);
}
