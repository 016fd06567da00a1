import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue } from 'cdk8s-plus-28';
import { NetworkAccess, NetworkPeer, Port, AppProbe, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** One application: headless Service, ConfigMap, StatefulSet, disruption budget, network policy, client Service. */
export function addByLibrary(scope: Construct, name: string): void {
  new StatefulApp(scope, name, {
    name,
    replicas: 3,
    image: 'mysql:9.7',
    user: 999,
    ports: [Port.tcp(3306, { name: 'mysql' }), Port.tcp(33060, { name: 'mysqlx' })],
    claims: { data: { size: Size.gibibytes(10), mountPath: '/var/lib/mysql', storageClassName: 'fast' } },
    files: {
      '/etc/mysql/conf.d/server.cnf': '[mysqld]\nskip-name-resolve\nmax_connections=400\n',
      '/etc/mysql/conf.d/log.cnf': '[mysqld]\nlog_bin=mysql-bin\nbinlog_expire_logs_seconds=604800\n',
      '/etc/mysql/conf.d/client.cnf': '[client]\ndefault-character-set=utf8mb4\n',
    },
    emptyDirs: { '/var/run/mysqld': {} },
    env: { MYSQL_DATABASE: EnvValue.fromValue('shop'), TZ: EnvValue.fromValue('UTC') },
    startup: AppProbe.tcp({ period: Duration.seconds(5), failureThreshold: 720 }),
    readiness: AppProbe.tcp({ period: Duration.seconds(5) }),
    liveness: AppProbe.exec(['mysqladmin', '--no-defaults', 'ping'], { timeout: Duration.seconds(5), failureThreshold: 6 }),
    terminationGracePeriod: Duration.minutes(2),
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
      memory: { request: Size.mebibytes(768), limit: Size.mebibytes(768) },
    },
    networkAccess: NetworkAccess.isolated(NetworkPeer.pods({ tier: 'web' })),
    clientServices: { client: {} },
  });
}
