import { planOf } from '../../../src/plan/plan';
import { PlanStep } from '../../../src/plan/plan-step';
import { changed, effects, Manifest, manifest, setManifest } from '../objects';

const files = manifest('ConfigMap', 'store-files', { data: { 'store.conf': 'a\nb\nc\n', 'live': 'x' } });
const secret = manifest('Secret', 'store-secret', { data: { password: 'b2xk' } });
const pods = { spec: { containers: [{ name: 'app', image: 'app:1.0' }] } };

function stepsOf(before: Manifest, change: (copy: Manifest) => void, others: Manifest[] = []): PlanStep[] {
  return planOf([before, ...others], [changed(before, change), ...others]);
}

const deployment = manifest('Deployment', 'app', { spec: { selector: { matchLabels: { a: 'b' } }, template: pods } }, 'apps/v1');

type Row = [title: string, before: Manifest, change: (copy: Manifest) => void, effect: string, outcome: RegExp, others?: Manifest[]];

const withEnv = changed(setManifest(), set => {
  set.spec.template.spec.containers[0].envFrom = [{ secretRef: { name: 'store-secret' } }];
});
const withSubPath = changed(setManifest(), set => { set.spec.template.spec.containers[0].volumeMounts[1].subPath = 'store.conf'; });
const withItems = changed(setManifest(), ({ spec }) => {
  spec.template.spec.volumes[0].configMap.items = [{ key: 'store.conf', path: 'x' }];
});
const headless = manifest('Service', 'store', { spec: { clusterIP: 'None', selector: { app: 'store' } } });
const policy = manifest('NetworkPolicy', 'store', { spec: { podSelector: {}, ingress: [{ from: [] }] } }, 'networking.k8s.io/v1');
const job = manifest('Job', 'topics', { spec: { template: pods } }, 'batch/v1');
const claim = manifest('PersistentVolumeClaim', 'backup', { spec: { resources: { requests: { storage: '20Gi' } } } });
const binding = manifest('RoleBinding', 'store', { roleRef: { name: 'a' }, subjects: [{ name: 'a' }] }, 'rbac.authorization.k8s.io/v1');

const autoscaler = manifest('HorizontalPodAutoscaler', 'store', {
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'store' }, minReplicas: 3, maxReplicas: 5 },
}, 'autoscaling/v2');
const volume = manifest('PersistentVolume', 'disk', {
  spec: { capacity: { storage: '20Gi' }, persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/a' } },
});
const balancer = manifest('Service', 'store', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } });
const withKeys = (optional?: boolean) => changed(setManifest(), ({ spec }) => {
  const source = { name: 'store-files', key: 'live', optional };
  spec.template.spec.containers[0].env.push({ name: 'LIVE', valueFrom: { configMapKeyRef: source } });
});

const ROWS: Row[] = [
  ['files of a volume', files, map => { map.data.live = 'y'; }, 'reload', /StatefulSet\/store see the new files/, [setManifest()]],
  ['files that no pod mounts', files, map => { map.data.live = 'y'; }, 'none', /No running pod/],
  ['a file that the volume leaves out', files, map => { map.data.live = 'y'; }, 'none', /No running pod/, [withItems]],
  ['a file with subPath', files, map => { map.data.live = 'y'; }, 'hands', /keep the former content until they restart/, [withSubPath]],
  ['an immutable map', { ...files, immutable: true }, map => { map.data.live = 'y'; }, 'hands',
    /rejects the change of an immutable object/],
  ['the first boot', manifest('ConfigMap', 'live', { data: { 'etc.live.first-boot': 'false\n' } }),
    map => { map.data['etc.live.first-boot'] = 'true\n'; }, 'danger', /The first boot is on again/],
  ['variables of a Secret', secret, map => { map.data.password = 'bmV3'; }, 'hands', /keep the former content/, [withEnv]],
  ['the type of a Secret', { ...secret, type: 'Opaque' }, map => { map.type = 'kubernetes.io/tls'; }, 'hands', /rejects/],
  ['a label of a map', files, map => { map.metadata.labels = { a: 'b' }; }, 'none', /No pod sees these fields/],
  ['a headless Service that gets an address', headless, service => { delete service.spec.clusterIP; }, 'hands', /stays headless/],
  ['the selector of a Service', headless, service => { service.spec.selector.app = 'x'; }, 'reload', /follow the change at once/],
  ['a network policy', policy, object => { object.spec.ingress = []; }, 'reload', /allowed or cut off at once/],
  ['the pods of a Job', job, object => { object.spec.template = { spec: { containers: [] } }; }, 'hands', /rejects/],
  ['the retries of a Job', job, object => { object.spec.backoffLimit = 9; }, 'none', /no other pod/],
  ['the schedule of a CronJob', manifest('CronJob', 'backup', { spec: { schedule: '1 * * * *' } }, 'batch/v1'),
    object => { object.spec.schedule = '2 * * * *'; }, 'none', /next run/],
  ['a larger claim', claim, object => { object.spec.resources.requests.storage = '40Gi'; }, 'reload', /grows while pods use it/],
  ['a smaller claim', claim, object => { object.spec.resources.requests.storage = '1Gi'; }, 'hands', /cannot shrink/],
  ['another class of a claim', claim, object => { object.spec.storageClassName = 'fast'; }, 'hands', /rejects/],
  ['the role of a binding', binding, object => { object.roleRef.name = 'b'; }, 'hands', /rejects/],
  ['the subjects of a binding', binding, object => { object.subjects = []; }, 'reload', /Permissions change at once/],
  ['a Deployment', deployment,
    object => { object.spec.template.spec.containers[0].image = 'app:2.0'; }, 'roll', /Replaces the pods/],
  ['the selector of a Deployment', deployment,
    object => { object.spec.selector.matchLabels.a = 'c'; }, 'hands', /rejects/],
  ['the strategy Recreate', manifest('Deployment', 'app', { spec: { template: pods } }, 'apps/v1'),
    object => { object.spec.strategy = { type: 'Recreate' }; }, 'hands', /rejects the change of a server-side apply/],
  ['the image of a pod', manifest('Pod', 'app', pods), object => { object.spec.containers[0].image = 'app:2.0'; }, 'roll',
    /Restarts the containers/],
  ['the command of a pod', manifest('Pod', 'app', pods), object => { object.spec.containers[0].command = ['a']; }, 'hands', /rejects/],
  ['a disruption budget', manifest('PodDisruptionBudget', 'store', { spec: { maxUnavailable: 1 } }, 'policy/v1'),
    object => { object.spec.maxUnavailable = 2; }, 'none', /later evictions/],
  ['a storage class', manifest('StorageClass', 'fast', { provisioner: 'a' }, 'storage.k8s.io/v1'),
    object => { object.provisioner = 'b'; }, 'hands', /rejects/],
  ['a class of volumes', manifest('VolumeAttributesClass', 'fast', { driverName: 'a' }, 'storage.k8s.io/v1'),
    object => { object.driverName = 'b'; }, 'hands', /rejects/],
  ['a priority', manifest('PriorityClass', 'high', { value: 1 }, 'scheduling.k8s.io/v1'), object => { object.value = 2; }, 'hands',
    /rejects/],
  ['the description of a priority', manifest('PriorityClass', 'high', { value: 1 }, 'scheduling.k8s.io/v1'),
    object => { object.description = 'a'; }, 'none', /created later/],
  ['a higher limit of an autoscaler', autoscaler, object => { object.spec.maxReplicas = 6; }, 'reload', /can follow/],
  ['a lower limit of an autoscaler', autoscaler, object => { object.spec.maxReplicas = 3; }, 'roll',
    /^Stops pods of StatefulSet\/store, if/],
  ['the target of an autoscaler', autoscaler, object => { object.spec.scaleTargetRef.name = 'other'; }, 'roll', /StatefulSet\/other/],
  ['a volume that is deleted with its claim', volume, object => { object.spec.persistentVolumeReclaimPolicy = 'Delete'; }, 'danger',
    /deleted with its claim/],
  ['a volume that stays', changed(volume, object => { object.spec.persistentVolumeReclaimPolicy = 'Delete'; }),
    object => { object.spec.persistentVolumeReclaimPolicy = 'Retain'; }, 'none', /as it is/],
  ['the path of a volume', volume, object => { object.spec.hostPath.path = '/b'; }, 'hands', /rejects/],
  ['another class of a load balancer', balancer, object => { object.spec.loadBalancerClass = 'b'; }, 'hands', /rejects/],
  ['a label of a namespace', manifest('Namespace', 'shop', {}), object => { object.metadata.labels = { a: 'b' }; }, 'reload',
    /Network policies follow/],
  ['an annotation of an Ingress', manifest('Ingress', 'web', { spec: {} }, 'networking.k8s.io/v1'),
    object => { object.metadata.annotations = { a: 'b' }; }, 'reload', /from outside/],
  ['a webhook', manifest('ValidatingWebhookConfiguration', 'a', { webhooks: [{ name: 'a' }] }, 'admissionregistration.k8s.io/v1'),
    object => { object.webhooks[0].timeoutSeconds = 5; }, 'none', /written later/],
  ['a Service of another group', manifest('Service', 'app', { spec: { template: pods } }, 'serving.knative.dev/v1'),
    object => { object.spec.template.spec.containers[0].image = 'app:2.0'; }, 'unknown', /The controller of Service decides/],
  ['a StatefulSet of another group', manifest('StatefulSet', 'app', { spec: { replicas: 3 } }, 'apps.kruise.io/v1beta1'),
    object => { object.spec.replicas = 1; }, 'unknown', /The controller of StatefulSet decides/],
  ['an annotation for another controller', manifest('Kafka', 'x', { spec: {} }, 'kafka.example/v1'),
    object => { object.metadata.annotations = { roll: 'true' }; }, 'unknown', /The controller of Kafka decides/],
  ['a key that pods need', files, map => { delete map.data.live; }, 'hands',
    /StatefulSet\/store need these keys, and do not start/, [withKeys()]],
  ['a key that becomes binary', files, map => {
    delete map.data.live;
    map.binaryData = { live: 'eA==' };
  }, 'hands', /keep the former content/, [withKeys()]],
  ['a key with the name of a property of every object', files, map => { map.data.toString = 'x'; }, 'reload', /see the new files/,
    [setManifest()]],
  ['a key that pods can do without', files, map => { delete map.data.live; }, 'hands', /keep the former content/, [withKeys(true)]],
  ['a kind of another controller', manifest('Kafka', 'x', { spec: { a: 1 } }, 'kafka.example/v1'), object => { object.spec.a = 2; },
    'unknown', /The controller of Kafka decides/],
];

const CASES = ROWS.map(([title, before, change, effect, outcome, others]) => ({ title, before, change, effect, outcome, others }));

test.each(CASES)('$title: $effect', ({ before, change, effect, outcome, others }) => {
  const [step] = stepsOf(before, change, others);

  expect(effects([step])).toEqual([`${effect} ${before.kind}/${before.metadata.name}`]);
  expect(step.outcome).toMatch(outcome);
});

test('a plan shows no value of a Secret', () => {
  const steps = stepsOf(secret, map => { map.data.password = 'bmV3'; }, [withEnv]);

  expect(JSON.stringify(steps)).not.toMatch(/b2xk|bmV3/);
  expect(steps[0].reasons).toEqual([{ field: 'data.password', before: '(not shown)', after: '(not shown)' }]);
});

test('stringData of a Secret is the same as its data', () => {
  const text = changed(secret, object => {
    delete object.data;
    object.stringData = { password: 'old' };
  });

  expect(planOf([secret], [text])).toEqual([]);
});

test('a pod that reads variables of a map is restarted by the command', () => {
  const [{ commandsAfter }] = stepsOf(secret, map => { map.data.password = 'bmV3'; }, [withEnv]);

  expect(commandsAfter).toEqual(['kubectl -n shop rollout restart statefulset store']);
});

test('files behind a checksum are reasons of the roll, and no steps of their own', () => {
  const set = setManifest();
  set.spec.template.metadata.annotations = { 'cdk8s-stateful-app/files-checksum': '1' };
  const steps = planOf([files, set], [
    changed(files, map => { map.data['store.conf'] = 'a\nB\nc\n'; }),
    changed(set, copy => { copy.spec.template.metadata.annotations['cdk8s-stateful-app/files-checksum'] = '2'; }),
  ]);

  expect(effects(steps)).toEqual(['roll StatefulSet/store']);
  expect(steps[0].reasons[1]).toEqual({ field: 'ConfigMap/store-files data[store.conf]', before: 'line 2: b', after: 'line 2: B' });
});

test('a key that pods need comes back by hand, and not by a restart', () => {
  expect(stepsOf(files, map => { delete map.data.live; }, [withKeys()])[0].commandsAfter).toEqual([]);
});

test('a mount with an empty subPath is a directory', () => {
  const set = changed(withSubPath, ({ spec }) => { spec.template.spec.containers[0].volumeMounts[1].subPath = ''; });

  expect(effects(stepsOf(files, map => { map.data.live = 'y'; }, [set]))).toEqual(['reload ConfigMap/store-files']);
});
