import { App, Chart, Size } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Kafka, MySql, NetworkAccess, ZooKeeper } from 'cdk8s-stateful-app';

const common = {
  replicas: 3,
  storage: Size.gibibytes(10),
  networkAccess: NetworkAccess.isolated(),
  labels: { team: 'shop' },
  annotations: { 'example.com/owner': 'shop' },
};

/** Each preset with every object that it can create. */
const PRESETS: Record<string, (chart: Chart) => void> = {
  MySql: chart => {
    const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    const password = { secret, key: 'password' };
    new MySql(chart, 'Db', {
      ...common,
      accounts: { rootPassword: password, replicationPassword: password },
      backup: { password, storage: Size.gibibytes(10) },
      monitoring: { podMonitor: {}, alerts: {} },
    });
  },
  Kafka: chart => {
    const kafka = new Kafka(chart, 'Kafka', {
      ...common,
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      monitoring: { image: 'jmx:1.0', podMonitor: {}, alerts: {} },
    });
    kafka.addTopic('orders');
    kafka.mountClientProperties(new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] }));
  },
  ZooKeeper: chart => {
    new ZooKeeper(chart, 'Zk', { ...common, monitoring: { podMonitor: {}, alerts: {} } });
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
