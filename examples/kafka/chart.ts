import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-28';
import { Kafka, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { CONSUMER_SCRIPT, PRODUCER_SCRIPT } from './orders';
import { client, resources } from '../support/client';

/** Props that change during the life of a deployment. */
export interface OrdersProps extends ChartProps {
  /**
   * Whether empty volumes may begin a cluster: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** Three brokers, an application that produces orders and one that consumes them. */
export class OrdersChart extends Chart {
  public readonly kafka: Kafka;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: OrdersProps = {}) {
    super(scope, id, props);
    this.kafka = new Kafka(this, 'Kafka', {
      replicas: 3,
      storage: Size.gibibytes(100),
      clusterId: 'b3JkZXJzIG9mIGEgc2hvcA',
      firstBoot,
      resources: resources(Cpu.millis(200), Cpu.units(2), Size.mebibytes(768)),
      networkAccess: NetworkAccess.isolated(),
    });
    this.kafka.addTopic('orders', { partitions: 6, config: { 'retention.ms': '86400000' } });
    for (const application of [this.application('producer', PRODUCER_SCRIPT), this.application('consumer', CONSUMER_SCRIPT)]) {
      this.kafka.bind(application, { isolateClient: true });
    }
  }

  private application(name: string, script: string): Deployment {
    return client(this, name, {
      image: 'apache/kafka:4.3.1',
      user: 1000,
      script,
      resources: resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(256)),
    });
  }
}
