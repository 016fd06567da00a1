import { ApiObject, App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Kafka, Manifests, MySql, NetworkAccess, Port, StatefulApp, ZooKeeper } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { PLAIN } from '../support/render';

const storage = Size.gibibytes(20);
const DNS = { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] };
const SELECTOR = { 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'redis' };
const MEMBERS = { podSelector: { matchLabels: SELECTOR } };

/** An application and the members that it uses. */
interface Program {
  readonly chart: Chart;
  readonly db: StatefulApp;
  readonly shop: kplus.Deployment;
}

function programWith(networkAccess?: NetworkAccess, namespace?: string, replicas = 3): Program {
  const chart = new Chart(Testing.app(), 'test', { namespace });
  const db = new StatefulApp(chart, 'Db', {
    ...PLAIN, replicas, networkAccess, ports: [Port.tcp(6379, { name: 'redis' }), Port.tcp(16379, { name: 'bus', forClients: false })],
  });
  return { chart, db, shop: shopIn(chart) };
}

function shopIn(scope: Construct): kplus.Deployment {
  return new kplus.Deployment(scope, 'Shop', { containers: [{ image: 'shop:1', portNumber: 8080 }] });
}

function policy({ chart }: Program, spec: Record<string, unknown>): ApiObject {
  const isolated = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'redis' } }, ...spec };
  return new ApiObject(chart, 'Policy', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', spec: isolated });
}

const anyAddress = (chart: Chart) => kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'Any');
const { POD, PEER } = kplus.PodConnectionsIsolation;

/** Ways in which a user of cdk8s-plus selects the members with a policy. */
const idioms: [string, (program: Program) => unknown][] = [
  ['connections.allowTo of a client', ({ db, shop }) => shop.connections.allowTo(db.workload)],
  ['connections.allowTo that isolates the peer', ({ db, shop }) => shop.connections.allowTo(db.workload, { isolation: PEER })],
  ['connections.allowFrom of a client', ({ db, shop }) => shop.connections.allowFrom(db.workload)],
  ['connections.allowFrom of the members', ({ db, shop }) => db.workload.connections.allowFrom(shop)],
  ['connections.allowFrom that isolates the members', ({ db, shop }) => db.workload.connections.allowFrom(shop, { isolation: POD })],
  ['connections.allowFrom addresses', ({ chart, db }) => db.workload.connections.allowFrom(anyAddress(chart))],
  ['connections.allowTo of the members', ({ db, shop }) => db.workload.connections.allowTo(shop)],
  ['connections.allowTo addresses', ({ chart, db }) => db.workload.connections.allowTo(anyAddress(chart))],
  ['connections.isolate', ({ db }) => db.workload.connections.isolate()],
  ['a policy of the members', ({ chart, db, shop }) => new kplus.NetworkPolicy(chart, 'Policy', {
    selector: db.workload, ingress: { rules: [{ peer: shop }] },
  })],
  ['a rule that is added to a policy', ({ chart, db, shop }) =>
    new kplus.NetworkPolicy(chart, 'Policy', { selector: db.workload }).addEgressRule(shop)],
  ['a policy of all pods', ({ chart }) => new kplus.NetworkPolicy(chart, 'Policy', {
    ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  })],
  ['a policy of selected pods', ({ chart }) => new kplus.NetworkPolicy(chart, 'Policy', {
    selector: kplus.Pods.select(chart, 'Pods', { expressions: [kplus.LabelExpression.exists('app.kubernetes.io/name')] }),
    egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  })],
  ['a policy in the Kubernetes format', program => policy(program, {
    ingress: [{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }],
  })],
  ['members on the port for clients alone', program => policy(program, { ingress: [{ from: [MEMBERS], ports: [{ port: 6379 }] }] })],
  ['members without the DNS', program => policy(program, { policyTypes: ['Egress'], egress: [{ to: [MEMBERS] }] })],
];

describe.each([undefined, 'shop'])('in the namespace %s', namespace => {
  test.each(idioms)('%s is rejected if it parts the members from each other', (_, act) => {
    const program = programWith(undefined, namespace);
    act(program);

    expect(() => Testing.synth(program.chart)).toThrow('[MembersParted at test/Db]');
  });

  test.each(idioms)('%s adds to the policy of isolated members', (_, act) => {
    const program = programWith(NetworkAccess.isolated(), namespace);
    act(program);

    const own = Manifests.one(program.chart, 'NetworkPolicy', 'redis').spec;
    expect(own.ingress[0]).toEqual({ from: [MEMBERS] });
    expect(own.egress.slice(0, 2)).toMatchObject([{ to: [MEMBERS] }, { ports: [{ port: 53 }, { port: 53 }] }]);
  });

  test.each(idioms)('%s is accepted for the only member', (_, act) => {
    const program = programWith(undefined, namespace, 1);
    act(program);

    expect(Manifests.one(program.chart, 'StatefulSet').spec.replicas).toBe(1);
  });
});

test('a policy that admits the members of another namespace parts these members', () => {
  const program = programWith(undefined, 'shop');
  const from = [{ ...MEMBERS, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }];
  policy(program, { ingress: [{ from }] });

  expect(() => Testing.synth(program.chart)).toThrow('[MembersParted at test/Db]');
});

/** Policies that leave the members their connections. */
const harmless: [string, (program: Program) => unknown][] = [
  ['connections that isolate only the client', ({ db, shop }) => shop.connections.allowTo(db.workload, { isolation: POD })],
  ['a policy of other pods', ({ shop }) => shop.connections.isolate()],
  ['a policy that names the members', ({ chart, db, shop }) => new kplus.NetworkPolicy(chart, 'Policy', {
    selector: db.workload, ingress: { rules: [{ peer: shop }, { peer: db.workload }] },
  })],
  ['two policies of which one names the members', ({ chart, db, shop }) => {
    shop.connections.allowTo(db.workload);
    new kplus.NetworkPolicy(chart, 'Policy', { selector: db.workload, ingress: { rules: [{ peer: db.workload }] } });
  }],
  ['a policy that allows everything', ({ chart, db }) => new kplus.NetworkPolicy(chart, 'Policy', {
    selector: db.workload,
    ingress: { default: kplus.NetworkPolicyTrafficDefault.ALLOW },
    egress: { default: kplus.NetworkPolicyTrafficDefault.ALLOW },
  })],
  ['all ports of the members by number, name and range', program => policy(program, {
    ingress: [{ from: [MEMBERS], ports: [{ port: 'redis' }] }, { from: [MEMBERS], ports: [{ port: 16000, endPort: 17000 }] }],
  })],
  ['all pods of the namespace and the DNS', program => policy(program, {
    policyTypes: ['Ingress', 'Egress'], ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }, DNS],
  })],
  ['a policy of another namespace', ({ chart }) => new kplus.NetworkPolicy(chart, 'Policy', {
    metadata: { namespace: 'elsewhere' }, ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  })],
];

test.each(harmless)('%s is accepted', (_, act) => {
  const program = programWith();
  act(program);

  expect(Manifests.all(program.chart, 'NetworkPolicy').length).toBeGreaterThan(0);
});

test('a policy in another chart is found', () => {
  const app = new App();
  const [data, apps] = ['data', 'apps'].map(id => new Chart(app, id));
  const db = new StatefulApp(data, 'Db', PLAIN);
  shopIn(apps).connections.allowTo(db.workload);

  expect(() => Testing.synth(data)).toThrow('[MembersParted at data/Db]');
});

test('a policy for the copy of the members in another cluster is ignored', () => {
  const app = new App();
  const [staging, production] = ['staging', 'production'].map(id => new Chart(app, id));
  new StatefulApp(staging, 'Db', { ...PLAIN, allowCopies: true });
  const db = new StatefulApp(production, 'Db', { ...PLAIN, allowCopies: true, networkAccess: NetworkAccess.isolated() });
  shopIn(production).connections.allowTo(db.workload);

  expect(Manifests.titles(staging)).toContain('StatefulSet/redis');
});

test('a policy that is added after a synthesis is found', () => {
  const { chart, db, shop } = programWith();
  Testing.synth(chart);
  shop.connections.allowTo(db.workload);

  expect(() => Testing.synth(chart)).toThrow('[MembersParted at test/Db]');
});

/** Each preset with the least that it needs. */
const presets: Record<string, (chart: Chart, common: { networkAccess?: NetworkAccess }) => StatefulApp> = {
  MySql: (chart, common) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    const accounts = { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } };
    return new MySql(chart, 'Db', { ...common, replicas: 3, storage, accounts });
  },
  Kafka: (chart, common) => new Kafka(chart, 'Db', { ...common, replicas: 3, storage, clusterId: 'Tm90IGEgcmFuZG9tIGlkLg' }),
  ZooKeeper: (chart, common) => new ZooKeeper(chart, 'Db', { ...common, replicas: 3, storage }),
};

describe.each(Object.entries(presets))('%s', (_, build) => {
  test('is protected from connections of cdk8s-plus', () => {
    const chart = new Chart(Testing.app(), 'test');
    shopIn(chart).connections.allowTo(build(chart, {}).workload);

    expect(() => Testing.synth(chart)).toThrow('[MembersParted at test/Db]');
  });

  test('accepts them if its members are isolated', () => {
    const chart = new Chart(Testing.app(), 'test');
    shopIn(chart).connections.allowTo(build(chart, { networkAccess: NetworkAccess.isolated() }).workload);

    expect(Manifests.all(chart, 'NetworkPolicy')).toHaveLength(3);
  });
});
