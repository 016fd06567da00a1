import { planOf } from '../../../src/plan/plan';
import { changed, effects, Manifest, manifest, setManifest } from '../objects';

const files = manifest('ConfigMap', 'store-files', { data: { a: 'b' } });
const withEnv = (optional?: boolean) => changed(setManifest(), ({ spec }) => {
  delete spec.template.spec.volumes;
  spec.template.spec.containers[0].envFrom = [{ configMapRef: { name: 'store-files', optional } }];
});
const autoscaler = (maxReplicas: number) => manifest('HorizontalPodAutoscaler', 'store', {
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'store' }, maxReplicas },
}, 'autoscaling/v2');

test.each<[string, Manifest, Manifest, string, RegExp]>([
  ['files that running pods mount', setManifest(), files, 'reload ConfigMap/store-files', /see its files within about a minute/],
  ['optional variables of running pods', withEnv(true), files, 'hands ConfigMap/store-files', /do not see it until they restart/],
  ['variables that pods wait for', withEnv(), files, 'none ConfigMap/store-files', /^Is new\.$/],
  ['an autoscaler that wants fewer pods', setManifest(), autoscaler(2), 'roll HorizontalPodAutoscaler/store', /^Stops pods of StatefulSet/],
  ['an autoscaler that wants more pods', setManifest(), autoscaler(5), 'reload HorizontalPodAutoscaler/store', /can follow it at once/],
  ['permissions', setManifest(), manifest('RoleBinding', 'a', {}, 'rbac.authorization.k8s.io/v1'), 'reload RoleBinding/a', /Permissions/],
  ['an object of another controller', setManifest(), manifest('Kafka', 'a', {}, 'example.com/v1'), 'unknown Kafka/a',
    /^Is new\. The controller/],
  ['a Job', setManifest(), manifest('Job', 'a', { spec: {} }, 'batch/v1'), 'none Job/a', /^Is new and runs once\.$/],
])('a new object: %s', (_, running, added, effect, outcome) => {
  const [step, ...others] = planOf([running], [running, added]);

  expect(others).toEqual([]);
  expect(effects([step])).toEqual([effect]);
  expect(step.outcome).toMatch(outcome);
});

test('a new ConfigMap of pods that roll anyway is no step for them', () => {
  const rolled = changed(setManifest(), ({ spec }) => { spec.template.metadata.labels.a = 'b'; });

  expect(effects(planOf([setManifest()], [rolled, files]))).toEqual(['roll StatefulSet/store', 'none ConfigMap/store-files']);
});

test.each<[string, Manifest, RegExp]>([
  ['a claim', manifest('PersistentVolumeClaim', 'backup', { spec: {} }), /deletes it with the data of the volume, unless/],
  ['a namespace', manifest('Namespace', 'shop', {}), /deletes it with all objects in it/],
  ['a definition', manifest('CustomResourceDefinition', 'a.b', { spec: {} }, 'apiextensions.k8s.io/v1'), /with all objects of the kind/],
])('%s that is removed is in danger where a tool prunes', (_, removed, outcome) => {
  const [step] = planOf([removed], []);

  expect(step).toMatchObject({ effect: 'danger', commandsAfter: [] });
  expect(step.outcome).toMatch(outcome);
});

test.each<[string, (set: Manifest) => void, RegExp]>([
  ['more pods', ({ spec }) => { spec.replicas = 5; }, /^Restarts store-2 down to store-0/],
  ['fewer pods', ({ spec }) => { spec.replicas = 2; }, /^Restarts store-1 down to store-0/],
])('a template together with %s restarts the pods that stay', (_, change, outcome) => {
  const after = changed(setManifest(), set => {
    set.spec.template.metadata.labels.a = 'b';
    change(set);
  });
  const steps = planOf([setManifest()], [after]);

  expect(steps.find(({ outcome: text }) => text.startsWith('Restarts'))?.outcome).toMatch(outcome);
});
