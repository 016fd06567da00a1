import { Json } from '../values/manifest';

/** Kinds that belong to no namespace. */
const OF_CLUSTER = new Set([
  'APIService', 'ClusterIssuer', 'ClusterRole', 'ClusterRoleBinding', 'CSIDriver', 'CustomResourceDefinition', 'IngressClass',
  'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'RuntimeClass', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttributesClass',
  'VolumeSnapshotClass',
]);

/** Manifests that name no namespace get the given one, as from `kubectl apply -n`. */
export function inNamespace(manifests: Json[], namespace: string | undefined): Json[] {
  if (namespace === undefined) { return manifests; }
  return manifests.map(manifest => manifest.metadata.namespace !== undefined || OF_CLUSTER.has(manifest.kind) ? manifest
    : { ...manifest, metadata: { ...manifest.metadata, namespace } });
}
