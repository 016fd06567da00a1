import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { Cassandra, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { SHOP_SCRIPT } from './shop';
import { client, resources } from '../support/client';

/** Props that change during the life of a deployment. */
export interface ShopProps extends ChartProps {
  /**
   * Whether empty volumes may begin a ring: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** A ring of three members with a keyspace and a user as code, and an application that writes and reads at QUORUM. */
export class ShopChart extends Chart {
  public readonly cassandra: Cassandra;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: ShopProps = {}) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'cassandra-passwords');
    const password = { secret, key: 'shop' };

    this.cassandra = new Cassandra(this, 'Ring', {
      replicas: 3,
      storage: Size.gibibytes(20),
      clusterName: 'shop-orders',
      firstBoot,
      superuser: { password: { secret, key: 'admin' } },
      resources: resources(Cpu.millis(200), Cpu.units(2), Size.gibibytes(1)),
      networkAccess: NetworkAccess.isolated(),
    });
    this.cassandra.addKeyspace('orders', { owner: 'shop' });
    this.cassandra.addUser('shop', { password });

    this.cassandra.bind(client(this, 'Shop', {
      image: 'cassandra:5.0',
      user: 999,
      script: SHOP_SCRIPT,
      resources: resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)),
    }), { user: 'shop', password, keyspace: 'orders', isolateClient: true });
  }
}
