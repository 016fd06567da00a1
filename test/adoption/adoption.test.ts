import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Controllers, Kafka, MySql, ZooKeeper } from 'cdk8s-stateful-app';
import { chartService, chartSet } from './release';
import { adoptionOf, endangers } from '../../src/adoption/adoption';
import { asMarkdown } from '../../src/adoption/markdown';
import { setsOfRelease, setsToDeploy } from '../../src/adoption/release';

const storage = Size.gibibytes(1);

function deploy(make: (chart: Chart) => { readonly name: string }) {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const { name } = make(chart);
  const manifests = chart.toJson();
  return { manifests, sets: setsToDeploy(manifests, name) };
}

const mysql = (props: { name?: string; primaryOrdinal?: number } = {}) => deploy(chart => {
  const secret = kplus.Secret.fromSecretName(chart, 'Passwords', 'passwords');
  return new MySql(chart, 'Db', {
    replicas: 3, storage, accounts: { rootPassword: { secret, key: 'a' }, replicationPassword: { secret, key: 'b' } }, ...props,
  });
});
const kafka = (name: string, controllers?: Controllers) => deploy(chart => new Kafka(chart, 'Kafka', {
  name, replicas: 3, storage, clusterId: 'b3JkZXJzIG9mIGEgc2hvcA', controllers,
}));
const zookeeper = (props: { name?: string; transactionLog?: { storage: Size } } = {}) => deploy(chart => new ZooKeeper(chart, 'Zk', {
  replicas: 3, storage, ...props,
}));

function adoption(release: object[], { manifests, sets }: ReturnType<typeof deploy>) {
  return adoptionOf(release, setsOfRelease(release), manifests, sets);
}

const REPLICATION = [
  chartSet('shop-mysql-primary', 'mysql-14.0.3', 'primary'), chartSet('shop-mysql-secondary', 'mysql-14.0.3', 'secondary', 2),
];

test.each([
  ['the primary of MySQL', adoption(REPLICATION, mysql()), [['data-shop-mysql-primary-0', 'data-mysql-0', 'mysql-0']]],
  ['the primary of MySQL, by another member', adoption(REPLICATION, mysql({ primaryOrdinal: 1 })),
    [['data-shop-mysql-primary-0', 'data-mysql-1', 'mysql-1']]],
  ['combined nodes of Kafka', adoption([chartSet('shop-kafka-controller', 'kafka-32.4.3', 'controller-eligible', 3)], kafka('kafka')), [
    ['data-shop-kafka-controller-0', 'data-kafka-0', 'kafka-0'],
    ['data-shop-kafka-controller-1', 'data-kafka-1', 'kafka-1'],
    ['data-shop-kafka-controller-2', 'data-kafka-2', 'kafka-2'],
  ]],
  ['members of ZooKeeper with a transaction log', adoption(
    [chartSet('shop-zookeeper', 'zookeeper-13.8.7', 'zookeeper', 3, ['data', 'data-log'])], zookeeper({ transactionLog: { storage } }),
  ), [
    ['data-shop-zookeeper-0', 'data-zk-0', 'zk-0'], ['data-log-shop-zookeeper-0', 'log-zk-0', 'zk-0'],
    ['data-shop-zookeeper-1', 'data-zk-1', 'zk-1'], ['data-log-shop-zookeeper-1', 'log-zk-1', 'zk-1'],
    ['data-shop-zookeeper-2', 'data-zk-2', 'zk-2'], ['data-log-shop-zookeeper-2', 'log-zk-2', 'zk-2'],
  ]],
])('an adoption gives each member its volume: %s', (_title, { moves, findings, meetings }, expected) => {
  expect(moves.map(({ from, to, member }) => [from, to, member])).toEqual(expected);
  expect(findings).toEqual([]);
  expect(meetings).toEqual([]);
});

test('dedicated nodes of Kafka adopt those of the same kind', () => {
  const nodes = [
    chartSet('shop-kafka-controller', 'kafka-31.5.0', 'controller-eligible', 3),
    chartSet('shop-kafka-broker', 'kafka-31.5.0', 'broker', 3),
  ];

  const { moves, findings } = adoption(nodes, kafka('kafka', Controllers.dedicated({ replicas: 3, storage })));

  expect(findings).toEqual([]);
  expect(moves).toHaveLength(6);
  expect(moves).toContainEqual({ from: 'data-shop-kafka-broker-1', to: 'data-kafka-1', member: 'kafka-1' });
  expect(moves).toContainEqual({ from: 'data-shop-kafka-controller-1', to: 'data-kafka-controller-1', member: 'kafka-controller-1' });
});

test.each([
  ['fewer members', adoption([chartSet('zookeeper', 'zookeeper-13.8.7', 'zookeeper', 5)], zookeeper()),
    /zookeeper has 5 members, and zk has 3/],
  ['no claim for the transaction log', adoption([chartSet('zookeeper', 'zookeeper-13.8.7', '', 3, ['data', 'data-log'])], zookeeper()),
    /Member zk-0 has no claim for the volume of data-log-zookeeper-0\. Set transactionLog/],
  ['a claim for a transaction log that the release has not', adoption([chartSet('zookeeper', 'zookeeper-13.8.7', '', 3)],
    zookeeper({ transactionLog: { storage } })), /the release has none\. Omit transactionLog/],
  ['combined nodes in the release only', adoption([chartSet('kafka-controller', 'kafka-32.4.3', 'controller-eligible', 3)],
    kafka('new', Controllers.dedicated({ replicas: 3, storage }))), /Set controllers to Controllers\.combined/],
  ['brokers in the release only', adoption([
    chartSet('kafka-controller', 'kafka-32.4.3', 'controller-eligible', 3), chartSet('kafka-broker', 'kafka-32.4.3', 'broker', 3),
  ], kafka('new')), /Set controllers to Controllers\.dedicated/],
  ['a set without claims', adoption([chartSet('mysql', 'mysql-14.0.3', 'primary', 1, [])], mysql()), /mysql has no claim with the name data/],
])('an adoption names volumes that do not fit: %s', (_title, found, message) => {
  expect(found.findings.join('\n')).toMatch(message);
  expect(endangers(found)).toBe(true);
  expect(asMarkdown(found)).not.toContain('## Move the claims');
});

test.each([
  ['a claim that has the name already', adoption([chartSet('mysql', 'mysql-14.0.3', 'primary')], mysql()), []],
  ['volumes of secondaries', adoption(REPLICATION, mysql({ name: 'shop-mysql-secondary' })), [
    [/data-shop-mysql-secondary-0$/, /volume of shop-mysql-secondary-0 of the release, and shop-mysql-secondary-0 would use it/],
    [/data-shop-mysql-secondary-1$/, /shop-mysql-secondary-1 would use it/],
  ]],
  ['combined nodes that new controllers would use', adoption([chartSet('kafka-controller', 'kafka-32.4.3', 'controller-eligible', 3)],
    kafka('kafka', Controllers.dedicated({ replicas: 3, storage }))), [
    [/data-kafka-controller-0$/, /kafka-controller-0 would use it/], [/controller-1$/, /would use it/], [/controller-2$/, /would use it/],
  ]],
])('an adoption names claims that members would use by accident: %s', (_title, { meetings }, expected) => {
  const dangers = meetings.filter(meeting => meeting.endangers);

  expect(dangers).toHaveLength(expected.length);
  expected.forEach(([object, effect], i) => {
    expect(dangers[i].object).toMatch(object);
    expect(dangers[i].effect).toMatch(effect);
  });
});

test('an adoption names objects of the same name, and the Services that take the place of others', () => {
  const release = [chartSet('mysql', 'mysql-14.0.3', 'primary'), chartService('mysql', 3306), chartService('mysql-headless', 3306, 'None')];

  const { meetings, addresses } = adoption(release, mysql());

  expect(meetings.map(({ object, effect }) => [object, effect])).toEqual(expect.arrayContaining([
    ['Service/mysql', 'It had one address, and becomes headless: it resolves to all members. Kubernetes rejects the change.'],
    ['StatefulSet/mysql', 'helm uninstall deletes the object, also after the apply.'],
  ]));
  expect(addresses).toEqual([{ before: 'mysql:3306', after: 'mysql-primary:3306' }]);
});

test('readers of MySQL get the Service for readers', () => {
  const release = [...REPLICATION, chartService('shop-mysql-primary', 3306), chartService('shop-mysql-secondary', 3306)];

  expect(adoption(release, mysql()).addresses).toEqual([
    { before: 'shop-mysql-primary:3306', after: 'mysql-primary:3306' }, { before: 'shop-mysql-secondary:3306', after: 'mysql-read:3306' },
  ]);
});

test('a claim of the values is moved as one of a template', () => {
  const set = chartSet('mysql', 'mysql-14.0.3', 'primary', 1, []);
  Object.assign(set.spec.template.spec, { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'old-disk' } }] });

  expect(adoption([set], mysql()).moves).toEqual([{ from: 'old-disk', to: 'data-mysql-0', member: 'mysql-0' }]);
});

test('claims with the right names are kept and not moved', () => {
  const text = asMarkdown(adoption([chartSet('mysql', 'mysql-14.0.3', 'primary')], mysql()));

  expect(text).toContain('\nkeep data-mysql-0\n');
  expect(text).not.toContain('move ');
});
