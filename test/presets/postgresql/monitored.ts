import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PostgreSql, PostgreSqlProps } from 'cdk8s-stateful-app';

/** Three members in the namespace shop, with the port of the metrics. */
export function monitored(props: Partial<PostgreSqlProps> = {}): { chart: Chart; postgresql: PostgreSql } {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'postgresql-auth');
  const postgresql = new PostgreSql(chart, 'Db', {
    replicas: 3,
    image: 'registry.example.com/postgres-patroni:18',
    storage: Size.gibibytes(20),
    accounts: { superuserPassword: { secret, key: 'superuser' }, replicationPassword: { secret, key: 'replication' } },
    monitoring: {},
    ...props,
  });
  return { chart, postgresql };
}
