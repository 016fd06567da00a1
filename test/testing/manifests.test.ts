import { ApiObject, Chart, Testing } from 'cdk8s';
import { Manifests, StatefulApp } from 'cdk8s-stateful-app';
import { PLAIN } from '../support/render';

function chartWith(text = 'x'): Chart {
  const chart = new Chart(Testing.app(), 'test');
  new StatefulApp(chart, 'Redis', { ...PLAIN, ports: [], files: { '/etc/redis/redis.conf': text } });
  return chart;
}

const ALL = ['ConfigMap/redis-files', 'PodDisruptionBudget/redis', 'Service/redis', 'StatefulSet/redis'];

test('a manifest is found by kind, and by name', () => {
  expect(Manifests.one(chartWith(), 'StatefulSet').metadata.name).toBe('redis');
  expect(Manifests.one(chartWith(), 'ConfigMap', 'redis-files').data).toEqual({ 'etc.redis.redis.conf': 'x' });
});

test('fails readably where there is none', () => {
  expect(() => Manifests.one(chartWith(), 'StatefulSet', 'mysql'))
    .toThrow(new Error(`the chart must have one StatefulSet mysql, found 0; it has ${ALL.join(', ')}`));
  expect(() => Manifests.one(new Chart(Testing.app(), 'empty'), 'Job'))
    .toThrow(new Error('the chart must have one Job, found 0; it has no manifests'));
});

test('fails readably where there are several', () => {
  const chart = chartWith();
  new ApiObject(chart, 'More', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } });

  expect(() => Manifests.one(chart, 'ConfigMap')).toThrow('the chart must have one ConfigMap, found 2; it has ConfigMap/more, '
    + 'ConfigMap/redis-files');
});

test('all manifests of a kind come in the order in which they are written', () => {
  const chart = chartWith();
  new ApiObject(chart, 'More', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a-more' } });

  expect(Manifests.all(chart, 'ConfigMap').map(map => map.metadata.name)).toEqual(['redis-files', 'a-more']);
  expect(Manifests.all(chart, 'Job')).toEqual([]);
});

test('titles are sorted', () => {
  expect(Manifests.titles(chartWith())).toEqual(ALL);
});

test('a snapshot has a block for each manifest, by its title', () => {
  expect(Object.keys(Manifests.snapshot(chartWith()))).toEqual(ALL);
});

test('a snapshot shows a changed file where the file is, and nowhere else', () => {
  const [one, other] = [Manifests.snapshot(chartWith('x')), Manifests.snapshot(chartWith('y'))];

  expect(Object.keys(one).filter(title => JSON.stringify(one[title]) !== JSON.stringify(other[title]))).toEqual(['ConfigMap/redis-files']);
  expect(one['StatefulSet/redis'].spec.template.metadata.annotations)
    .toEqual({ 'cdk8s-stateful-app/files-checksum': '<checksum of the files>' });
});

test('a new object adds a block and moves none', () => {
  const chart = chartWith();
  new ApiObject(chart, 'More', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a-more' } });
  const { 'ConfigMap/a-more': added, ...rest } = Manifests.snapshot(chart);

  expect(added.kind).toBe('ConfigMap');
  expect(rest).toEqual(Manifests.snapshot(chartWith()));
});

test('a snapshot hides none of several manifests with one title', () => {
  const chart = new Chart(Testing.app(), 'test');
  const add = (id: string, namespace?: string) => new ApiObject(chart, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'same', namespace },
    data: { id },
  });
  add('First', 'shop');
  add('Second', 'batch');
  add('Third');
  add('Fourth', 'shop');
  const snapshot = Manifests.snapshot(chart);

  expect(Object.entries(snapshot).map(([title, manifest]) => [title, manifest.data.id])).toEqual([
    ['ConfigMap/same', 'Third'], ['ConfigMap/same in batch', 'Second'], ['ConfigMap/same in shop', 'First'],
    ['ConfigMap/same in shop (2)', 'Fourth'],
  ]);
});
