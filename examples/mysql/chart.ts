import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { MySql, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { SHOP_SCRIPT } from './shop';
import { client, resources } from '../support/client';

/** Props that change during the life of a deployment. */
export interface ShopProps extends ChartProps {
  /**
   * Whether empty volumes may be initialized: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;

  /**
   * Ordinal of the member that accepts writes. A change is a planned switchover.
   * @default 0
   */
  readonly primaryOrdinal?: number;
}

/** A MySQL primary with two replicas, and an application that writes to the primary and reads from all members. */
export class ShopChart extends Chart {
  public readonly mysql: MySql;

  constructor(scope: Construct, id: string, { firstBoot, primaryOrdinal, ...props }: ShopProps = {}) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');

    this.mysql = new MySql(this, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(20),
      firstBoot,
      primaryOrdinal,
      accounts: {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' } },
      },
      backup: { password: { secret, key: 'backup' }, storage: Size.gibibytes(20) },
      maxLag: Duration.seconds(30),
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(768)),
      networkAccess: NetworkAccess.isolated(),
    });

    // adds an order a second and reads the orders back
    this.mysql.bind(client(this, 'Shop', {
      image: 'mysql:9.7',
      user: 999,
      script: SHOP_SCRIPT,
      resources: resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)),
    }), { isolateClient: true });
  }
}
