import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { Manifests, NetworkAccess, ZooKeeper } from 'cdk8s-stateful-app';
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

  test('gets the authority and the flags of Java clients with TLS, by name as well', () => {
    const { env } = bound({}, { tls });
    const flags = '-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty -Dzookeeper.client.secure=true '
      + '-Dzookeeper.ssl.trustStore.type=PEM -Dzookeeper.ssl.trustStore.location=/etc/zk-client-ca/ca.crt';

    expect(env.slice(0, 2)).toEqual([
      { name: 'ZOOKEEPER_CA_FILE', value: '/etc/zk-client-ca/ca.crt' }, { name: 'ZOOKEEPER_CLIENT_JVMFLAGS', value: flags },
    ]);

    const web = new Chart(new App(), 'web', { namespace: 'shop' });
    const other = new Deployment(web, 'Shop', { containers: [{ image: 'shop:1.0' }] });
    const authority = { secret: tls.certificate, key: 'ca.crt' };
    ZooKeeper.fromName(web, 'Zk', 'zk', { replicas: 3, authority }).bind(other);
    expect(Manifests.one(web, 'Deployment').spec.template.spec.containers[0].env).toEqual(env);
  });

  test('gets its user, and the password as a reference, by the names that it reads', () => {
    const authentication = { clients: { shop: secretValue('shop') } };

    expect(bound({ user: 'shop', names: { connectionString: 'ZK', password: 'ZK_PASSWORD' } }, { authentication }).env).toEqual([
      { name: 'ZK', value: expect.stringContaining('zk-0.zk.shop') },
      { name: 'ZK_PASSWORD', valueFrom: { secretKeyRef: { key: 'shop', name: 'zk-auth' } } },
      { name: 'ZOOKEEPER_CLIENT_JVMFLAGS', value: '-Dzookeeper.fips-mode=false' },
      { name: 'ZOOKEEPER_USER', value: 'shop' },
    ]);
  });

  test('may connect, and keeps its other connections', () => {
    const { chart } = bound();

    expect(JSON.stringify(Manifests.one(chart, 'NetworkPolicy', 'zk').spec.ingress)).toContain('2181');
    expect(Manifests.titles(chart)).not.toContain('NetworkPolicy/shop-to-zk');
  });
});

test('monitoring adds only the requested objects', () => {
  const { podMonitor, prometheusRule } = new Deployed({ monitoring: { podMonitor: {}, alerts: {} } }).zookeeper;

  expect([podMonitor?.kind, prometheusRule?.kind]).toEqual(['PodMonitor', 'PrometheusRule']);
  expect(new Deployed({ monitoring: {} }).zookeeper).toMatchObject({ podMonitor: undefined, prometheusRule: undefined });
  expect(new Deployed({ monitoring: {} }).settings['metricsProvider.httpPort']).toBe('7000');
  expect(new Deployed().settings['metricsProvider.className']).toBeUndefined();
});
