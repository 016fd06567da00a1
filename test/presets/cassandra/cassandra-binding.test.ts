import { App, Chart } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Cassandra, Manifests, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

function shopIn(chart: Chart): Deployment {
  return new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] });
}

function login(chart: Chart) {
  return { user: 'shop', password: { secret: Secret.fromSecretName(chart, 'Shop-Auth', 'shop-cassandra'), key: 'password' } };
}

function envOf(chart: Chart): any[] {
  return Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env;
}

test('an application gets the members as contact points, the datacenter that drivers require, and its account', () => {
  const { chart, ring } = new Deployed({ networkAccess: NetworkAccess.isolated(), datacenter: 'west' });
  ring.bind(shopIn(chart), { ...login(chart), keyspace: 'orders' });

  expect(envOf(chart)).toEqual([
    { name: 'CASSANDRA_CONTACT_POINTS', value: 'cassandra-0.shop,cassandra-1.shop,cassandra-2.shop' },
    { name: 'CASSANDRA_KEYSPACE', value: 'orders' },
    { name: 'CASSANDRA_LOCAL_DATACENTER', value: 'west' },
    { name: 'CASSANDRA_PASSWORD', valueFrom: { secretKeyRef: { name: 'shop-cassandra', key: 'password' } } },
    { name: 'CASSANDRA_PORT', value: '9042' },
    { name: 'CASSANDRA_USER', value: 'shop' },
  ]);
  const [policy] = Manifests.all(chart, 'NetworkPolicy');
  expect(JSON.stringify(policy.spec.ingress)).toContain('9042');
});

test('an application reads variables of its own names, and no keyspace that is not given', () => {
  const { chart, ring } = new Deployed();
  ring.bind(shopIn(chart), { ...login(chart), names: { contactPoints: 'HOSTS' } });

  expect(envOf(chart).map(({ name }) => name)).toEqual([
    'CASSANDRA_LOCAL_DATACENTER', 'CASSANDRA_PASSWORD', 'CASSANDRA_PORT', 'CASSANDRA_USER', 'HOSTS',
  ]);
});

test('another program binds its applications by the name of the set', () => {
  const chart = new Chart(new App(), 'test');
  Cassandra.fromName(chart, 'Ring', 'cassandra', { namespace: 'data', replicas: 2 }).bind(shopIn(chart), login(chart));

  expect(envOf(chart)[0]).toEqual({ name: 'CASSANDRA_CONTACT_POINTS', value: 'cassandra-0.data,cassandra-1.data' });
  expect(Cassandra.fromName(chart, 'Other', 'other').connection()).toEqual({
    contactPoints: ['other-0', 'other-1', 'other-2'], port: 9042, datacenter: 'datacenter1', secure: false,
  });
});
