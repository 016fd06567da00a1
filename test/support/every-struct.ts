import { Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type * as library from 'cdk8s-stateful-app';
import {
  AppProbe, Cassandra, CassandraRepair, Controllers, Kafka, KafkaPermission, KafkaSasl, MySql, MySqlSource, MySqlTopology, NetworkAccess,
  NetworkPeer, Ordinals, Port, PostgreSql, PostgreSqlAccess, PostgreSqlDurability, StatefulApp, UpdateStrategy,
  ZooKeeper, ZooKeeperAdoption, ZooKeeperSource,
} from 'cdk8s-stateful-app';

/** Every kind of struct by its name. */
interface Structs {
  AlertRule: library.AlertRule;
  AlertsOptions: library.AlertsOptions;
  AlertsProps: library.AlertsProps;
  AppContainerProps: library.AppContainerProps;
  BootstrapContainerProps: library.BootstrapContainerProps;
  CassandraAttributes: library.CassandraAttributes;
  CassandraBindingNames: library.CassandraBindingNames;
  CassandraBindingOptions: library.CassandraBindingOptions;
  CassandraKeyspaceOptions: library.CassandraKeyspaceOptions;
  CassandraMonitoringProps: library.CassandraMonitoringProps;
  CassandraProps: library.CassandraProps;
  CassandraRecovery: library.CassandraRecovery;
  CassandraRepairOptions: library.CassandraRepairOptions;
  CassandraSnapshots: library.CassandraSnapshots;
  CassandraSuperuser: library.CassandraSuperuser;
  CassandraTls: library.CassandraTls;
  CassandraUserOptions: library.CassandraUserOptions;
  CertificateOptions: library.CertificateOptions;
  ClaimProps: library.ClaimProps;
  ClaimRetention: library.ClaimRetention;
  ClientIsolation: library.ClientIsolation;
  ClientOptions: library.ClientOptions;
  ClientServiceProps: library.ClientServiceProps;
  ClientWiring: library.ClientWiring;
  CommonAlertsOptions: library.CommonAlertsOptions;
  ConfigFileOptions: library.ConfigFileOptions;
  AppCronJobProps: library.AppCronJobProps;
  DedicatedControllersOptions: library.DedicatedControllersOptions;
  EmptyDirOptions: library.EmptyDirOptions;
  AppGrpcProbeOptions: library.AppGrpcProbeOptions;
  ExternalMySqlOptions: library.ExternalMySqlOptions;
  HeadlessServiceOptions: library.HeadlessServiceOptions;
  HttpProbeOptions: library.HttpProbeOptions;
  JobOptions: library.JobOptions;
  AppJobProps: library.AppJobProps;
  KafkaAddress: library.KafkaAddress;
  KafkaAttributes: library.KafkaAttributes;
  KafkaAuthorization: library.KafkaAuthorization;
  KafkaBindingNames: library.KafkaBindingNames;
  KafkaBindingOptions: library.KafkaBindingOptions;
  KafkaExternalAccess: library.KafkaExternalAccess;
  KafkaLogging: library.KafkaLogging;
  KafkaMonitoringProps: library.KafkaMonitoringProps;
  KafkaProps: library.KafkaProps;
  KafkaTls: library.KafkaTls;
  KafkaTopicOptions: library.KafkaTopicOptions;
  KafkaUserOptions: library.KafkaUserOptions;
  MetricsProps: library.MetricsProps;
  MySqlAccountsProps: library.MySqlAccountsProps;
  MySqlAlertsOptions: library.MySqlAlertsOptions;
  MySqlApplication: library.MySqlApplication;
  MySqlAttributes: library.MySqlAttributes;
  MySqlBackup: library.MySqlBackup;
  MySqlBindingNames: library.MySqlBindingNames;
  MySqlBindingOptions: library.MySqlBindingOptions;
  MySqlGroupOptions: library.MySqlGroupOptions;
  MySqlMonitoringProps: library.MySqlMonitoringProps;
  MySqlProps: library.MySqlProps;
  MySqlTls: library.MySqlTls;
  ObjectStoreDirectory: library.ObjectStoreDirectory;
  PodMonitorOptions: library.PodMonitorOptions;
  PortOptions: library.PortOptions;
  PortProbeOptions: library.PortProbeOptions;
  AppProbeOptions: library.AppProbeOptions;
  AppRoleProps: library.AppRoleProps;
  PostgreSqlAccessOptions: library.PostgreSqlAccessOptions;
  PostgreSqlAccountsProps: library.PostgreSqlAccountsProps;
  PostgreSqlAlertsOptions: library.PostgreSqlAlertsOptions;
  PostgreSqlApplication: library.PostgreSqlApplication;
  PostgreSqlArchive: library.PostgreSqlArchive;
  PostgreSqlAttributes: library.PostgreSqlAttributes;
  PostgreSqlBackup: library.PostgreSqlBackup;
  PostgreSqlBindingNames: library.PostgreSqlBindingNames;
  PostgreSqlBindingOptions: library.PostgreSqlBindingOptions;
  PostgreSqlDatabaseOptions: library.PostgreSqlDatabaseOptions;
  PostgreSqlMonitoringProps: library.PostgreSqlMonitoringProps;
  PostgreSqlProps: library.PostgreSqlProps;
  PostgreSqlRecovery: library.PostgreSqlRecovery;
  PostgreSqlRepository: library.PostgreSqlRepository;
  PostgreSqlSynchronousOptions: library.PostgreSqlSynchronousOptions;
  PostgreSqlTls: library.PostgreSqlTls;
  PostgreSqlUserOptions: library.PostgreSqlUserOptions;
  RollingUpdateOptions: library.RollingUpdateOptions;
  SecretFile: library.SecretFile;
  ClientServicePort: library.ClientServicePort;
  StatefulAppProps: library.StatefulAppProps;
  ZooKeeperAlertsOptions: library.ZooKeeperAlertsOptions;
  ZooKeeperAttributes: library.ZooKeeperAttributes;
  ZooKeeperAuthentication: library.ZooKeeperAuthentication;
  ZooKeeperBindingNames: library.ZooKeeperBindingNames;
  ZooKeeperBindingOptions: library.ZooKeeperBindingOptions;
  ZooKeeperBitnamiOptions: library.ZooKeeperBitnamiOptions;
  ZooKeeperExternalOptions: library.ZooKeeperExternalOptions;
  ZooKeeperMonitoringProps: library.ZooKeeperMonitoringProps;
  ZooKeeperProps: library.ZooKeeperProps;
  ZooKeeperTls: library.ZooKeeperTls;
  ZooKeeperTransactionLog: library.ZooKeeperTransactionLog;
}

/** Hands a struct on, changed where a test wants it so. */
export type Give = <K extends keyof Structs>(name: K, struct: Structs[K]) => Structs[K];

/**
 * A program by what it describes: each struct of the API is in one of them. Seven members, so that a budget of one is none of the defaults.
 */
export const PROGRAMS: Record<string, (chart: Chart, give: Give) => void> = {
  StatefulApp: (chart, give) => {
    const app = new StatefulApp(chart, 'App', give('StatefulAppProps', {
      name: 'app',
      replicas: 7,
      image: 'app:1.0',
      user: 1000,
      command: ['app'],
      shell: '/bin/sh',
      ports: [Port.tcp(80, give('PortOptions', { name: 'http' }))],
      claims: { data: give('ClaimProps', { size: Size.gibibytes(1), storageClassName: 'fast', mountPath: '/data' }) },
      claimRetention: give('ClaimRetention', { deleteWithApp: true, dataMayBeLost: true }),
      secretFiles: {
        '/run/secrets/app/key': give('SecretFile', {
          secret: kplus.Secret.fromSecretName(chart, 'Auth', 'auth'),
          key: 'key',
        }),
      },
      emptyDirs: { '/cache': give('EmptyDirOptions', {}) },
      headlessService: give('HeadlessServiceOptions', { extraPorts: [give('ClientServicePort', { name: 'extra', port: 81 })] }),
      roles: { all: give('AppRoleProps', { ordinals: Ordinals.all(), env: { KIND: 'any' } }) },
      updateStrategy: UpdateStrategy.rollingUpdate(give('RollingUpdateOptions', {})),
      startup: AppProbe.grpc(give('AppGrpcProbeOptions', { port: 80 })),
      readiness: AppProbe.http('/', give('HttpProbeOptions', {})),
      liveness: AppProbe.tcp(give('PortProbeOptions', {})),
    }));
    app.addClaim('log', give('ClaimProps', { size: Size.gibibytes(1), mountPath: '/log' }));
    app.addConfigFile('/etc/app/app.conf', 'a = 1\n', give('ConfigFileOptions', {}));
    app.addContainer(give('AppContainerProps', {
      name: 'exporter',
      image: 'exporter:1.0',
      liveness: AppProbe.exec(['alive'], give('AppProbeOptions', {})),
    }));
    app.addInitContainer(give('AppContainerProps', { name: 'prepare', image: 'app:1.0' }));
    app.addBootstrapContainer(give('BootstrapContainerProps', { command: ['prepare'] }));
    app.addSidecarContainer(give('AppContainerProps', { name: 'proxy', image: 'proxy:1.0' }));
    app.addClientService('any', give('ClientServiceProps', {}));
    app.addMetrics(give('MetricsProps', { port: 9090, podMonitor: give('PodMonitorOptions', {}) }));
    app.addAlerts(give('AlertsProps', {
      rules: [
        give('AlertRule', { name: 'AppDown', severity: 'critical', expression: 'up == 0', summary: 'Down.', description: 'Reads fail.' }),
        ...app.commonAlerts(give('CommonAlertsOptions', { system: 'App' })),
      ],
    }));
    app.addCertificate(kplus.Secret.fromSecretName(chart, 'Certificate', 'app-tls'), give('CertificateOptions', { issuer: 'ca' }));
    const shop = client(chart);
    app.bindClient(shop, give('ClientWiring', { env: { APP_HOST: kplus.EnvValue.fromValue('app') } }), give('ClientOptions', {}));
    app.allowWorkload(shop, give('ClientIsolation', {}));
    app.addJob('migrate', give('AppJobProps', { command: ['migrate'] }));
    app.addCronJob('backup', give('AppCronJobProps', { command: ['backup'], schedule: Cron.daily() }));
  },
  MySql: (chart, give) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
    const mysql = new MySql(chart, 'Db', give('MySqlProps', {
      replicas: 7,
      storage: Size.gibibytes(20),
      accounts: give('MySqlAccountsProps', {
        rootPassword: { secret, key: 'root' },
        replicationPassword: { secret, key: 'replication' },
        application: give('MySqlApplication', { database: 'shop', user: 'shop', password: { secret, key: 'shop' } }),
      }),
      networkAccess: NetworkAccess.isolated(),
      source: MySqlSource.external(give('ExternalMySqlOptions', {
        host: 'old', user: 'follower', password: { secret, key: 'source' }, authority: { secret, key: 'ca.crt' },
      })),
      backup: give('MySqlBackup', { password: { secret, key: 'backup' }, storage: Size.gibibytes(20) }),
      tls: give('MySqlTls', { certificate: secret }),
      monitoring: give('MySqlMonitoringProps', {
        scrapers: [NetworkPeer.namespace('monitoring')],
        podMonitor: give('PodMonitorOptions', {}),
        alerts: give('MySqlAlertsOptions', {}),
      }),
    }));
    mysql.bind(client(chart), give('MySqlBindingOptions', { names: give('MySqlBindingNames', {}) }));
    MySql.fromName(chart, 'Elsewhere', 'other', give('MySqlAttributes', {}));
    new MySql(chart, 'Group', {
      name: 'members',
      namespace: 'shop',
      replicas: 3,
      storage: Size.gibibytes(20),
      accounts: { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } },
      topology: MySqlTopology.groupReplication(give('MySqlGroupOptions', {})),
    });
  },
  PostgreSql: (chart, give) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'postgresql-auth');
    const repository = (path: string) => give('PostgreSqlRepository', {
      endpoint: 's3.example.com',
      bucket: 'backups',
      path,
      accessKey: { secret, key: 'access' },
      secretKey: { secret, key: 'secret' },
      server: NetworkPeer.cidr('10.1.0.0/16'),
    });
    const postgresql = new PostgreSql(chart, 'Db', give('PostgreSqlProps', {
      namespace: 'shop',
      image: 'registry.example.com/postgres-patroni:18',
      replicas: 7,
      storage: Size.gibibytes(20),
      accounts: give('PostgreSqlAccountsProps', {
        superuserPassword: { secret, key: 'superuser' },
        replicationPassword: { secret, key: 'replication' },
        application: give('PostgreSqlApplication', { database: 'shop', user: 'shop', password: { secret, key: 'shop' } }),
      }),
      durability: PostgreSqlDurability.quorum(give('PostgreSqlSynchronousOptions', {})),
      access: [PostgreSqlAccess.password(give('PostgreSqlAccessOptions', {}))],
      networkAccess: NetworkAccess.isolated(),
      apiServer: NetworkPeer.cidr('10.0.0.1/32'),
      tls: give('PostgreSqlTls', { certificate: secret }),
      backup: give('PostgreSqlBackup', { storage: Size.gibibytes(20) }),
      archive: give('PostgreSqlArchive', { repository: repository('/shop'), certificate: secret }),
      restoreFrom: give('PostgreSqlRecovery', { repository: repository('/other') }),
      accountsJob: give('JobOptions', {}),
      monitoring: give('PostgreSqlMonitoringProps', {
        scrapers: [NetworkPeer.namespace('monitoring')],
        podMonitor: give('PodMonitorOptions', {}),
        alerts: give('PostgreSqlAlertsOptions', {}),
      }),
    }));
    postgresql.addUser('orders', give('PostgreSqlUserOptions', { password: { secret, key: 'orders' } }));
    postgresql.addDatabase('orders', give('PostgreSqlDatabaseOptions', { owner: 'orders' }));
    postgresql.bind(client(chart), give('PostgreSqlBindingOptions', { names: give('PostgreSqlBindingNames', {}) }));
    PostgreSql.fromName(chart, 'Elsewhere', 'other', give('PostgreSqlAttributes', {}));
  },
  Kafka: (chart, give) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Tls', 'kafka-tls');
    const kafka = new Kafka(chart, 'Kafka', give('KafkaProps', {
      replicas: 7,
      storage: Size.gibibytes(100),
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      controllers: Controllers.dedicated(give('DedicatedControllersOptions', {})),
      tls: give('KafkaTls', { certificate: secret }),
      sasl: KafkaSasl.scram(),
      authorization: give('KafkaAuthorization', { superUsers: ['User:CN=kafka'] }),
      topicsJob: give('JobOptions', {}),
      logging: give('KafkaLogging', { loggers: { 'org.apache.kafka': 'WARN' } }),
      external: give('KafkaExternalAccess', {
        addresses: Array.from({ length: 7 }, (
          _, i,
        ) => give('KafkaAddress', { host: `kafka-${i}.example.com` })),
      }),
      monitoring: give('KafkaMonitoringProps', {
        image: 'jmx:1.0',
        podMonitor: give('PodMonitorOptions', {}),
        alerts: give('AlertsOptions', {}),
      }),
    }));
    kafka.addTopic('orders', give('KafkaTopicOptions', {}));
    kafka.addUser('shop', give('KafkaUserOptions', {
      password: { secret, key: 'shop' },
      permissions: [KafkaPermission.produce('orders')],
    }));
    kafka.bind(client(chart), give('KafkaBindingOptions', { user: 'shop', names: give('KafkaBindingNames', {}) }));
    Kafka.fromName(chart, 'Elsewhere', 'other', give('KafkaAttributes', {}));
  },
  Cassandra: (chart, give) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'cassandra-auth');
    const store = {
      endpoint: 's3.example.com', bucket: 'backups', accessKey: { secret, key: 'id' }, secretKey: { secret, key: 'key' },
    };
    const ring = new Cassandra(chart, 'Ring', give('CassandraProps', {
      replicas: 3,
      storage: Size.gibibytes(10),
      clusterName: 'shop',
      superuser: give('CassandraSuperuser', { password: { secret, key: 'admin' } }),
      accountsJob: give('JobOptions', {}),
      tls: give('CassandraTls', { certificate: secret }),
      repair: CassandraRepair.full(give('CassandraRepairOptions', {})),
      snapshots: give('CassandraSnapshots', { repository: give('ObjectStoreDirectory', { ...store, path: '/shop' }) }),
      restoreFrom: give('CassandraRecovery', {
        repository: give('ObjectStoreDirectory', { ...store, path: '/other' }), snapshot: '2026-01-02T01-00-05Z',
      }),
      monitoring: give('CassandraMonitoringProps', {
        image: 'jmx:1.0',
        podMonitor: give('PodMonitorOptions', {}),
        alerts: give('AlertsOptions', {}),
      }),
    }));
    ring.addUser('shop', give('CassandraUserOptions', { password: { secret, key: 'shop' } }));
    ring.addKeyspace('orders', give('CassandraKeyspaceOptions', { owner: 'shop' }));
    ring.bind(client(chart), give('CassandraBindingOptions', {
      user: 'shop', password: { secret, key: 'shop' }, names: give('CassandraBindingNames', {}),
    }));
    Cassandra.fromName(chart, 'Elsewhere', 'other', give('CassandraAttributes', {}));
  },
  ZooKeeper: (chart, give) => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'zk-auth');
    const zk = new ZooKeeper(chart, 'Zk', give('ZooKeeperProps', {
      replicas: 7,
      storage: Size.gibibytes(10),
      adopt: ZooKeeperAdoption.bitnami(give('ZooKeeperBitnamiOptions', {})),
      transactionLog: give('ZooKeeperTransactionLog', { storage: Size.gibibytes(5) }),
      tls: give('ZooKeeperTls', { certificate: secret }),
      authentication: give('ZooKeeperAuthentication', {
        quorumPassword: { secret, key: 'quorum' },
        clients: { shop: { secret, key: 'shop' } },
      }),
      monitoring: give('ZooKeeperMonitoringProps', {
        podMonitor: give('PodMonitorOptions', {}),
        alerts: give('ZooKeeperAlertsOptions', {}),
      }),
    }));
    ZooKeeperSource.external(give('ZooKeeperExternalOptions', { servers: { 1: 'zookeeper-0.zookeeper-headless.shop.svc.cluster.local' } }));
    zk.bind(client(chart), give('ZooKeeperBindingOptions', { user: 'shop', names: give('ZooKeeperBindingNames', {}) }));
    ZooKeeper.fromName(chart, 'Elsewhere', 'other', give('ZooKeeperAttributes', { replicas: 3 }));
  },
};

function client(chart: Chart): kplus.Deployment {
  return new kplus.Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] });
}
