import { Chart, Size } from 'cdk8s';
import * as plus28 from 'cdk8s-plus-28';
import * as plus30 from 'cdk8s-plus-30';
import * as plus33 from 'cdk8s-plus-33';
import * as plus34 from 'cdk8s-plus-34';
import { MySql, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** Applications that use four lines of cdk8s-plus, bound to one set. */
export class ClientsChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const secret = plus34.Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');
    const db = new MySql(this, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(20),
      accounts: {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' } },
      },
      tls: { certificate: plus34.Secret.fromSecretName(this, 'Tls', 'mysql-tls') },
      networkAccess: NetworkAccess.isolated(),
    });

    const containers = [{ name: 'main', image: 'shop:1.0' }];
    db.bind(new plus28.Deployment(this, 'Plus28', { metadata: { name: 'plus28' }, containers }));
    db.bind(new plus30.Deployment(this, 'Plus30', { metadata: { name: 'plus30' }, containers }), { isolateClient: true });
    db.bind(new plus33.Job(this, 'Plus33', { metadata: { name: 'plus33' }, containers }), { containers: ['main'] });
    db.bind(new plus34.DaemonSet(this, 'Plus34', { metadata: { name: 'plus34' }, containers }), { names: { password: 'DB_PASSWORD' } });
  }
}
