import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { NetworkAccess, ZooKeeper } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { WORKER_SCRIPT } from './worker';
import { client, resources } from '../support/client';

/** Props that change during the life of a deployment. */
export interface WorkersProps extends ChartProps {
  /**
   * Whether empty volumes may begin an ensemble: `true` for the first deployment only.
   * @default false
   */
  readonly firstBoot?: boolean;
}

/** An ensemble of three members, and workers that elect their leader with it. */
export class WorkersChart extends Chart {
  public readonly zookeeper: ZooKeeper;

  constructor(scope: Construct, id: string, { firstBoot, ...props }: WorkersProps = {}) {
    super(scope, id, props);
    this.zookeeper = new ZooKeeper(this, 'Zk', {
      replicas: 3,
      storage: Size.gibibytes(10),
      firstBoot,
      resources: resources(Cpu.millis(100), Cpu.units(1), Size.mebibytes(512)),
      networkAccess: NetworkAccess.isolated(),
    });
    const workers = client(this, 'Workers', {
      image: 'zookeeper:3.9',
      user: 1000,
      script: WORKER_SCRIPT,
      resources: resources(Cpu.millis(50), Cpu.millis(500), Size.mebibytes(192)),
      replicas: 2,
    });
    this.zookeeper.bind(workers, { chroot: '/shop', isolateClient: true });
  }
}
