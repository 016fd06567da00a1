import { App, Chart } from 'cdk8s';
import { Deployment, Secret } from 'cdk8s-plus-28';
import { Manifests, NetworkAccess, NetworkPeer, PostgreSql, PostgreSqlBindingOptions } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

const application = { database: 'shop', user: 'app' };
const secrets = new Chart(new App(), 'secrets');
const tls = { certificate: Secret.fromSecretName(secrets, 'Tls', 'postgresql-tls') };

function bound(options: PostgreSqlBindingOptions, props: ConstructorParameters<typeof Deployed>[0] = { application }) {
  const chart = new Deployed(props);
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] });
  chart.postgresql.bind(shop, options);
  return { chart, env: Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env };
}

test('an application that is bound gets the variables of libpq, the replicas, and the members for drivers that find the primary', () => {
  expect(bound({}).env).toEqual([
    { name: 'PGDATABASE', value: 'shop' },
    { name: 'PGHOST', value: 'postgresql-primary.shop' },
    { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'postgresql-auth', key: 'shop' } } },
    { name: 'PGPORT', value: '5432' },
    { name: 'PGUSER', value: 'app' },
    {
      name: 'POSTGRESQL_HOSTS',
      value: 'postgresql-0.postgresql.shop:5432,postgresql-1.postgresql.shop:5432,postgresql-2.postgresql.shop:5432',
    },
    { name: 'POSTGRESQL_JDBC_URL', value: 'jdbc:postgresql://postgresql-primary.shop:5432/shop' },
    { name: 'POSTGRESQL_REPLICA_HOST', value: 'postgresql-replicas.shop' },
    { name: 'POSTGRESQL_URL', value: 'postgresql://app:$(PGPASSWORD)@postgresql-primary.shop:5432/shop' },
  ]);
});

test('the application has its own names for the variables', () => {
  const names = {
    primaryHost: 'A', replicaHost: 'B', hosts: 'C', port: 'D', database: 'E', user: 'F', password: 'G', url: 'H', jdbcUrl: 'I',
  };

  expect(bound({ names }).env.map(({ name }: { name: string }) => name).sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']);
});

test('with TLS an application verifies the servers by their names', () => {
  const certificate = Secret.fromSecretName(secrets, 'Own', 'shop-tls');
  const { env } = bound({ certificate }, { application, tls });

  expect(env.filter(({ name }: { name: string }) => /URL|SSL/.test(name))).toEqual([
    { name: 'PGSSLCERT', value: '/etc/postgresql-client-certificate/tls.crt' },
    { name: 'PGSSLKEY', value: '/etc/postgresql-client-certificate/tls.key' },
    { name: 'PGSSLMODE', value: 'verify-full' },
    { name: 'PGSSLROOTCERT', value: '/etc/postgresql-client-ca/ca.crt' },
    {
      name: 'POSTGRESQL_JDBC_URL',
      value: 'jdbc:postgresql://postgresql-primary.shop:5432/shop?sslmode=verify-full&sslrootcert=%2Fetc%2Fpostgresql-client-ca%2Fca.crt',
    },
    {
      name: 'POSTGRESQL_URL',
      value: 'postgresql://app:$(PGPASSWORD)@postgresql-primary.shop:5432/shop?sslmode=verify-full'
        + '&sslrootcert=%2Fetc%2Fpostgresql-client-ca%2Fca.crt',
    },
  ]);
});

test('an application that is bound may connect to an isolated set', () => {
  const { chart } = bound({}, { application, networkAccess: NetworkAccess.isolated(), apiServer: NetworkPeer.cidr('10.0.0.1/32') });

  expect(Manifests.one(chart, 'NetworkPolicy', 'postgresql').spec.ingress[1].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
});

test('an application of another program is bound to a set by its name as it is to the set itself', () => {
  const { env } = bound({}, { application, tls });

  const chart = new Chart(new App(), 'web', { namespace: 'web' });
  const password = { secret: Secret.fromSecretName(chart, 'Auth', 'postgresql-auth'), key: 'shop' };
  const db = PostgreSql.fromName(chart, 'Db', 'postgresql', {
    namespace: 'shop', application: { ...application, password }, authority: { secret: tls.certificate, key: 'ca.crt' },
  });
  db.bind(new Deployment(chart, 'Shop', { metadata: { name: 'web' }, containers: [{ image: 'shop:1.0' }] }), { isolateClient: true });

  expect(Manifests.one(chart, 'Deployment').spec.template.spec.containers[0].env).toEqual(env);
  expect(Manifests.one(chart, 'NetworkPolicy', 'web-to-postgresql').spec.egress[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
});

test('plain values are there for clients that are no constructs', () => {
  expect(new Deployed({ application }).postgresql.connection()).toMatchObject({
    primaryHost: 'postgresql-primary.shop',
    replicaHost: 'postgresql-replicas.shop',
    port: 5432,
    secure: false,
    database: 'shop',
    user: 'app',
  });
});
