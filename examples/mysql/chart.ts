import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import { Capability, ContainerResources, Cpu, Deployment, ImagePullPolicy, Secret, SeccompProfileType, Volume } from 'cdk8s-plus-28';
import { MySql, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { SHOP_SCRIPT } from './shop';

/** What one deployment differs from another in. */
export interface ShopProps extends ChartProps {
  /**
   * Switch it off after the first deployment.
   * @default true
   */
  readonly firstBoot?: boolean;

  /**
   * The member that takes writes; a change is a planned switch-over.
   * @default 0
   */
  readonly primaryOrdinal?: number;
}

/** A MySQL primary with two replicas, and an application that writes to the one and reads from all. */
export class ShopChart extends Chart {
  public readonly mysql: MySql;

  constructor(scope: Construct, id: string, props: ShopProps = {}) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');

    this.mysql = new MySql(this, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(20),
      firstBoot: props.firstBoot ?? true,
      primaryOrdinal: props.primaryOrdinal,
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
    this.mysql.bind(this.shop());
  }

  /** An application that adds an order a second and reads them back; the image of MySQL has the client for it. */
  private shop(): Deployment {
    const shop = new Deployment(this, 'Shop', {
      metadata: { name: 'shop' },
      podMetadata: { labels: { app: 'shop' } },
      replicas: 1,
      securityContext: { user: 999, group: 999 },
      containers: [{
        name: 'shop',
        image: 'mysql:9.7',
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ['bash', '-c', SHOP_SCRIPT],
        resources: resources(Cpu.millis(50), Cpu.millis(250), Size.mebibytes(128)),
        securityContext: {
          user: 999,
          group: 999,
          capabilities: { drop: [Capability.ALL] },
          seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
    });
    shop.containers[0].mount('/tmp', Volume.fromEmptyDir(this, 'Tmp', 'tmp'));
    return shop;
  }
}

function resources(request: Cpu, limit: Cpu, memory: Size): ContainerResources {
  return {
    cpu: { request, limit },
    memory: { request: memory, limit: memory },
    ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
  };
}
