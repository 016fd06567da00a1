import type { Json } from './pair';

/** By this label the pods of a pair are found. Those of Jobs have none, because they come and go. */
export const PAIR = 'pair';

const container = {
  name: 'app',
  image: 'busybox:1.36',
  command: ['sh', '-c', 'trap "exit 0" TERM; sleep 3600 & wait'],
  resources: { requests: { cpu: '1m', memory: '4Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

export function podSpec(change: (spec: Json) => void = () => {}): Json {
  const spec: Json = {
    terminationGracePeriodSeconds: 1,
    securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [structuredClone(container)],
  };
  change(spec);
  return spec;
}

const labelsOf = (name: string) => ({ app: name, [PAIR]: name });

/** A set of two pods without claims. */
export function set(name: string, change: (spec: Json) => void = () => {}, ofPod?: (spec: Json) => void): Json {
  const spec: Json = {
    replicas: 2,
    serviceName: name,
    podManagementPolicy: 'Parallel',
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: labelsOf(name) }, spec: podSpec(ofPod) },
  };
  change(spec);
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec };
}

export function claimTemplate(name: string, change: (spec: Json) => void = () => {}): Json {
  const spec: Json = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '16Mi' } } };
  change(spec);
  return { metadata: { name }, spec };
}

/** A set whose pods have claims. */
export function setWithData(name: string, change: (spec: Json) => void = () => {}, claims = [claimTemplate('data')]): Json {
  return set(name, spec => {
    spec.volumeClaimTemplates = claims;
    spec.template.spec.containers[0].volumeMounts = claims.map(({ metadata }) => ({
      name: metadata.name, mountPath: `/${metadata.name}`,
    }));
    change(spec);
  });
}

export function workload(kind: 'Deployment' | 'DaemonSet' | 'ReplicaSet', name: string, fields: Json = {}): Json {
  const spec = { selector: { matchLabels: { app: name } }, template: { metadata: { labels: labelsOf(name) }, spec: podSpec() } };
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { ...kind === 'DaemonSet' ? {} : { replicas: 2 }, ...spec, ...fields } };
}

export function pod(name: string): Json {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: labelsOf(name) }, spec: podSpec() };
}

/** Ends at once. */
function jobSpec(): Json {
  const spec = podSpec(({ containers }) => { containers[0].command = ['true']; });
  return { template: { metadata: { labels: { job: 'true' } }, spec: { ...spec, restartPolicy: 'Never' } } };
}

export function job(name: string): Json {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: jobSpec() };
}

export function cronJob(name: string): Json {
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name }, spec: { schedule: '0 0 1 1 *', jobTemplate: { spec: jobSpec() } } };
}

export function config(name: string, fields: Json = {}): Json {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { word: 'old' }, ...fields };
}

export function secret(name: string, fields: Json = {}): Json {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: { word: 'old' }, ...fields };
}

/** Mounts a volume at /etc/app. */
export function mounted(volume: Json, mount: Json = {}): (spec: Json) => void {
  return spec => {
    spec.volumes = [{ name: 'files', ...volume }];
    spec.containers[0].volumeMounts = [{ name: 'files', mountPath: '/etc/app', ...mount }];
  };
}

export function service(name: string, fields: Json = {}): Json {
  const spec = { selector: { app: name }, ports: [{ name: 'web', port: 80, targetPort: 8080 }], ...fields };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

export function claim(name: string, change: (spec: Json) => void = () => {}): Json {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec: claimTemplate(name, change).spec };
}

export function policy(name: string): Json {
  const spec = { podSelector: { matchLabels: { app: name } }, ingress: [{ ports: [{ port: 8080 }] }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec };
}

export function budget(name: string): Json {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
  };
}

export function account(name: string): Json {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
}

export function role(name: string): Json {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  };
}

export function binding(name: string, roleName: string): Json {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: roleName },
    subjects: [{ kind: 'ServiceAccount', name: 'default' }],
  };
}

export function autoscaler(name: string, limits: Json = {}): Json {
  const metrics = [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }];
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name }, minReplicas: 2, maxReplicas: 3, metrics, ...limits };
  return { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec };
}
