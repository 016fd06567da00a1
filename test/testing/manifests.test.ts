import { ApiObject, Chart, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Controllers, Kafka, Manifests, MySql, PlanEffect, Port, StatefulApp, ZooKeeper } from 'cdk8s-stateful-app';
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
});

test('fails for a kind that the chart does not have, instead of finding none', () => {
  expect(() => Manifests.all(chartWith(), 'Statefulset')).toThrow(new Error(
    'the kind of Manifests.all must be one of the chart (ConfigMap, PodDisruptionBudget, Service, StatefulSet), got "Statefulset"; '
      + 'use StatefulSet, or Manifests.titles(chart) to assert that the chart has none [KindUnknown at test]',
  ));
  expect(() => Manifests.all(new Chart(Testing.app(), 'empty'), 'Job')).toThrow(new Error(
    'the kind of Manifests.all must be one of the chart, which has no manifests, got "Job"; '
      + 'use Manifests.titles(chart) to assert that the chart has none [KindUnknown at empty]',
  ));
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

const size = Size.gibibytes(10);

/** Programs in which many objects depend on one value, by what a user changes in them. */
const changes: [string, (chart: Chart, value: string) => void, string, string][] = [
  ['image of a set', (chart, image) => {
    new StatefulApp(chart, 'Redis', { ...PLAIN, image, clientServices: { read: {} }, ports: [Port.tcp(6379)] })
      .addInitContainer({ name: 'prepare', image });
  }, 'redis:8.0.1', 'redis:8.0.2'],
  ['image of MySQL', (chart, image) => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    new MySql(chart, 'Db', {
      replicas: 3,
      storage: size,
      image,
      accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
      backup: { password: { secret, key: 'backup' }, storage: size },
      monitoring: { podMonitor: {}, alerts: {} },
    });
  }, 'mysql:9.7.3', 'mysql:9.7.4'],
  ['image of Kafka', (chart, image) => kafkaIn(chart, image), 'apache/kafka:4.3.0', 'apache/kafka:4.3.1'],
  ['image of ZooKeeper', (chart, image) => {
    new ZooKeeper(chart, 'Zk', { replicas: 3, storage: size, image, monitoring: { podMonitor: {}, alerts: {} } });
  }, 'zookeeper:3.9.3', 'zookeeper:3.9.4'],
  ['partitions of a topic', (chart, partitions) => kafkaIn(chart, 'apache/kafka:4.3.0', Number(partitions)), '3', '6'],
];

function kafkaIn(chart: Chart, image: string, partitions = 3): void {
  const kafka = new Kafka(chart, 'Kafka', {
    replicas: 3,
    storage: size,
    image,
    clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
    controllers: Controllers.dedicated({ replicas: 3, storage: size }),
  });
  kafka.addTopic('orders', { partitions });
}

/** The snapshot line by line, as Jest compares it. */
function linesOf(build: (chart: Chart, value: string) => void, value: string): string[] {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'shop' });
  build(chart, value);
  return JSON.stringify(Manifests.snapshot(chart), undefined, 2).split('\n').flatMap(line => line.split('\\n'));
}

test.each(changes)('a changed %s is one line of a snapshot', (_, build, before, after) => {
  const [one, other] = [linesOf(build, before), linesOf(build, after)];
  const changed = one.flatMap((line, i) => line === other[i] ? [] : [line]);

  expect(other).toHaveLength(one.length);
  expect(changed).toEqual([expect.stringContaining(before)]);
});

test('a snapshot shows a version and an image that do not follow from another value', () => {
  const chart = new Chart(Testing.app(), 'test');
  new StatefulApp(chart, 'Redis', { ...PLAIN, labels: { 'app.kubernetes.io/version': 'blue' } })
    .addInitContainer({ name: 'prepare', image: 'busybox:1.37' });
  const { metadata, spec } = Manifests.snapshot(chart)['StatefulSet/redis'];

  expect(metadata.labels['app.kubernetes.io/version']).toBe('blue');
  expect(spec.template.spec.initContainers[0].image).toBe('busybox:1.37');
});

test('the hash of a Job is masked in its name and in references to it', () => {
  const chart = new Chart(Testing.app(), 'test');
  const job = 'kafka-topics-0123abcdef';
  new ApiObject(chart, 'Job', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: job } });
  new ApiObject(chart, 'Map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'names' }, data: { job: `wait for ${job}` } });
  const snapshot = Manifests.snapshot(chart);

  expect(Object.keys(snapshot)).toEqual(['ConfigMap/names', 'Job/kafka-topics-<hash>']);
  expect(snapshot['ConfigMap/names'].data.job).toBe('wait for kafka-topics-<hash>');
});

test('a snapshot leaves the manifests of the chart as they are', () => {
  const chart = chartWith();
  const before = JSON.stringify(Testing.synth(chart));
  Manifests.snapshot(chart);

  expect(JSON.stringify(Testing.synth(chart))).toBe(before);
});

test('the plan of a chart has the steps from the manifests before', () => {
  const before = Testing.synth(chartWith('x'));

  expect(Manifests.plan(before, chartWith('x'))).toEqual([]);
  expect(Manifests.plan(before, chartWith('y'))).toMatchObject([{
    effect: PlanEffect.ROLL,
    object: 'StatefulSet/redis',
    reasons: [
      { field: 'spec.template.metadata.annotations[cdk8s-stateful-app/files-checksum]' },
      { field: 'ConfigMap/redis-files data[etc.redis.redis.conf]', before: 'x', after: 'y' },
    ],
  }]);
});

test('the plan takes manifests with fields without a value, as in YAML that is written by hand', () => {
  const [service, ...others] = Testing.synth(chartWith());

  expect(Manifests.plan([{ ...service, status: null }, ...others], chartWith())).toEqual([]);
});
