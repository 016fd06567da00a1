import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import { MySql, MySqlTopology, NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { SHOP_SCRIPT } from '../mysql/shop';
import { client, resources } from '../support/client';

/** The namespace is required, because the service account of the group is bound in it. */
export interface ShopProps extends ChartProps {
  readonly namespace: string;

  /**
   * Whether empty volumes may be initialized: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** The Prometheus of the cluster, which scrapes the members. */
const PROMETHEUS = NetworkPeer.pods({ 'app.kubernetes.io/name': 'prometheus' }, { 'kubernetes.io/metadata.name': 'monitoring' });

/** Three members that elect their primary, with alerts, and an application that writes to it and reads from all members. */
export class ShopChart extends Chart {
  public readonly mysql: MySql;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: ShopProps) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');

    this.mysql = new MySql(this, 'Db', {
      replicas: 3,
      storage: Size.gibibytes(20),
      firstBoot,
      topology: MySqlTopology.groupReplication({
        // your cluster's: kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes
        apiServer: NetworkPeer.cidr('10.66.0.10/32'),
      }),
      accounts: {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: { database: 'shop', user: 'shop', password: { secret, key: 'shop' } },
      },
      maxLag: Duration.seconds(30),
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(1024)),
      networkAccess: NetworkAccess.isolated(),
      monitoring: {
        scrapers: [PROMETHEUS],
        podMonitor: { labels: { release: 'kube-prometheus-stack' } },
        alerts: { labels: { release: 'kube-prometheus-stack' }, runbookUrl: 'https://runbooks.example.com' },
      },
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
