import { readFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { InputError } from '../../src/command/input-error';
import { readManifests } from '../../src/command/manifest-reader';
import { inNamespace } from '../../src/command/namespace';
import { YamlReader } from '../../src/command/yaml-reader';
import { appliedState } from '../../src/plan/live';
import { ManifestError } from '../../src/plan/manifest-error';
import { planOf } from '../../src/plan/plan';
import { changed, setManifest } from '../plan/objects';

/** Texts, and whether kubectl reads them from the YAML of cdk8s as they are. */
const TABLE: [text: string, isReadable: boolean][] = JSON.parse(readFileSync(join(__dirname, '..', 'fixtures', 'go-yaml.json'), 'utf8'));

const read = (text: string, path = 'dist/a.yaml') => readManifests([{ path, text }], new YamlReader());
const valueOf = (text: string) => (new YamlReader().read(`a: ${text}\n`, 'x')[0] as any).a;

test('texts that kubectl reads from the YAML of cdk8s as they are, are read as they are', () => {
  const differing = TABLE.filter(([text, isReadable]) => {
    if (!isReadable) { return false; }
    const [document] = new YamlReader().read(Yaml.stringify({ data: { a: text } }), 'x') as any[];
    return document.data.a !== text;
  });

  expect(differing).toEqual([]);
});

test.each<[string, unknown]>([
  ['on', true], ['no', false], ['y', true], ['0777', 511], ['0o17', 15], ['0x1F', 31], ['1_000', 1000], ['1e3', 1000], ['08', 8],
  ['-.5', -0.5],
  ['1:30', '1:30'], ['2001-01-01', '2001-01-01'], ['~', null], ['"1"', '1'], ['1.5.0', '1.5.0'],
])('%s is read as by kubectl', (text, value) => {
  expect(valueOf(text)).toBe(value);
});

test('a file has several documents, comments and empty documents', () => {
  const { manifests } = read('# first\n---\n\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n--- # next\n'
    + 'apiVersion: v1\nkind: Secret\nmetadata: {name: b}\n---\n');

  expect(manifests.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Secret']);
});

test('a document that occurs twice is one object, so that it is compared at once', () => {
  const reader = new YamlReader();
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const [one, other] = [1, 2].map(() => readManifests([{ path: 'x', text }], reader).manifests[0]);

  expect(one).toBe(other);
});

test('the items of a List are objects', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [setManifest(), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }] };

  expect(read(JSON.stringify(list), 'dist/a.json').manifests.map(({ kind }) => kind)).toEqual(['StatefulSet', 'Secret']);
});

test.each<[string, string, string]>([
  ['half a file', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: "a\n', 'document 1 of dist/a.yaml is not YAML: '],
  ['a template of Helm', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n', 'render it with `helm template`'],
  ['a key twice', 'apiVersion: v1\nkind: Secret\nkind: ConfigMap\n', 'document 1 of dist/a.yaml is not YAML: '],
  ['an unknown tag', 'apiVersion: v1\nkind: !Sub x\n', 'document 1 of dist/a.yaml is not YAML: '],
  ['a file of another program', 'language: typescript\n', 'one of its documents has no apiVersion or kind'],
  ['a text', 'hello\n', 'one of its documents has no apiVersion or kind'],
  ['no name', 'apiVersion: v1\nkind: ConfigMap\n', 'a ConfigMap of dist/a.yaml has no metadata.name'],
  ['half JSON', '{ "kind": ', 'dist/a.yaml is not JSON'],
])('%s is an error that names the file', (_, text, message) => {
  expect(() => read(text)).toThrow(message);
});

test.each<[string, string, string, string]>([
  ['an input of kustomize', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', 'dist/k.yaml',
    'compare its output (kubectl kustomize)'],
  ['a chart of Helm', 'apiVersion: v2\nname: shop\n', 'dist/Chart.yaml', 'belongs to a chart of Helm'],
  ['a generated name', 'apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n', 'dist/j.yaml', 'its name is generated'],
])('%s is left out with a note', (_, text, path, note) => {
  const { manifests, notes } = read(text, path);

  expect(manifests).toEqual([]);
  expect(notes).toEqual([expect.stringContaining(note)]);
});

test('objects without a namespace get that of the apply, and objects of the cluster none', () => {
  const objects = ['ConfigMap', 'StorageClass'].map(kind => ({ apiVersion: 'v1', kind, metadata: { name: 'a' } }));

  expect(inNamespace(objects, 'shop').map(({ metadata }) => metadata.namespace)).toEqual(['shop', undefined]);
});

/** The set as an API server returns it. */
function live(isApplied: boolean) {
  return changed(setManifest(), set => {
    const lastApplied = JSON.stringify(setManifest());
    set.metadata = {
      ...set.metadata,
      uid: '1',
      generation: 2,
      managedFields: [],
      annotations: isApplied ? { 'kubectl.kubernetes.io/last-applied-configuration': lastApplied } : {},
    };
    Object.assign(set.spec, {
      podManagementPolicy: 'OrderedReady',
      revisionHistoryLimit: 10,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    });
    const { template } = set.spec;
    template.metadata.annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' };
    Object.assign(template.spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', securityContext: {} });
    Object.assign(template.spec.containers[0], { imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' });
    set.status = { replicas: 3 };
  });
}

test.each([true, false])('a live object with the fields of the manifest is no change (by kubectl apply: %p)', isApplied => {
  expect(planOf(appliedState([live(isApplied)], [setManifest()]), [setManifest()])).toEqual([]);
});

test.each([true, false])('a live object is compared with a manifest without namespace (by kubectl apply: %p)', isApplied => {
  const manifest = changed(setManifest(), set => {
    delete set.metadata.namespace;
    set.spec.template.spec.containers[0].image = 'store:2.5.0';
  });
  const [step, ...others] = planOf(appliedState([live(isApplied)], [manifest]), [manifest]);

  expect(others).toEqual([]);
  expect(step).toMatchObject({ effect: 'roll', reasons: [{ field: 'spec.template.spec.containers[store].image', after: 'store:2.5.0' }] });
});

test.each([true, false])('an apply does not remove the defaults of a strategy (by kubectl apply: %p)', isApplied => {
  const manifest = changed(setManifest(), ({ spec }) => { spec.updateStrategy = { type: 'OnDelete' }; });
  const steps = planOf(appliedState([live(isApplied)], [manifest]), [manifest]);

  expect(steps).toMatchObject([{ effect: 'hands', outcome: expect.stringContaining('the default of rollingUpdate') }]);
});

test('an apply keeps what another program has added, and removes what it has applied before', () => {
  const object = live(true);
  object.spec.template.spec.containers.push({ name: 'injected', image: 'proxy:1.0' });
  const manifest = changed(setManifest(), set => { delete set.spec.template.spec.containers[0].ports; });
  const [{ reasons }] = planOf(appliedState([object], [manifest]), [manifest]);

  expect(reasons.map(({ field }) => field)).toEqual(['spec.template.spec.containers[store].ports']);
});

test.each([true, false])('a live Secret has the texts of its manifest in data (by kubectl apply: %p)', isApplied => {
  const text = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { word: 'old' } };
  const annotations = isApplied ? { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(text) } : {};
  const stored = { ...text, metadata: { name: 'a', annotations }, stringData: undefined, data: { word: 'b2xk' }, type: 'Opaque' };

  expect(planOf(appliedState([stored], [text]), [text])).toEqual([]);
});

/** The set as Flux or another tool makes it by server-side apply, next to an autoscaler. */
function liveByServer() {
  return changed(setManifest(), set => {
    set.metadata.managedFields = [
      {
        manager: 'flux',
        operation: 'Apply',
        fieldsV1: {
          'f:spec': {
            'f:podManagementPolicy': {},
            'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"store"}': { '.': {}, 'f:image': {}, 'f:env': {}, 'f:name': {} } } } },
          },
        },
      },
      { manager: 'kube-controller-manager', operation: 'Update', subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } },
    ];
    set.spec.podManagementPolicy = 'Parallel';
    set.spec.template.spec.containers.push({ name: 'injected', image: 'proxy:1.0' });
  });
}

test('a server-side apply removes what its applier owned, and keeps what others own', () => {
  const manifest = changed(setManifest(), ({ spec }) => {
    delete spec.replicas;
    delete spec.template.spec.containers[0].env;
  });
  const steps = planOf(appliedState([liveByServer()], [manifest]), [manifest]);

  expect(steps.flatMap(({ reasons }) => reasons.map(({ field }) => field)).sort()).toEqual([
    'spec.podManagementPolicy', 'spec.template.spec.containers[store].env',
  ]);
});

test('an apply removes nothing of an object that no apply has made', () => {
  const object = changed(setManifest(), ({ spec }) => { spec.template.spec.nodeSelector = { disk: 'fast' }; });

  expect(planOf(appliedState([object], [setManifest()]), [setManifest()])).toEqual([]);
});

test('of a live Job and its pods, only the fields of the manifest are compared', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'a:1.0' }] } };
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec: { template } };
  const completed = changed(job, ({ spec }) => {
    spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': '1' } };
    spec.template.metadata = { labels: { 'batch.kubernetes.io/controller-uid': '1' } };
  });
  const later = changed(job, ({ spec }) => { spec.template.spec.containers[0].image = 'a:2.0'; });

  expect(planOf(appliedState([completed], [job]), [job])).toEqual([]);
  expect(planOf(appliedState([completed], [later]), [later])).toMatchObject([{ effect: 'hands' }]);
});

test('a live Pod has tolerations that no manifest has', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
  const created = changed(pod, ({ spec }) => {
    spec.tolerations = ['not-ready', 'unreachable'].map(key => ({ key: `node.kubernetes.io/${key}`, operator: 'Exists' }));
  });
  const further = changed(pod, ({ spec }) => { spec.tolerations = [{ key: 'disk' }]; });

  expect(planOf(appliedState([created], [pod]), [pod])).toEqual([]);
  expect(planOf(appliedState([created], [further]), [further])).toMatchObject([{ effect: 'none' }]);
});

test('a Service keeps the address that the cluster has assigned', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } };
  const assigned = changed(service, ({ spec }) => Object.assign(spec, { clusterIP: '10.0.0.1', ipFamilies: ['IPv4'] }));
  const empty = changed(service, ({ spec }) => { spec.clusterIP = ''; });

  expect(planOf(appliedState([assigned], [service]), [service])).toEqual([]);
  expect(planOf(appliedState([assigned], [empty]), [empty])).toEqual([]);
});

test('no line that is missing or has another value crashes the plan', () => {
  const text = readFileSync(join(__dirname, '..', '..', 'examples', 'redis', 'golden', 'redis.k8s.yaml'), 'utf8');
  const good = read(text).manifests;
  const lines = text.split('\n');
  const variants = lines.flatMap((line, i) => [[], [line.replace(/:.*/, ': x')], [line.replace(/:.*/, ': [1]')]].map(
    replaced => [...lines.slice(0, i), ...replaced, ...lines.slice(i + 1)].join('\n')));
  const crashes = variants.flatMap(variant => {
    try {
      const { manifests } = read(variant);
      planOf(good, manifests);
      planOf(manifests, good);
      return [];
    } catch (error) {
      return error instanceof InputError || error instanceof ManifestError ? [] : [`${error}`];
    }
  });

  expect(crashes).toEqual([]);
});
