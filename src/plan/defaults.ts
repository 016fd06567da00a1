import { imageTag } from '../checks/image';
import { isMap, Json } from '../values/manifest';

/** The place of a field: names of fields, with `*` for the elements of lists. `POD` stands for the spec of pods in any kind of object. */
export type Place = string;

const POD = /^spec\.(jobTemplate\.spec\.)?template\.spec\b/;
const CONTAINERS = /\b(initContainers|ephemeralContainers)\b/;
const PROBE = /\b(livenessProbe|readinessProbe|startupProbe)\b/;

/** One name for places that have the same defaults. */
function placeOf(path: string): Place {
  return path.replace(POD, 'POD').replace(CONTAINERS, 'containers').replace(PROBE, 'PROBE');
}

type Default = string | number | boolean | ((parent: Json) => unknown);

/** A network policy with rules for outgoing connections applies to them, too. */
const policyTypes = ({ egress = [] }: Json) => ['Ingress', ...egress.length > 0 ? ['Egress'] : []];

/** The values that the API server writes into fields that are not given. https://pkg.go.dev/k8s.io/kubernetes/pkg/apis */
const DEFAULTS: Record<Place, Default> = {
  'POD.dnsPolicy': 'ClusterFirst',
  'POD.restartPolicy': 'Always',
  'POD.schedulerName': 'default-scheduler',
  'POD.serviceAccount': parent => parent.serviceAccountName,
  'POD.terminationGracePeriodSeconds': 30,
  'POD.containers.*.imagePullPolicy': ({ image }) => ['latest', undefined].includes(imageTag(image)) && !image.includes('@')
    ? 'Always' : 'IfNotPresent',
  'POD.containers.*.terminationMessagePath': '/dev/termination-log',
  'POD.containers.*.terminationMessagePolicy': 'File',
  'POD.containers.*.ports.*.protocol': 'TCP',
  'POD.containers.*.env.*.value': '',
  'POD.containers.*.env.*.valueFrom.fieldRef.apiVersion': 'v1',
  'POD.containers.*.env.*.valueFrom.resourceFieldRef.divisor': '0',
  'POD.containers.*.PROBE.failureThreshold': 3,
  'POD.containers.*.PROBE.initialDelaySeconds': 0,
  'POD.containers.*.PROBE.periodSeconds': 10,
  'POD.containers.*.PROBE.successThreshold': 1,
  'POD.containers.*.PROBE.timeoutSeconds': 1,
  'POD.containers.*.PROBE.grpc.service': '',
  'POD.containers.*.PROBE.httpGet.scheme': 'HTTP',
  'POD.containers.*.PROBE.httpGet.path': '/',
  'POD.containers.*.lifecycle.preStop.httpGet.scheme': 'HTTP',
  'POD.containers.*.lifecycle.postStart.httpGet.scheme': 'HTTP',
  'POD.volumes.*.configMap.defaultMode': 420,
  'POD.volumes.*.downwardAPI.defaultMode': 420,
  'POD.volumes.*.downwardAPI.items.*.fieldRef.apiVersion': 'v1',
  'POD.volumes.*.downwardAPI.items.*.resourceFieldRef.divisor': '0',
  'POD.volumes.*.ephemeral.volumeClaimTemplate.spec.volumeMode': 'Filesystem',
  'POD.volumes.*.hostPath.type': '',
  'POD.volumes.*.projected.defaultMode': 420,
  'POD.volumes.*.projected.sources.*.downwardAPI.items.*.fieldRef.apiVersion': 'v1',
  'POD.volumes.*.projected.sources.*.serviceAccountToken.expirationSeconds': 3600,
  'POD.volumes.*.secret.defaultMode': 420,
  'StatefulSet.spec.minReadySeconds': 0,
  'StatefulSet.spec.ordinals.start': 0,
  'StatefulSet.spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
  'StatefulSet.spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Retain',
  'StatefulSet.spec.podManagementPolicy': 'OrderedReady',
  'StatefulSet.spec.replicas': 1,
  'StatefulSet.spec.revisionHistoryLimit': 10,
  'StatefulSet.spec.serviceName': '',
  'StatefulSet.spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
  'StatefulSet.spec.updateStrategy.rollingUpdate.partition': 0,
  'StatefulSet.spec.updateStrategy.type': 'RollingUpdate',
  'StatefulSet.spec.volumeClaimTemplates.*.apiVersion': 'v1',
  'StatefulSet.spec.volumeClaimTemplates.*.kind': 'PersistentVolumeClaim',
  'StatefulSet.spec.volumeClaimTemplates.*.spec.volumeMode': 'Filesystem',
  'StatefulSet.spec.volumeClaimTemplates.*.status.phase': 'Pending',
  'PersistentVolumeClaim.spec.volumeMode': 'Filesystem',
  'Deployment.spec.progressDeadlineSeconds': 600,
  'Deployment.spec.replicas': 1,
  'Deployment.spec.revisionHistoryLimit': 10,
  'Deployment.spec.strategy.rollingUpdate.maxSurge': '25%',
  'Deployment.spec.strategy.rollingUpdate.maxUnavailable': '25%',
  'Deployment.spec.strategy.type': 'RollingUpdate',
  'DaemonSet.spec.revisionHistoryLimit': 10,
  'DaemonSet.spec.updateStrategy.rollingUpdate.maxSurge': 0,
  'DaemonSet.spec.updateStrategy.rollingUpdate.maxUnavailable': 1,
  'DaemonSet.spec.updateStrategy.type': 'RollingUpdate',
  'Job.spec.backoffLimit': 6,
  'Job.spec.completionMode': 'NonIndexed',
  'Job.spec.completions': 1,
  'Job.spec.manualSelector': false,
  'Job.spec.parallelism': 1,
  'Job.spec.podReplacementPolicy': 'TerminatingOrFailed',
  'Job.spec.suspend': false,
  'CronJob.spec.concurrencyPolicy': 'Allow',
  'CronJob.spec.failedJobsHistoryLimit': 1,
  'CronJob.spec.successfulJobsHistoryLimit': 3,
  'CronJob.spec.suspend': false,
  'NetworkPolicy.spec.policyTypes': policyTypes,
  'NetworkPolicy.spec.ingress.*.ports.*.protocol': 'TCP',
  'NetworkPolicy.spec.egress.*.ports.*.protocol': 'TCP',
  'Secret.type': 'Opaque',
  'Service.spec.allocateLoadBalancerNodePorts': true,
  'Service.spec.externalTrafficPolicy': 'Cluster',
  'Service.spec.internalTrafficPolicy': 'Cluster',
  'Service.spec.ipFamilyPolicy': 'SingleStack',
  'Service.spec.ports.*.protocol': 'TCP',
  'Service.spec.ports.*.targetPort': parent => parent.port,
  'Service.spec.sessionAffinity': 'None',
  'Service.spec.sessionAffinityConfig.clientIP.timeoutSeconds': 10800,
  'Service.spec.type': 'ClusterIP',
  'PersistentVolume.spec.persistentVolumeReclaimPolicy': 'Retain',
  'PersistentVolume.spec.volumeMode': 'Filesystem',
  'RoleBinding.roleRef.apiGroup': 'rbac.authorization.k8s.io',
  'ClusterRoleBinding.roleRef.apiGroup': 'rbac.authorization.k8s.io',
};

/** Maps whose absence is the same as a map without fields. Elsewhere an empty map has a meaning, such as `emptyDir: {}`. */
const OPTIONAL_MAPS = new RegExp(`(^|\\.)(${[
  'annotations', 'labels', 'matchLabels', 'nodeSelector', 'template\\.spec\\.securityContext',
  'resources', 'limits', 'requests', 'status', 'strategy', 'updateStrategy', 'rollingUpdate', 'ordinals',
  'persistentVolumeClaimRetentionPolicy', 'sessionAffinityConfig', 'clientIP', 'data', 'binaryData', 'stringData',
].join('|')})$`);

/** Flags that the API server leaves out if they are false. Other flags are written, and a pod template with one is another template. */
const OPTIONAL_FLAGS = /(^|\.)(hostNetwork|hostPID|hostIPC|stdin|stdinOnce|tty|(?<!csi\.)readOnly|publishNotReadyAddresses|paused)$/;

/** Texts that the API server leaves out if they are empty. */
const OPTIONAL_TEXTS = new RegExp(`(^|\\.)(${[
  'clusterIP', 'hostname', 'loadBalancerIP', 'medium', 'nodeName', 'priorityClassName', 'serviceAccount', 'serviceAccountName', 'subdomain',
  'subPath', 'subPathExpr', 'workingDir',
].join('|')})$`);

/** Whether a field that only one side has means the same as its absence. */
export function isDefault(kind: string, path: Place, value: unknown, parent: Json): boolean {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) { return true; }
  if ((value === false && OPTIONAL_FLAGS.test(path)) || (value === '' && OPTIONAL_TEXTS.test(path))) { return true; }
  const place = placeOf(path);
  const known = DEFAULTS[place] ?? DEFAULTS[`${kind}.${place}`];
  const written = typeof known === 'function' ? known(parent) : known;
  return written !== undefined && (written === value || (Array.isArray(written) && written.join() === `${value}`));
}

/** Whether the fields of a map that only one side has are compared with their defaults, each for itself. */
export function isOptionalMap(path: Place, value: unknown): value is Json {
  return isMap(value) && OPTIONAL_MAPS.test(path);
}

const QUANTITY = /(^|\.)(limits|requests|capacity|hard)\.[^.]+$|\.(sizeLimit|divisor|averageValue)$/;
const UNITS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number of a Kubernetes quantity such as `20Gi`, or undefined. */
export function quantityOf(value: unknown): number | undefined {
  const [, number, unit] = /^([+-]?[\d.]+(?:[eE][-+]?\d+)?)([a-zA-Z]*)$/.exec(String(value)) ?? [];
  if (number === undefined || !(unit === '' || unit in UNITS)) { return undefined; }
  // parts of a byte do not exist, and would only show the rounding of floating point numbers
  return Number((Number(number) * (UNITS[unit] ?? 1)).toPrecision(12));
}

/** Whether two different values are one quantity: the API server writes `1024Mi` as `1Gi`. */
export function isSameQuantity(path: Place, before: unknown, after: unknown): boolean {
  return QUANTITY.test(path) && quantityOf(before) !== undefined && quantityOf(before) === quantityOf(after);
}
