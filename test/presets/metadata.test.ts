import { App, Chart, Size } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Kafka, MySql, NetworkAccess, NetworkPeer, ZooKeeper } from 'cdk8s-stateful-app';

const common = {
  replicas: 3,
  storage: Size.gibibytes(10),
  networkAccess: NetworkAccess.isolated(),
  labels: { team: 'shop' },
  annotations: { 'example.com/owner': 'shop' },
};

const monitoring = { scrapers: [NetworkPeer.namespace('monitoring')], podMonitor: {}, alerts: {} };

/** Each preset with every object that it can create. */
const PRESETS: Record<string, (chart: Chart) => void> = {
  MySql: chart => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    const password = (key: string) => ({ secret, key });
    new MySql(chart, 'Db', {
      ...common,
      accounts: { rootPassword: password('root'), replicationPassword: password('replication') },
      backup: { password: password('backup'), storage: Size.gibibytes(10) },
      monitoring,
    });
  },
  Kafka: chart => {
    const kafka = new Kafka(chart, 'Kafka', {
      ...common,
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      monitoring: { image: 'jmx:1.0', ...monitoring },
    });
    kafka.addTopic('orders');
    kafka.mountClientProperties(new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] }));
  },
  ZooKeeper: chart => {
    new ZooKeeper(chart, 'Zk', { ...common, monitoring });
  },
};

test.each(Object.entries(PRESETS))('labels and annotations are on every object of %s', (_, build) => {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  build(chart);
  const own = chart.toJson().filter(({ kind }) => kind !== 'Deployment');

  expect(own.length).toBeGreaterThan(5);
  for (const { kind, metadata } of own) {
    expect({ kind, ...metadata }).toMatchObject({
      labels: { team: 'shop' }, annotations: { 'example.com/owner': 'shop' },
    });
  }
});
