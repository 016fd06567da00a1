import { Chart, ChartProps, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { Redis } from './redis';

/** A Redis with two replicas, which accepts connections from pods with the label redis-client. */
export class RedisChart extends Chart {
  public readonly redis: Redis;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);

    this.redis = new Redis(this, 'Cache', {
      replicas: 3,
      storage: Size.gibibytes(1),
      maxMemory: Size.mebibytes(192),
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(384), limit: Size.mebibytes(384) },
        ephemeralStorage: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
      },
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ 'redis-client': 'true' })),
    });
  }
}
