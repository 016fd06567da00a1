import { Chart, ChartProps, Size } from 'cdk8s';
import { Capability, ContainerResources, Cpu, Deployment, ImagePullPolicy, SeccompProfileType, Volume } from 'cdk8s-plus-28';
import { NetworkAccess, ZooKeeper } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { WORKER_SCRIPT } from './worker';

/** What one deployment differs from another in. */
export interface WorkersProps extends ChartProps {
  /**
   * Switch it off after the first deployment.
   * @default true
   */
  readonly firstBoot?: boolean;
}

/** An ensemble of three, and workers that agree by it which of them leads. */
export class WorkersChart extends Chart {
  public readonly zookeeper: ZooKeeper;

  constructor(scope: Construct, id: string, props: WorkersProps = {}) {
    super(scope, id, props);
    this.zookeeper = new ZooKeeper(this, 'Zk', {
      replicas: 3,
      storage: Size.gibibytes(10),
      firstBoot: props.firstBoot ?? true,
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(512)),
      networkAccess: NetworkAccess.isolated(),
    });
    this.zookeeper.bind(this.workers(), { chroot: '/shop' });
  }

  /** The image of ZooKeeper has a client for it. */
  private workers(): Deployment {
    const workers = new Deployment(this, 'Workers', {
      metadata: { name: 'workers' },
      podMetadata: { labels: { app: 'workers' } },
      replicas: 2,
      securityContext: { user: 1000, group: 1000 },
      containers: [{
        name: 'worker',
        image: 'zookeeper:3.9',
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ['bash', '-c', WORKER_SCRIPT],
        resources: resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(192)),
        securityContext: {
          user: 1000,
          group: 1000,
          capabilities: { drop: [Capability.ALL] },
          seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
    });
    workers.containers[0].mount('/tmp', Volume.fromEmptyDir(this, 'Tmp', 'tmp'));
    return workers;
  }
}

function resources(request: Cpu, limit: Cpu, memory: Size): ContainerResources {
  return {
    cpu: { request, limit },
    memory: { request: memory, limit: memory },
    ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
  };
}
