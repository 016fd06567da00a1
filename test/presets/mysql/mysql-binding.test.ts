import { App, Chart } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Manifests, MySql, MySqlBindingOptions, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const application = { database: 'shop', user: 'app' };

function bound(options: MySqlBindingOptions, props: ConstructorParameters<typeof Deployed>[0] = { application }) {
  const chart = new Deployed(props);
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] });
  chart.mysql.bind(shop, options);
  return { chart, env: Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env };
}

test('an application that is bound gets both Services and its account, and the password as a reference', () => {
  expect(bound({}).env).toEqual([
    { name: 'MYSQL_DATABASE', value: 'shop' },
    { name: 'MYSQL_JDBC_URL', value: 'jdbc:mysql://mysql-primary.shop:3306/shop' },
    { name: 'MYSQL_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-auth', key: 'shop' } } },
    { name: 'MYSQL_PORT', value: '3306' },
    { name: 'MYSQL_PRIMARY_HOST', value: 'mysql-primary.shop' },
    { name: 'MYSQL_REPLICA_HOST', value: 'mysql-read.shop' },
    { name: 'MYSQL_URL', value: 'mysql://app:$(MYSQL_PASSWORD)@mysql-primary.shop:3306/shop' },
    { name: 'MYSQL_USER', value: 'app' },
  ]);
});

test('the application has its own names for the variables', () => {
  const names = { primaryHost: 'A', replicaHost: 'B', port: 'C', database: 'D', user: 'E', password: 'F', url: 'G', jdbcUrl: 'H' };
  const { env } = bound({ names });

  expect(env.map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
  expect(env[6].value).toContain('$(F)');
});

test('without an account for the application there are only the addresses', () => {
  expect(bound({}, {}).env.map(({ name }: { name: string }) => name)).toEqual(['MYSQL_PORT', 'MYSQL_PRIMARY_HOST', 'MYSQL_REPLICA_HOST']);
});

test('an application that is bound may connect to an isolated set, and keeps its other connections', () => {
  const { chart } = bound({}, { application, networkAccess: NetworkAccess.isolated() });

  expect(Manifests.one(chart, 'NetworkPolicy', 'mysql').spec.ingress[1].ports).toEqual([{ port: 3306, protocol: 'TCP' }]);
  expect(Manifests.titles(chart)).not.toContain('NetworkPolicy/shop-to-mysql');
});

test('with TLS an application gets the authority, the mode and URLs that verify the servers', () => {
  const tls = { certificate: Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Tls', 'mysql-tls') };
  const certificate = Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Own', 'shop-tls');
  const { chart, env } = bound({ certificate }, { application, tls });

  expect(env.filter(({ name }: { name: string }) => /URL|SSL/.test(name))).toEqual([
    { name: 'MYSQL_JDBC_URL', value: 'jdbc:mysql://mysql-primary.shop:3306/shop?sslMode=VERIFY_IDENTITY' },
    { name: 'MYSQL_SSL_CA', value: '/etc/mysql-client-ca/ca.crt' },
    { name: 'MYSQL_SSL_CERT', value: '/etc/mysql-client-certificate/tls.crt' },
    { name: 'MYSQL_SSL_KEY', value: '/etc/mysql-client-certificate/tls.key' },
    { name: 'MYSQL_SSL_MODE', value: 'VERIFY_IDENTITY' },
    {
      name: 'MYSQL_URL',
      value: 'mysql://app:$(MYSQL_PASSWORD)@mysql-primary.shop:3306/shop?ssl-mode=VERIFY_IDENTITY'
        + '&ssl-ca=%2Fetc%2Fmysql-client-ca%2Fca.crt',
    },
  ]);
  const { containers, volumes } = Manifests.one(chart, 'Deployment').spec.template.spec;
  expect(containers[0].volumeMounts.map(({ mountPath }: any) => mountPath))
    .toEqual(['/etc/mysql-client-ca', '/etc/mysql-client-certificate']);
  expect(volumes.map(({ secret }: any) => [secret.secretName, ...secret.items.map((item: any) => item.path)]))
    .toEqual([['mysql-tls', 'ca.crt'], ['shop-tls', 'tls.crt', 'tls.key']]);
});

test('an application of another program is bound to a set by its name as it is to the set itself', () => {
  const tls = { certificate: Secret.fromSecretName(new Chart(new App(), 'secrets'), 'Tls', 'mysql-tls') };
  const { env } = bound({}, { application, tls });

  const chart = new Chart(new App(), 'web', { namespace: 'web' });
  const password = { secret: Secret.fromSecretName(chart, 'Auth', 'mysql-auth'), key: 'shop' };
  const db = MySql.fromName(chart, 'Db', 'mysql', {
    namespace: 'shop', application: { ...application, password }, authority: { secret: tls.certificate, key: 'ca.crt' },
  });
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'web' }, containers: [{ image: 'shop:1.0' }] });
  db.bind(shop, { isolateClient: true });

  expect(Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env).toEqual(env);
  expect(Manifests.titles(chart)).toEqual(['Deployment/web', 'NetworkPolicy/web-to-mysql']);
  expect(Manifests.one(chart, 'NetworkPolicy').spec.egress[0]).toEqual({
    to: [{
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mysql', 'app.kubernetes.io/instance': 'mysql' } },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
    }],
    ports: [{ port: 3306, protocol: 'TCP' }],
  });
});

test('an isolated application that is bound to sets of one name in several namespaces reaches each of them, by a policy each', () => {
  const chart = new Chart(new App(), 'web', { namespace: 'web' });
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'web' }, containers: [{ image: 'shop:1.0' }] });
  const names = { primaryHost: 'OTHER_HOST', replicaHost: 'OTHER_REPLICAS', port: 'OTHER_PORT' };
  MySql.fromName(chart, 'Old', 'mysql', { namespace: 'old' }).bind(shop, { isolateClient: true });
  MySql.fromName(chart, 'New', 'mysql', { namespace: 'new' }).bind(shop, { isolateClient: true, names });

  const reached = Manifests.all(chart, 'NetworkPolicy').map(({ metadata, spec }) =>
    [metadata.name, metadata.namespace, spec.egress[0].to[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name']]);
  expect(reached).toEqual([['web-to-mysql', 'web', 'old'], ['web-to-mysql-in-new', 'web', 'new']]);
});

test('the policy of an isolated application is where its pods are, also if the program does not name that namespace', () => {
  const chart = new Chart(new App(), 'web');
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'web' }, containers: [{ image: 'shop:1.0' }] });
  MySql.fromName(chart, 'Db', 'mysql', { namespace: 'shop' }).bind(shop, { isolateClient: true });

  const { metadata, spec } = Manifests.one(chart, 'NetworkPolicy');
  expect(metadata.namespace).toBeUndefined();
  expect(spec.egress[0].to[0].namespaceSelector).toEqual({ matchLabels: { 'kubernetes.io/metadata.name': 'shop' } });
});

test('the connection is there as plain values', () => {
  const connection = new Deployed({ application }).mysql.connection();

  expect({ ...connection, password: connection.password?.key }).toEqual({
    primaryHost: 'mysql-primary.shop',
    replicaHost: 'mysql-read.shop',
    port: 3306,
    secure: false,
    jdbcUrl: 'jdbc:mysql://mysql-primary.shop:3306/shop',
    database: 'shop',
    user: 'app',
    password: 'shop',
  });
});
