import { App, Chart, Cron, Size } from 'cdk8s';
import { Deployment, Secret, ServiceAccount } from 'cdk8s-plus-28';
import {
  Cassandra, Controllers, Kafka, KafkaSasl, MySql, NetworkAccess, NetworkPeer, Ordinals, Port, StatefulApp, ZooKeeper,
} from 'cdk8s-stateful-app';

const placement = {
  nodeSelector: { pool: 'databases' },
  tolerations: [{ key: 'dedicated', operator: 'Exists' }],
  priorityClassName: 'high',
  runtimeClassName: 'gvisor',
  schedulerName: 'own',
};

const metadata = { labels: { team: 'shop' }, annotations: { 'example.com/owner': 'shop' } };

const monitoring = { scrapers: [NetworkPeer.namespace('monitoring')], podMonitor: {}, alerts: {} };

function common(chart: Chart) {
  return {
    ...placement,
    ...metadata,
    replicas: 3,
    storage: Size.gibibytes(10),
    networkAccess: NetworkAccess.isolated(NetworkPeer.cidr('203.0.113.0/24')),
    podLabels: { tier: 'data' },
    podAnnotations: { 'example.com/inject': 'no' },
    imagePullSecrets: [Secret.fromSecretName(chart, 'Registry', 'registry')],
    serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'databases'),
    automountServiceAccountToken: true,
  };
}

function client(chart: Chart, id = 'Shop'): Deployment {
  return new Deployment(chart, id, { containers: [{ image: 'shop:1.0' }] });
}

/** Each class with every object that it can create. */
const BUILDS: Record<string, (chart: Chart) => void> = {
  StatefulApp: chart => {
    const { storage, ...props } = common(chart);
    const app = new StatefulApp(chart, 'App', {
      ...props,
      name: 'app',
      image: 'app:1.0',
      user: 1000,
      ports: [Port.tcp(80)],
      files: { '/etc/app/app.conf': '' },
      reloadedFiles: { '/etc/app/live/app.conf': '' },
      roles: { all: { ordinals: Ordinals.all(), files: { '/etc/app/role/role.conf': '' } } },
      clientServices: { any: {} },
    });
    app.addJob('migrate', { command: ['migrate'], files: { '/etc/app/plan': '' } });
    app.addCronJob('backup', { command: ['backup'], schedule: Cron.daily(), files: { '/etc/app/plan': '' } });
    app.allowWorkload(client(chart));
  },
  MySql: chart => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    const password = (key: string) => ({ secret, key });
    const mysql = new MySql(chart, 'Db', {
      ...common(chart),
      accounts: { rootPassword: password('root'), replicationPassword: password('replication') },
      backup: { password: password('backup'), storage: Size.gibibytes(10) },
      tls: { certificate: secret },
      initScripts: { 'tables.sql': 'SELECT 1;' },
      monitoring,
    });
    mysql.bind(client(chart));
  },
  Kafka: chart => {
    const secret = Secret.fromSecretName(chart, 'Tls', 'kafka-tls');
    const kafka = new Kafka(chart, 'Kafka', {
      ...common(chart),
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      controllers: Controllers.dedicated({ storage: Size.gibibytes(5) }),
      tls: { certificate: secret },
      sasl: KafkaSasl.scram(),
      external: { addresses: [0, 1, 2].map(i => ({ host: `kafka-${i}.example.com` })) },
      monitoring: { image: 'jmx:1.0', ...monitoring },
    });
    kafka.addTopic('orders');
    kafka.addUser('shop', { password: { secret, key: 'shop' } });
    kafka.mountClientProperties(client(chart, 'Tools'));
    kafka.bind(client(chart), { user: 'shop' });
  },
  Cassandra: chart => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'cassandra-auth');
    const ring = new Cassandra(chart, 'Ring', { ...common(chart), clusterName: 'shop', superuser: { password: { secret, key: 'admin' } } });
    ring.bind(client(chart), { user: 'shop', password: { secret, key: 'shop' } });
  },
  ZooKeeper: chart => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'zk-auth');
    const zk = new ZooKeeper(chart, 'Zk', {
      ...common(chart),
      transactionLog: { storage: Size.gibibytes(5) },
      authentication: { quorumPassword: { secret, key: 'quorum' }, clients: { shop: { secret, key: 'shop' } } },
      monitoring,
    });
    zk.bind(client(chart), { user: 'shop' });
  },
};

function objectsOf(build: (chart: Chart) => void): any[] {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  build(chart);
  return chart.toJson().filter(({ kind }) => kind !== 'Deployment');
}

/** The templates of pods, by the object that has them. */
function templatesOf(build: (chart: Chart) => void): [object: string, template: any][] {
  return objectsOf(build)
    .map(({ kind, metadata: { name }, spec }): [string, any] => [`${kind} ${name}`, (spec?.jobTemplate?.spec ?? spec)?.template])
    .filter(([, template]) => template !== undefined);
}

describe.each(Object.entries(BUILDS))('every object of %s', (_, build) => {
  test('has the labels and annotations of the set', () => {
    const objects = objectsOf(build);

    expect(objects.length).toBeGreaterThan(5);
    for (const { kind, metadata: own } of objects) { expect({ kind, ...own }).toMatchObject(metadata); }
  });

  test('that creates pods has the placement, account, pull secrets, labels and annotations of the set in their template', () => {
    for (const [object, { metadata: own, spec }] of templatesOf(build)) {
      expect({ object, ...own, ...spec }).toMatchObject({
        ...placement,
        object,
        labels: { team: 'shop', tier: 'data' },
        annotations: { 'example.com/inject': 'no' },
        imagePullSecrets: [{ name: 'registry' }],
        serviceAccountName: 'databases',
        automountServiceAccountToken: true,
      });
    }
  });

  test('that creates Jobs sets a deadline, and gives them the labels and annotations of the set', () => {
    for (const { kind, spec } of objectsOf(build)) {
      if (kind === 'CronJob') { expect(spec.jobTemplate.metadata).toMatchObject(metadata); }
      if (/Job$/.test(kind)) { expect((spec.jobTemplate?.spec ?? spec).activeDeadlineSeconds).toBeGreaterThan(0); }
    }
  });
});

test.each(['MySql', 'Kafka'])('the pods of the Jobs of %s resolve names as its members do', name => {
  const options = templatesOf(BUILDS[name]).map(([, { spec }]) => JSON.stringify(spec.dnsConfig));

  expect(new Set(options)).toEqual(new Set(['{"options":[{"name":"timeout","value":"1"},{"name":"attempts","value":"2"}]}']));
});
