import { Deployment } from 'cdk8s-plus-28';
import { Manifests, MySqlBindingOptions, NetworkAccess } from 'cdk8s-stateful-app';
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
    { name: 'MYSQL_PRIMARY_HOST', value: 'mysql-primary.shop' },
    { name: 'MYSQL_REPLICA_HOST', value: 'mysql-read.shop' },
    { name: 'MYSQL_PORT', value: '3306' },
    { name: 'MYSQL_DATABASE', value: 'shop' },
    { name: 'MYSQL_USER', value: 'app' },
    { name: 'MYSQL_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql-auth', key: 'shop' } } },
  ]);
});

test('the application has its own names for the variables', () => {
  const names = { primaryHost: 'A', replicaHost: 'B', port: 'C', database: 'D', user: 'E', password: 'F' };

  expect(bound({ names }).env.map(({ name }: { name: string }) => name)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
});

test('without an account for the application there are only the addresses', () => {
  expect(bound({}, {}).env.map(({ name }: { name: string }) => name)).toEqual(['MYSQL_PRIMARY_HOST', 'MYSQL_REPLICA_HOST', 'MYSQL_PORT']);
});

test('an application that is bound may connect to an isolated set', () => {
  const { chart } = bound({}, { application, networkAccess: NetworkAccess.isolated() });

  expect(Manifests.one(chart, 'NetworkPolicy', 'shop-to-mysql').spec.egress[0].ports).toEqual([{ port: 3306, protocol: 'TCP' }]);
});

test('the connection is there as plain values', () => {
  const connection = new Deployed({ application }).mysql.connection();

  expect({ ...connection, password: connection.password?.key }).toEqual({
    primaryHost: 'mysql-primary.shop',
    replicaHost: 'mysql-read.shop',
    port: 3306,
    secure: false,
    database: 'shop',
    user: 'app',
    password: 'shop',
  });
});
