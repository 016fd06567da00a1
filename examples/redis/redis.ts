import { Duration, Size } from 'cdk8s';
import { CommonProps, Ordinals, Port, AppProbe, ServiceTarget, Settings, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** Props of a Redis, in addition to those of all presets in CommonProps (placement, resources, network, ...). */
export interface RedisProps extends CommonProps {
  /**
   * Name of the application. The pods are named `<name>-<ordinal>`.
   * @default 'redis'
   */
  readonly name?: string;

  /** Size of each pod's volume. */
  readonly storage: Size;

  /**
   * Memory for data. When it is full, the server rejects writes.
   * @default - no limit
   */
  readonly maxMemory?: Size;
}

/** One master and its replicas. Every write is on the master's disk before it is acknowledged. */
export class Redis extends StatefulApp {
  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id, redisBlueprint(props));
  }

  /** Host name of the pod that accepts writes. */
  public get masterHost(): string {
    return this.role('master').hosts[0];
  }
}

/** The preset as a pure function, so that a test needs no construct. */
export function redisBlueprint(props: RedisProps): StatefulAppProps {
  const { name = 'redis', storage, maxMemory, user = 999, terminationGracePeriod = Duration.minutes(1), ...common } = props;
  const settings = {
    'dir': '/data',
    'appendonly': 'yes',
    'appendfsync': 'always',
    // the network policy restricts the clients
    'protected-mode': 'no',
    ...maxMemory && { maxmemory: `${maxMemory.toMebibytes()}mb` },
  };
  return {
    ...common,
    name,
    user,
    terminationGracePeriod,
    image: 'redis:8',
    command: ['redis-server', '/etc/redis/redis.conf'],
    ports: [Port.tcp(6379, { name: 'redis' })],
    claims: { data: { size: storage, mountPath: '/data' } },
    files: { '/etc/redis/redis.conf': `${Settings.spaced(settings)}include /etc/redis/role.conf\n` },
    roles: {
      master: {
        ordinals: Ordinals.only(0),
        files: { '/etc/redis/role.conf': '# takes the writes\n' },
      },
      replica: {
        ordinals: Ordinals.startingAt(1),
        files: { '/etc/redis/role.conf': Settings.spaced({ replicaof: `${name}-0.${name} 6379` }) },
      },
    },
    startup: AppProbe.tcp({ period: Duration.seconds(2), failureThreshold: 1800 }),
    // with -e, an error such as LOADING also fails the probe
    readiness: AppProbe.exec(['redis-cli', '-e', 'ping'], { period: Duration.seconds(5), timeout: Duration.seconds(3) }),
    liveness: AppProbe.tcp({ period: Duration.seconds(10), timeout: Duration.seconds(5), failureThreshold: 6 }),
    clientServices: { master: { target: ServiceTarget.role('master') } },
  };
}
