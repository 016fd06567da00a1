import { Json } from '../values/manifest';

/** The API groups of the kinds that rules know. Another group can have a kind of the same name, such as the Service of Knative. */
const GROUPS: Record<string, string[]> = {
  '': [
    'ConfigMap', 'Endpoints', 'LimitRange', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'ResourceQuota', 'Secret',
    'Service', 'ServiceAccount',
  ],
  'admissionregistration.k8s.io': [
    'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apps': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling': ['HorizontalPodAutoscaler'],
  'batch': ['CronJob', 'Job'],
  'cert-manager.io': ['Certificate', 'ClusterIssuer', 'Issuer'],
  'discovery.k8s.io': ['EndpointSlice'],
  'gateway.networking.k8s.io': ['Gateway', 'GRPCRoute', 'HTTPRoute', 'TCPRoute', 'TLSRoute'],
  'monitoring.coreos.com': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  'networking.k8s.io': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'node.k8s.io': ['RuntimeClass'],
  'policy': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io': ['PriorityClass'],
  'snapshot.storage.k8s.io': ['VolumeSnapshot', 'VolumeSnapshotClass'],
  'storage.k8s.io': ['StorageClass', 'VolumeAttributesClass'],
};

/** The group of an apiVersion such as `apps/v1`. */
export function groupOf({ apiVersion }: Json): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** The kind of an object if rules know it, or undefined. */
export function knownKind(object: Json): string | undefined {
  return GROUPS[groupOf(object)]?.includes(object.kind) ? object.kind : undefined;
}
