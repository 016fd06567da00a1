import type { KubernetesObject } from '@kubernetes/client-node';

/** Fields by which an object names another object of the manifests. */
const REFERENCES = ['serviceName', 'claimName'];

/** The manifests as kustomize writes them with `namePrefix`: other names and references, and the same labels, environment and files. */
export function renamed(manifests: KubernetesObject[], prefix: string): KubernetesObject[] {
  return manifests.map(({ metadata, ...rest }) => ({
    ...renameReferences(rest, prefix),
    metadata: { ...metadata, name: `${prefix}${metadata?.name}` },
  }));
}

function renameReferences<T>(value: T, prefix: string): T {
  if (Array.isArray(value)) { return value.map(item => renameReferences(item, prefix)) as T; }
  if (typeof value !== 'object' || value === null) { return value; }
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => {
    if (REFERENCES.includes(field)) { return [field, `${prefix}${inner}`]; }
    return [field, field === 'configMap' ? { ...inner, name: `${prefix}${inner.name}` } : renameReferences(inner, prefix)];
  })) as T;
}
