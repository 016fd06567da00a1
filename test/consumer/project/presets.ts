import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Kafka, MySql, ZooKeeper } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** The presets, with their scripts and the lists of settings, which the package has to bring along. */
export class PresetsChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = kplus.Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');
    const storage = Size.gibibytes(20);
    const resources = { memory: { request: Size.gibibytes(4), limit: Size.gibibytes(4) } };

    new MySql(this, 'Db', {
      replicas: 3,
      storage,
      resources,
      accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
      settings: { back_log: '100' },
    });
    const kafka = new Kafka(this, 'Queue', {
      replicas: 3,
      storage,
      resources,
      clusterId: 'b3JkZXJzIG9mIGEgc2hvcA',
      settings: { 'num.io.threads': '4' },
    });
    kafka.addTopic('orders', { partitions: 6 });
    new ZooKeeper(this, 'Zk', { replicas: 3, storage, resources, settings: { globalOutstandingLimit: '500' } });
  }
}
