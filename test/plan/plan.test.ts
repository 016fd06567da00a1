import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { changed, effects, manifest, Manifest, setManifest } from './objects';
import { appliedState } from '../../src/plan/live';
import { ManifestError } from '../../src/plan/manifest-error';
import { effectOf, planOf } from '../../src/plan/plan';
import { PlanEffect } from '../../src/plan/plan-step';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const RELEASED = join(__dirname, '..', 'cluster', 'released', '0.1.0');

const golden = (name: string): Manifest[] => Yaml.load(join(EXAMPLES, name, 'golden', `${name}.k8s.yaml`));
const names = readdirSync(EXAMPLES).filter(name => !/support|\./.test(name));

test.each(names)('the manifests of %s against themselves have no step', name => {
  expect(planOf(golden(name), structuredClone(golden(name)))).toEqual([]);
});

/** Every value of a tree, by the keys that lead to it. */
function paths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) { return [path]; }
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, Array.isArray(value) ? Number(key) : key]))];
}

/** The tree with another value at a path. The rest is shared, because there are thousands of paths. */
function withOther(node: any, [key, ...rest]: (string | number)[]): any {
  if (key !== undefined) {
    const copy = Array.isArray(node) ? [...node] : { ...node };
    copy[key] = withOther(node[key], rest);
    return copy;
  }
  if (typeof node === 'number') { return node + 1; }
  if (typeof node === 'boolean') { return !node; }
  if (typeof node === 'string') { return `${node}x`; }
  return Array.isArray(node) ? [...node, { name: 'added' }] : { ...node, added: 'x' };
}

/** A copy with a value at a path. */
function withValue(node: any, [key, ...rest]: (string | number)[], value: unknown): any {
  if (key === undefined) { return value; }
  const copy = Array.isArray(node) ? [...node] : { ...node };
  copy[key] = withValue(node[key], rest, value);
  return copy;
}

test.each(['kafka', 'mysql', 'redis'])('no change of a field of the pods of %s is without effect on them', name => {
  const sets = golden(name).filter(({ kind }) => kind === 'StatefulSet');
  const mild = sets.flatMap(set => paths(set.spec.template).filter(path => path.length > 0).flatMap(path => {
    const steps = planOf([set], [withOther(set, ['spec', 'template', ...path])]);
    return [PlanEffect.ROLL, PlanEffect.HANDS, PlanEffect.DANGER].includes(effectOf(steps)) ? [] : [path.join('.')];
  }));

  expect(mild).toEqual([]);
});

test.each(['kafka', 'mysql', 'redis'])('no change of another field of the set of %s is silent', name => {
  const sets = golden(name).filter(({ kind }) => kind === 'StatefulSet');
  const silent = sets.flatMap(set => paths(set.spec).filter(([first]) => first !== undefined && first !== 'template').filter(path => {
    const after = withOther(set, ['spec', ...path]);
    after.spec.volumeClaimTemplates = after.spec.volumeClaimTemplates?.filter(({ metadata }: Manifest) => metadata);
    return planOf([set], [after]).length === 0 && JSON.stringify(after) !== JSON.stringify(set);
  }));

  expect(silent).toEqual([]);
});

/** Objects of each kind that has rules, with the fields that these read. */
const KINDS = [
  ...new Map(['kafka', 'mysql'].flatMap(golden).filter(({ kind }) => kind !== 'ConfigMap').map(object => [object.kind, object])).values(),
  manifest('ReplicaSet', 'a', { spec: { replicas: 2, selector: { matchLabels: { a: 'b' } }, template: { spec: {} } } }, 'apps/v1'),
  manifest('DaemonSet', 'a', { spec: { updateStrategy: { type: 'OnDelete' }, template: { spec: { containers: [{}] } } } }, 'apps/v1'),
  manifest('Pod', 'a', { spec: { containers: [{ name: 'a', image: 'a' }], tolerations: [{}] } }),
  manifest('ConfigMap', 'a', { data: { a: 'b' }, binaryData: { c: 'ZA==' } }),
  manifest('Secret', 'a', { stringData: { a: 'b' }, type: 'Opaque' }),
  manifest('PersistentVolume', 'a', { spec: { capacity: { storage: '1Gi' }, persistentVolumeReclaimPolicy: 'Retain' } }),
  manifest('HorizontalPodAutoscaler', 'a', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'a' }, maxReplicas: 2, metrics: [{ resource: {} }] },
  }, 'autoscaling/v2'),
  manifest('Kafka', 'a', { spec: { replicas: 3 } }, 'example.com/v1'),
];
const OTHER_VALUES: unknown[] = [undefined, 'x', 7, [null], { constructor: 'x' }];

test('no value of another type crashes the plan', () => {
  // elements of a list are alike
  const isRead = (path: (string | number)[]) => ['spec', 'data', 'metadata'].includes(`${path[0]}`) && path.length > 1 && path.length < 7
    && path.every(key => typeof key === 'string' || key === 0);
  const crashes = KINDS.flatMap(object => paths(object).filter(isRead).flatMap(path => OTHER_VALUES.flatMap(value => {
    const bad = withValue(object, path, value);
    if (bad.metadata.name !== object.metadata.name) { return []; }
    return [[object, bad], [bad, object]].flatMap(([before, after]) => {
      try {
        planOf([before], [after]);
        planOf(appliedState([before], [after]), [after]);
        return [];
      } catch (error) {
        return error instanceof ManifestError ? [] : [`${object.kind} ${path.join('.')} ${JSON.stringify(value)}: ${error}`];
      }
    });
  })));

  expect([...new Set(crashes)]).toEqual([]);
});

const store = setManifest();
const other = (change: (copy: Manifest) => void) => changed(store, change);

test('a renamed set gets empty volumes', () => {
  const steps = planOf([store], [other(({ metadata }) => { metadata.name = 'shop'; })]);

  expect(effects(steps)).toEqual(['danger StatefulSet/store', 'none StatefulSet/shop']);
  expect(steps[0].outcome).toBe('The set gets the name shop, which is another set with new, empty volumes. '
    + 'StatefulSet/store with store-0 to store-2 stays and keeps running.');
});

test('a set in another namespace gets empty volumes', () => {
  const steps = planOf([store], [other(({ metadata }) => { metadata.namespace = 'live'; })]);

  expect(effects(steps)).toEqual(['danger StatefulSet/store', 'none StatefulSet/store']);
  expect(steps[0].outcome).toMatch(/^The set gets the namespace live, /);
});

test('a removed set is in danger where a tool prunes', () => {
  expect(planOf([store], [])[0]).toMatchObject({
    effect: 'danger',
    outcome: 'kubectl apply does not delete the set, and store-0 to store-2 keep running. '
      + 'A tool that prunes deletes them. Its claims stay.',
    commandsAfter: ['kubectl -n shop delete statefulset store'],
  });
});

test('objects that are no longer in the manifests stay in the cluster', () => {
  const service = manifest('Service', 'old', { spec: {} });
  const job = manifest('Job', 'topics-1', { spec: { ttlSecondsAfterFinished: 60 } }, 'batch/v1');
  const used = manifest('ConfigMap', 'store-files', { data: {} });

  expect(planOf([store, service, job, used], [store])).toMatchObject([
    { effect: 'orphan', object: 'ConfigMap/store-files', commandsAfter: [] },
    { effect: 'orphan', object: 'Service/old', commandsAfter: ['kubectl -n shop delete service old'] },
  ]);
});

test('a new set creates its pods, and a new policy cuts off connections', () => {
  expect(effects(planOf([], [store, manifest('NetworkPolicy', 'p', {}, 'networking.k8s.io/v1'), manifest('ConfigMap', 'c', {})])))
    .toEqual(['reload NetworkPolicy/p', 'none ConfigMap/c', 'none StatefulSet/store']);
});

test('steps are sorted by their effect, and then by object', () => {
  const map = manifest('ConfigMap', 'store-files', { data: { a: 'b' } });
  const set = other(({ spec }) => {
    spec.replicas = 1;
    spec.template.spec.hostname = 'x';
  });
  const steps = planOf([store, map], [set, { ...map, data: { a: 'c' } }]);

  expect(effects(steps)).toEqual(['danger StatefulSet/store', 'roll StatefulSet/store']);
  expect(effectOf(steps)).toBe('danger');
  expect(effectOf([])).toBe('none');
});

test('the manifests of one side must have each object once', () => {
  expect(() => planOf([], [store, setManifest()])).toThrow('the manifests after must have each object once, '
    + 'got "StatefulSet/store in shop twice"; remove one, because the last one would win');
});

test('an upgrade from 0.1.0 rolls no set, but for the example whose own configuration has changed, as CHANGELOG quotes it', () => {
  const changelog = readFileSync(join(EXAMPLES, '..', 'CHANGELOG.md'), 'utf8');
  const steps = readdirSync(RELEASED).flatMap(file => planOf(Yaml.load(join(RELEASED, file)), golden(file.split('.')[0])));

  expect(effects(steps)).toEqual(['roll StatefulSet/redis']);
  expect(changelog).toContain(`*${steps[0].outcome}*`);
  expect(changelog).toContain('is *Nothing changes* for the quickstart and both tutorials.');
  expect(changelog).toContain(`\`${steps[0].reasons[1].field}\``);
});

test.each<[string, (set: any) => void, string]>([
  ['containers that are no list', set => { set.spec.template.spec.containers = {}; },
    'spec.template.spec.containers of StatefulSet/store must be a list of maps, got {}; check whether the manifest is complete'],
  ['no containers', set => { delete set.spec.template; },
    'spec.template.spec.containers of StatefulSet/store must be a list of maps, got undefined; check whether the manifest is complete'],
  ['a claim template without a name', set => { set.spec.volumeClaimTemplates[0] = {}; },
    'spec.volumeClaimTemplates.*.metadata.name of StatefulSet/store must be a text, got undefined; check whether the manifest is complete'],
  ['a spec that is a text', set => { set.spec = 'x'; },
    'spec of StatefulSet/store must be a map, got "x"; check whether the manifest is complete'],
])('a set with %s is an error that names the part', (_, change, message) => {
  expect(() => planOf([store], [other(change)])).toThrow(message);
});

test('a field without a value is no field', () => {
  const set = other(({ spec }) => {
    spec.template.spec.containers[0].env = null;
    spec.template.spec.initContainers = null;
  });

  expect(effects(planOf([set], [other(({ spec }) => { delete spec.template.spec.containers[0].env; })]))).toEqual([]);
});
