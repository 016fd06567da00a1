import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, Secret } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, Port, AppProbe, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** The three MySQL servers of the tutorials, with the defaults of this library turned on. */
export class Quickstart extends Chart {
  public readonly mysql: StatefulApp;

  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const secret = Secret.fromSecretName(this, 'Passwords', 'mysql-passwords');
    const ping = ['mysqladmin', '--no-defaults', '--socket=/var/run/mysqld/mysqld.sock', 'ping'];

    this.mysql = new StatefulApp(this, 'Mysql', {
      name: 'mysql',
      replicas: 3,
      image: 'mysql:9.7',
      user: 999,
      ports: [Port.tcp(3306, { name: 'mysql' })],
      claims: { data: { size: Size.gibibytes(10), mountPath: '/var/lib/mysql' } },
      emptyDirs: { '/var/run/mysqld': {} },
      secretFiles: { '/run/secrets/mysql/root-password': { secret, key: 'root-password' } },
      env: { MYSQL_ROOT_PASSWORD_FILE: EnvValue.fromValue('/run/secrets/mysql/root-password') },
      // the server initializes its volume, or recovers from a crash, before it listens on the network
      startup: AppProbe.tcp({ period: Duration.seconds(5), failureThreshold: 720 }),
      readiness: AppProbe.tcp({ period: Duration.seconds(5) }),
      liveness: AppProbe.exec(ping, { period: Duration.seconds(10), timeout: Duration.seconds(5), failureThreshold: 6 }),
      terminationGracePeriod: Duration.minutes(2),
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
        memory: { request: Size.mebibytes(768), limit: Size.mebibytes(768) },
        ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
      networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ 'mysql-client': 'true' })),
    });
  }
}
