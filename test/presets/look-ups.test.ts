import { App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Cassandra, ClusterDns, Controllers, Kafka, Manifests, MySql, NetworkAccess, ZooKeeper } from '../../src';

const storage = Size.gibibytes(1);

test.each([
  ['mysql', (chart: Chart) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Secret', 'passwords');
    return new MySql(chart, 'Db', {
      replicas: 3,
      storage,
      accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
    });
  }],
  ['cassandra', (chart: Chart) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Secret', 'passwords');
    return new Cassandra(chart, 'Ring', { replicas: 3, storage, clusterName: 'shop', superuser: { password: { secret, key: 'admin' } } });
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

test('every policy of every preset, its Jobs and clients opens the DNS that the cluster has, and no other', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'passwords');
  const passwordOf = (key: string) => ({ secret, key });
  const common = { replicas: 3, storage, networkAccess: NetworkAccess.isolated(), clusterDns: ClusterDns.openShift() };
  const kafka = new Kafka(chart, 'Kafka', {
    ...common, clusterId: 'Tm90IGEgcmFuZG9tIGlkLg', controllers: Controllers.dedicated({ storage }),
  });
  kafka.addTopic('orders');
  const clients = [
    new MySql(chart, 'Db', {
      ...common,
      accounts: { rootPassword: passwordOf('root'), replicationPassword: passwordOf('replication') },
      backup: { schedule: Cron.daily(), storage, password: passwordOf('backup') },
    }),
    new ZooKeeper(chart, 'Zk', common),
    kafka,
  ].map(preset => {
    const client = new kplus.Deployment(chart, `Client-${preset.name}`, { containers: [{ image: 'shop:1' }] });
    preset.bind(client, { isolateClient: true });
    return preset.name;
  });

  const elsewhere = new kplus.Deployment(chart, 'Elsewhere', { containers: [{ image: 'shop:1' }] });
  MySql.fromName(chart, 'Imported', 'other', { namespace: 'other', clusterDns: ClusterDns.openShift() })
    .bind(elsewhere, { isolateClient: true });

  const policies = Manifests.all(chart, 'NetworkPolicy');
  expect(policies.length).toBeGreaterThan(2 * clients.length);
  for (const { metadata, spec } of policies) {
    const dns = spec.egress.filter((rule: any) => JSON.stringify(rule).match(/kube-system|openshift-dns/));

    expect({ [metadata.name]: dns.map(({ ports }: any) => ports) })
      .toEqual({ [metadata.name]: [[{ port: 5353, protocol: 'UDP' }, { port: 5353, protocol: 'TCP' }]] });
  }
});
