import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { Etcd } from './etcd';
import { resources } from '../support/client';

/** Props that change during the life of a deployment. */
export interface EtcdChartProps extends ChartProps {
  /**
   * Whether empty volumes may form a cluster: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** An etcd with three members, which accepts connections from pods with the label etcd-client. */
export class EtcdChart extends Chart {
  public readonly etcd: Etcd;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: EtcdChartProps = {}) {
    super(scope, id, props);
    this.etcd = new Etcd(this, 'Etcd', {
      replicas: 3,
      storage: Size.gibibytes(8),
      firstBoot,
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(512)),
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ 'etcd-client': 'true' })),
      metrics: { scrapers: [NetworkPeer.namespace('monitoring')], podMonitor: { labels: { release: 'kube-prometheus-stack' } } },
      alerts: { labels: { release: 'kube-prometheus-stack' }, runbookUrl: 'https://runbooks.example.com/etcd' },
    });
  }
}
