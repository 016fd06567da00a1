import { Chart, ChartProps, Size } from 'cdk8s';
import {
  Capability, ContainerProps, ContainerResources, Cpu, Deployment, ImagePullPolicy, SeccompProfileType, Volume,
} from 'cdk8s-plus-28';
import { Kafka, NetworkAccess } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { CONSUMER_SCRIPT, PRODUCER_SCRIPT } from './orders';

/** What one deployment differs from another in. */
export interface OrdersProps extends ChartProps {
  /**
   * Switch it off after the first deployment.
   * @default true
   */
  readonly firstBoot?: boolean;
}

/** Three brokers, an application that produces orders and one that consumes them. */
export class OrdersChart extends Chart {
  public readonly kafka: Kafka;

  constructor(scope: Construct, id: string, props: OrdersProps = {}) {
    super(scope, id, props);
    this.kafka = new Kafka(this, 'Kafka', {
      replicas: 3,
      storage: Size.gibibytes(100),
      clusterId: 'b3JkZXJzIG9mIGEgc2hvcA',
      firstBoot: props.firstBoot ?? true,
      resources: resources(Cpu.millis(200), Cpu.units(2), Size.mebibytes(768)),
      networkAccess: NetworkAccess.isolated(),
    });
    this.kafka.addTopic('orders', { partitions: 6, config: { 'retention.ms': '86400000' } });
    for (const [name, script] of [['producer', PRODUCER_SCRIPT], ['consumer', CONSUMER_SCRIPT]]) { this.kafka.bind(this.application(name, script)); }
  }

  /** The image of Kafka has clients for it; a real application comes in an image of its own. */
  private application(name: string, script: string): Deployment {
    const container: ContainerProps = {
      name,
      image: 'apache/kafka:4.3.1',
      imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
      command: ['bash', '-c', script],
      resources: resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(256)),
      securityContext: {
        user: 1000,
        group: 1000,
        capabilities: { drop: [Capability.ALL] },
        seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
      },
    };
    const application = new Deployment(this, name, {
      metadata: { name },
      podMetadata: { labels: { app: name } },
      replicas: 1,
      securityContext: { user: 1000, group: 1000 },
      containers: [container],
    });
    application.containers[0].mount('/tmp', Volume.fromEmptyDir(this, `${name}-tmp`, 'tmp'));
    return application;
  }
}

function resources(request: Cpu, limit: Cpu, memory: Size): ContainerResources {
  return {
    cpu: { request, limit },
    memory: { request: memory, limit: memory },
    ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
  };
}
