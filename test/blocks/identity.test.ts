import { render } from '../support/render';

const RECOMMENDED = {
  'app.kubernetes.io/name': 'redis',
  'app.kubernetes.io/instance': 'redis',
  'app.kubernetes.io/component': 'redis',
  'app.kubernetes.io/part-of': 'redis',
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/version': '8',
};
const SELECTOR = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };

test('the set, its Service and its main container carry the name that was given', () => {
  const rendered = render({ name: 'cache' });

  expect(rendered.titles).toEqual(['PodDisruptionBudget/cache', 'Service/cache', 'StatefulSet/cache']);
  expect(rendered.one('StatefulSet').spec).toMatchObject({
    serviceName: 'cache',
    replicas: 3,
    template: { spec: { containers: [{ name: 'cache' }] } },
  });
});

test('every object carries the recommended labels, with the version from the image', () => {
  const rendered = render();

  expect(rendered.titles).toEqual(['PodDisruptionBudget/redis', 'Service/redis', 'StatefulSet/redis']);
  for (const kind of ['Service', 'StatefulSet', 'PodDisruptionBudget']) { expect(rendered.one(kind).metadata.labels).toEqual(RECOMMENDED); }
  expect(rendered.set.template.metadata.labels).toEqual(RECOMMENDED);
});

test('only name and instance select the pods, and labels of the user never do', () => {
  const rendered = render({ labels: { team: 'data' }, podLabels: { shard: 'a' } });

  expect(rendered.set.selector).toEqual({ matchLabels: SELECTOR });
  expect(rendered.one('Service').spec.selector).toEqual(SELECTOR);
  expect(rendered.one('PodDisruptionBudget').spec.selector).toEqual({ matchLabels: SELECTOR });
  expect(rendered.one('Service').metadata.labels).toEqual({ ...RECOMMENDED, team: 'data' });
  expect(rendered.set.template.metadata.labels).toEqual({ ...RECOMMENDED, team: 'data', shard: 'a' });
});

test('with selector labels of their own, users get these and nothing else', () => {
  const rendered = render({ selectorLabels: { app: 'redis' } });

  expect(rendered.set.selector).toEqual({ matchLabels: { app: 'redis' } });
  expect(rendered.set.template.metadata.labels).toEqual({ app: 'redis' });
  expect(rendered.one('Service').metadata.labels).toBeUndefined();
});

test('a digest gives no version, nor does a tag that is no label', () => {
  const withImage = (image: string) => render({ image }).one('StatefulSet').metadata.labels['app.kubernetes.io/version'];

  expect(withImage(`redis@sha256:${'0'.repeat(64)}`)).toBeUndefined();
  expect(withImage(`redis:${'x'.repeat(100)}`)).toBeUndefined();
  expect(withImage('registry:5000/redis:8.2')).toBe('8.2');
});

test('annotations are for objects, those of pods for pods', () => {
  const rendered = render({ annotations: { 'example.com/owner': 'data' }, podAnnotations: { 'example.com/scrape': 'true' } });

  expect(rendered.one('Service').metadata.annotations).toEqual({ 'example.com/owner': 'data' });
  expect(rendered.set.template.metadata.annotations).toEqual({ 'example.com/scrape': 'true' });
});

test('a key called value survives in labels, annotations, selectors and files, beside others and alone', () => {
  const rendered = render({
    selectorLabels: { value: 'x' },
    annotations: { value: 'y' },
    podAnnotations: { value: 'z' },
    nodeSelector: { value: 'n' },
    files: { '/value': 'text' },
  });

  expect(rendered.set.selector).toEqual({ matchLabels: { value: 'x' } });
  expect(rendered.set.template.metadata.labels).toEqual({ value: 'x' });
  expect(rendered.one('Service').spec.selector).toEqual({ value: 'x' });
  expect(rendered.one('Service').metadata.annotations).toEqual({ value: 'y' });
  expect(rendered.set.template.metadata.annotations).toMatchObject({ value: 'z' });
  expect(rendered.pod.nodeSelector).toEqual({ value: 'n' });
  expect(rendered.one('ConfigMap').data).toEqual({ value: 'text' });
});

test('objects go into the namespace of the application, or that of the chart, or none', () => {
  const namespaces = (rendered: ReturnType<typeof render>) => ['Service', 'StatefulSet', 'PodDisruptionBudget', 'ConfigMap']
    .map(kind => rendered.one(kind).metadata.namespace);
  const files = { '/etc/redis/redis.conf': '' };

  expect(namespaces(render({ namespace: 'shop', files }, 'other'))).toEqual(['shop', 'shop', 'shop', 'shop']);
  expect(namespaces(render({ files }, 'other'))).toEqual(['other', 'other', 'other', 'other']);
  expect(namespaces(render({ files }))).toEqual([undefined, undefined, undefined, undefined]);
});

test('no object refers to the path of its construct', () => {
  expect(JSON.stringify([render().one('StatefulSet'), render().one('Service')])).not.toContain('cdk8s.io/metadata.addr');
});
