import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { MySql, MySqlProps } from 'cdk8s-stateful-app';

/** Three members in the namespace shop, with an exporter. */
export function monitored(props: Partial<MySqlProps> = {}): { chart: Chart; mysql: MySql } {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
  const mysql = new MySql(chart, 'Db', {
    replicas: 3,
    storage: Size.gibibytes(20),
    accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
    monitoring: {},
    ...props,
  });
  return { chart, mysql };
}
