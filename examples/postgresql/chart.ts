import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, PostgreSql } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { SHOP_SCRIPT } from './shop';
import { client, resources } from '../support/client';

/** The namespace is required, because the service account of Patroni is bound in it. */
export interface ShopProps extends ChartProps {
  readonly namespace: string;

  /**
   * Whether empty volumes may be initialized: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** Built from the Dockerfile next to this file. Replace it by its name in your registry. */
const IMAGE = 'localhost/postgres-patroni:18';

/** A PostgreSQL primary with two replicas, and an application that writes to the primary and reads from the replicas. */
export class ShopChart extends Chart {
  public readonly postgresql: PostgreSql;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: ShopProps) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'postgresql-passwords');

    this.postgresql = new PostgreSql(this, 'Db', {
      image: IMAGE,
      replicas: 3,
      storage: Size.gibibytes(20),
      firstBoot,
      // your cluster's: kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes
      apiServer: NetworkPeer.cidr('10.66.0.10/32'),
      accounts: {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' } },
      },
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(768)),
      networkAccess: NetworkAccess.isolated(),
    });

    // adds an order a second and reads the orders back
    this.postgresql.bind(client(this, 'Shop', {
      image: IMAGE,
      user: 999,
      script: SHOP_SCRIPT,
      resources: resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)),
    }), { isolateClient: true });
  }
}
