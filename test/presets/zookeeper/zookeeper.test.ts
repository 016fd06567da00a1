import { Deployment } from 'cdk8s-plus-28';
import { Manifests, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed, secretValue } from './deployment';

const tls = { certificate: secretValue('any').secret };

describe('a client', () => {
  test('knows all members, in any namespace, and its root', () => {
    expect(new Deployed().zookeeper.connection('/shop')).toEqual({
      connectionString: 'zk-0.zk.shop:2181,zk-1.zk.shop:2181,zk-2.zk.shop:2181/shop', secure: false,
    });
    expect(new Deployed({ name: 'orders', replicas: 1, allowSingleMember: true }).zookeeper.connection().connectionString)
      .toBe('orders-0.orders.shop:2181');
  });

  test('uses the port for TLS if it exists, unless the plain one is also open', () => {
    expect(new Deployed({ tls }).zookeeper.connection()).toMatchObject({
      connectionString: expect.stringContaining('zk-0.zk.shop:2281'),
      secure: true,
    });
    expect(new Deployed({ tls: { ...tls, requireSecureTransport: false } }).zookeeper.connection()).toMatchObject({
      connectionString: expect.stringContaining(':2181'),
      secure: false,
    });
  });

  test('that accepts only one address has a Service', () => {
    expect(new Deployed().zookeeper.clientService).toBe('zk-client.shop');
  });
});

describe('an application that is bound', () => {
  const bound = (options = {}, props = {}) => {
    const chart = new Deployed({ networkAccess: NetworkAccess.isolated(), ...props });
    const shop = new Deployment(chart, 'Shop', {
      metadata: { name: 'shop' },
      podMetadata: { labels: { app: 'shop' } },
      containers: [{ image: 'shop:1.0', securityContext: { ensureNonRoot: false } }],
    });
    chart.zookeeper.bind(shop, options);
    return { chart, env: Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env };
  };

  test('gets the connection as environment', () => {
    expect(bound({ chroot: '/shop' }).env).toEqual([{
      name: 'ZOOKEEPER_CONNECT',
      value: 'zk-0.zk.shop:2181,zk-1.zk.shop:2181,zk-2.zk.shop:2181/shop',
    }]);
  });

  test('gets its user, and the password as a reference, by the names that it reads', () => {
    const authentication = { clients: { shop: secretValue('shop') } };

    expect(bound({ user: 'shop', names: { connectionString: 'ZK', password: 'ZK_PASSWORD' } }, { authentication }).env).toEqual([
      { name: 'ZK', value: expect.stringContaining('zk-0.zk.shop') },
      { name: 'ZOOKEEPER_USER', value: 'shop' },
      { name: 'ZK_PASSWORD', valueFrom: { secretKeyRef: { key: 'shop', name: 'zk-auth' } } },
    ]);
  });

  test('may connect, in both directions', () => {
    const { chart } = bound();

    expect(JSON.stringify(Manifests.one(chart, 'NetworkPolicy', 'zk').spec.ingress)).toContain('2181');
    expect(Manifests.one(chart, 'NetworkPolicy', 'shop-to-zk').spec.egress[0].ports).toEqual([{ port: 2181, protocol: 'TCP' }]);
  });
});

test('monitoring adds only the requested objects', () => {
  const { podMonitor, prometheusRule } = new Deployed({ monitoring: { podMonitor: {}, alerts: {} } }).zookeeper;

  expect([podMonitor?.kind, prometheusRule?.kind]).toEqual(['PodMonitor', 'PrometheusRule']);
  expect(new Deployed({ monitoring: {} }).zookeeper).toMatchObject({ podMonitor: undefined, prometheusRule: undefined });
  expect(new Deployed({ monitoring: {} }).settings['metricsProvider.httpPort']).toBe('7000');
  expect(new Deployed().settings['metricsProvider.className']).toBeUndefined();
});
