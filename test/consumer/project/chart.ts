import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { Redis } from './redis';

export class CacheChart extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });

    const redis = new Redis(this, 'Redis', {
      replicas: 3,
      storage: Size.gibibytes(1),
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ app: 'shop' })),
    });

    // an object of cdk8s-plus beside it, and one of its volumes in the pod of the library: both must come from one copy of cdk8s-plus
    redis.container.mount('/var/scratch', kplus.Volume.fromEmptyDir(this, 'Scratch', 'scratch'));
    new kplus.ConfigMap(this, 'Hosts', { metadata: { name: 'hosts' }, data: { master: redis.masterHost, members: redis.hosts.join(',') } });
  }
}
