import { App, Chart, Cron, Testing } from 'cdk8s';
import * as plus28 from 'cdk8s-plus-28';
import { ClientOptions, IClientWorkload, Manifests, NetworkAccess, Port, StatefulApp } from 'cdk8s-stateful-app';

const { EnvValue } = plus28;

function deploy() {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const app = new StatefulApp(chart, 'Cache', {
    name: 'redis',
    replicas: 3,
    image: 'redis:8',
    user: 999,
    ports: [Port.tcp(6379, { name: 'redis' })],
    networkAccess: NetworkAccess.isolated(),
  });
  const shop = new plus28.Deployment(chart, 'Shop', {
    metadata: { name: 'shop' },
    containers: [{ name: 'shop', image: 'shop:1.0' }, { name: 'shipper', image: 'fluent-bit:4.0' }],
    initContainers: [{ name: 'migrate', image: 'shop:1.0' }],
  });
  const secret = plus28.Secret.fromSecretName(chart, 'Auth', 'redis-auth');
  const wiring = {
    env: { REDIS_HOST: EnvValue.fromValue('redis'), REDIS_PASSWORD: EnvValue.fromSecretValue({ secret, key: 'shop' }) },
    secretFiles: { '/etc/redis-client-ca/ca.crt': { secret, key: 'ca.crt' } },
  };
  return { chart, app, shop, secret, wiring, bind: (options?: ClientOptions) => app.bindClient(shop, wiring, options) };
}

function podOf(chart: Chart, kind = 'Deployment'): any {
  return Manifests.one(chart, kind).spec.template.spec;
}

/** Names of the containers that have the password. */
function informed(chart: Chart): string[] {
  const { containers, initContainers } = podOf(chart);
  return [...containers, ...initContainers].filter(c => c.env?.some((v: any) => v.name === 'REDIS_PASSWORD')).map(c => c.name);
}

test('the containers of an application get variables and files, and its other connections stay as they are', () => {
  const { chart, bind } = deploy();
  bind();

  expect(informed(chart)).toEqual(['shop', 'shipper']);
  expect(podOf(chart).containers[0].volumeMounts).toEqual([
    { mountPath: '/etc/redis-client-ca', name: 'client-etc-redis-client-ca', readOnly: true },
  ]);
  expect(podOf(chart).volumes[0].secret).toEqual({ secretName: 'redis-auth', items: [{ key: 'ca.crt', path: 'ca.crt' }] });
  expect(Manifests.titles(chart).filter(title => title.startsWith('NetworkPolicy'))).toEqual(['NetworkPolicy/redis']);
  const [, admitted] = Manifests.one(chart, 'NetworkPolicy', 'redis').spec.ingress;
  expect(admitted.ports).toEqual([{ port: 6379, protocol: 'TCP' }]);
  expect(Object.keys(admitted.from[0].podSelector.matchLabels)).toEqual(['cdk8s.io/metadata.addr']);
});

test('an application is isolated on request', () => {
  const { chart, bind } = deploy();
  bind({ isolateClient: true });

  const { policyTypes, egress } = Manifests.one(chart, 'NetworkPolicy', 'shop-to-redis').spec;
  expect(policyTypes).toEqual(['Egress']);
  expect(egress[0].ports).toEqual([{ port: 6379, protocol: 'TCP' }]);
});

test('only the containers that are named get the password, init containers as well', () => {
  const { chart, bind } = deploy();
  bind({ containers: ['shop', 'migrate'] });

  expect(informed(chart)).toEqual(['shop', 'migrate']);
});

test('a name that no container has is an error that lists the names', () => {
  expect(() => deploy().bind({ containers: ['main'] })).toThrow('use shop, shipper, migrate [ClientContainerUnknown at test/Shop]');
});

test('a container that is added after the binding is an error, unless the containers are named', () => {
  const errorsAfter = (options?: ClientOptions) => {
    const { shop, bind } = deploy();
    bind(options);
    shop.addContainer({ name: 'late', image: 'late:1.0' });
    return shop.node.validate().join('\n');
  };

  expect(errorsAfter()).toMatch(/got "late"; move the binding after the call that adds late.*\[ClientContainerUnbound at test\/Shop\]/);
  expect(errorsAfter({ containers: ['shop'] })).not.toContain('ClientContainerUnbound');
});

test('a variable of the application is not replaced, whichever comes first', () => {
  const before = deploy();
  before.shop.containers[0].env.addVariable('REDIS_HOST', EnvValue.fromValue('localhost'));
  expect(() => before.bind()).toThrow('got "REDIS_HOST"; give the variables of the binding other names with names');

  const after = deploy();
  after.bind();
  after.shop.containers[0].env.addVariable('REDIS_HOST', EnvValue.fromValue('localhost'));
  expect(after.shop.node.validate().join('\n')).toContain('ClientVariableTaken at test/Shop');
});

test('a volume of the application keeps its directory', () => {
  const { chart, shop, bind } = deploy();
  shop.containers[0].mount('/etc/redis-client-ca', plus28.Volume.fromEmptyDir(chart, 'Own', 'own'));

  expect(() => bind()).toThrow('ClientMountTaken at test/Shop');
});

test('files of one directory come from one Secret', () => {
  const { chart, app, shop, secret } = deploy();
  const other = plus28.Secret.fromSecretName(chart, 'Other', 'other');

  const secretFiles = { '/etc/c/ca.crt': { secret, key: 'ca' }, '/etc/c/key': { secret: other, key: 'key' } };

  expect(() => app.bindClient(shop, { secretFiles })).toThrow('[ClientDirectoryMixed at test/Shop]');
});

test('a client whose pods have no labels is refused, because its policy would admit every pod', () => {
  const { app, shop } = deploy();
  const bare = Object.create(shop, { toPodSelectorConfig: { value: () => ({ labelSelector: plus28.LabelSelector.of() }) } });

  expect(() => app.allowWorkload(bare)).toThrow('[ClientSelectorMissing at test/Shop]');
});

test('an application that is admitted twice has one rule and one policy', () => {
  const { chart, app, shop } = deploy();
  app.allowWorkload(shop, { isolateClient: true });
  app.allowWorkload(shop, { isolateClient: true });

  expect(Manifests.one(chart, 'NetworkPolicy', 'redis').spec.ingress[1].from).toHaveLength(1);
});

// applications of other lines are bound in test/consumer
test('every kind of workload is bound', () => {
  const { app, chart, wiring } = deploy();
  const clients = new Chart(chart, 'clients', { namespace: 'web' });
  const containers = [{ name: 'main', image: 'shop:1.0' }];
  const service = new plus28.Service(clients, 'Service', { ports: [{ port: 80 }] });
  const workloads: Record<string, IClientWorkload> = {
    Deployment: new plus28.Deployment(clients, 'A', { containers }),
    StatefulSet: new plus28.StatefulSet(clients, 'B', { containers, service }),
    DaemonSet: new plus28.DaemonSet(clients, 'C', { containers }),
    Job: new plus28.Job(clients, 'D', { containers }),
    CronJob: new plus28.CronJob(clients, 'E', { containers, schedule: Cron.daily() }),
    Pod: new plus28.Pod(clients, 'F', { containers }),
  };
  for (const client of Object.values(workloads)) { app.bindClient(client, wiring, { isolateClient: true }); }

  const manifests = Testing.synth(clients);
  for (const kind of Object.keys(workloads)) {
    const text = JSON.stringify(manifests.find(manifest => manifest.kind === kind));
    expect(text).toContain('{"name":"REDIS_PASSWORD","valueFrom":{"secretKeyRef":{"key":"shop","name":"redis-auth"}}}');
    expect(text).toContain('"mountPath":"/etc/redis-client-ca"');
  }
  expect(manifests.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.namespace)).toEqual(Array(6).fill('web'));
  const [, admitted] = Manifests.one(chart, 'NetworkPolicy', 'redis').spec.ingress;
  expect(admitted.from.map((peer: any) => peer.namespaceSelector.matchLabels))
    .toEqual(Array(6).fill({ 'kubernetes.io/metadata.name': 'web' }));
});

test('an open set gives an application its variables and adds no policy', () => {
  const { chart, shop, wiring } = deploy();
  const open = new StatefulApp(chart, 'Open', { name: 'open', replicas: 1, image: 'redis:8', user: 999, ports: [Port.tcp(6379)] });
  open.bindClient(shop, wiring, { isolateClient: true });

  expect(informed(chart)).toEqual(['shop', 'shipper']);
  expect(Manifests.titles(chart)).not.toContain('NetworkPolicy/shop-to-open');
});

test('the main container of another set is bound like any other', () => {
  const { chart, app, wiring } = deploy();
  const other = new StatefulApp(chart, 'Queue', { name: 'queue', replicas: 1, image: 'queue:1.0', user: 1000, ports: [Port.tcp(80)] });
  app.bindClient(other.workload, wiring);

  const { containers: [main], volumes } = Manifests.one(chart, 'StatefulSet', 'queue').spec.template.spec;
  expect(main.env).toContainEqual({ name: 'REDIS_HOST', value: 'redis' });
  expect(main.volumeMounts).toContainEqual({ mountPath: '/etc/redis-client-ca', name: 'client-etc-redis-client-ca', readOnly: true });
  expect(volumes.map(({ name }: any) => name)).toContain('client-etc-redis-client-ca');
});

test('containers can be bound one by one, and share the volume of the files', () => {
  const { chart, app, shop, wiring } = deploy();
  app.bindClient(shop, wiring, { containers: ['shop'] });
  app.bindClient(shop, { secretFiles: wiring.secretFiles, env: { HOST: EnvValue.fromValue('redis') } }, { containers: ['migrate'] });

  expect(podOf(chart).volumes).toHaveLength(1);
  expect(podOf(chart).initContainers[0].volumeMounts).toHaveLength(1);
});

test('a set that is isolated itself may connect to the set that it is bound to', () => {
  const { chart, app, wiring } = deploy();
  const queue = new StatefulApp(chart, 'Queue', {
    name: 'queue', replicas: 1, image: 'queue:1.0', user: 1000, ports: [Port.tcp(80)], networkAccess: NetworkAccess.isolated(),
  });
  app.bindClient(queue.workload, wiring);

  expect(Manifests.one(chart, 'NetworkPolicy', 'queue-to-redis').spec.egress[0].ports).toEqual([{ port: 6379, protocol: 'TCP' }]);
});
