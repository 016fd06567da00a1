import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Controllers, Kafka, Manifests, MySql, ZooKeeper } from '../../src';

const storage = Size.gibibytes(1);

test.each([
  ['mysql', (chart: Chart) => {
    const secret = Secret.fromSecretName(chart, 'Secret', 'passwords');
    return new MySql(chart, 'Db', {
      replicas: 3,
      storage,
      accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
    });
  }],
  ['zk', (chart: Chart) => new ZooKeeper(chart, 'Zk', { replicas: 3, storage })],
  ['kafka', (chart: Chart) => new Kafka(chart, 'Kafka', { replicas: 3, storage, clusterId: 'Tm90IGEgcmFuZG9tIGlkLg' })],
  ['kafka-controller', (chart: Chart) => new Kafka(chart, 'Kafka', {
    replicas: 3,
    storage,
    clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
    controllers: Controllers.dedicated({ storage }),
  })],
])('the pods of %s give up a look-up within seconds, because a lost node may have had a server of the DNS', (name, create) => {
  const chart = new Chart(new App(), 'test');
  create(chart);

  const { dnsConfig } = Manifests.one(chart, 'StatefulSet', name).spec.template.spec;
  expect(dnsConfig).toEqual({ options: [{ name: 'timeout', value: '1' }, { name: 'attempts', value: '2' }] });
});
