import { Size } from 'cdk8s';
import { CommonProps, Ordinals, Port, AppProbe, ServiceTarget, Settings, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

export interface RedisProps extends CommonProps {
  readonly storage: Size;
}

/** A system that the library does not know. */
export class Redis extends StatefulApp {
  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id, redisBlueprint(props));
  }

  public get masterHost(): string {
    return this.role('master').hosts[0];
  }
}

function redisBlueprint({ storage, user = 999, ...common }: RedisProps): StatefulAppProps {
  return {
    ...common,
    user,
    name: 'redis',
    image: 'redis:8',
    command: ['redis-server', '/etc/redis/role.conf'],
    ports: [Port.tcp(6379, { name: 'redis' })],
    claims: { data: { size: storage, mountPath: '/data' } },
    roles: {
      master: { ordinals: Ordinals.only(0), files: { '/etc/redis/role.conf': '# takes the writes\n' } },
      replica: {
        ordinals: Ordinals.startingAt(1),
        files: { '/etc/redis/role.conf': Settings.spaced({ replicaof: 'redis-0.redis 6379' }) },
      },
    },
    readiness: AppProbe.exec(['redis-cli', '-e', 'ping']),
    clientServices: { master: { target: ServiceTarget.role('master') } },
  };
}
