export type { AlertsOptions } from './presets/shared/alerts';
export type { AlertsProps, PrometheusRuleOptions } from './blocks/alerts';
export type { CommonAlertsOptions } from './blocks/common-alerts';
export type { AppContainerProps, BootstrapContainerProps, ContainerOptions } from './blocks/containers';
export { DisruptionBudget } from './blocks/disruption';
export type { DisruptionProps } from './blocks/disruption';
export type { ConfigFileOptions, EmptyDirOptions, FilesProps } from './blocks/files';
export type { IdentityProps } from './blocks/identity';
export type { JvmProps } from './presets/shared/jvm-heap';
export type { MetricsEndpoint, PodMonitorOptions } from './blocks/metrics';
export type { MetricsProps, ScrapingProps } from './metrics-props';
export { ClusterDns, NetworkAccess, NetworkPeer } from './blocks/network';
export type { NetworkProps } from './blocks/network';
export type { AppJob } from './pod/app-jobs';
export { JobCleanup } from './pod/job-props';
export type { AppCronJobProps, JobOptions, JobPodProps, AppJobProps } from './pod/job-props';
export { Spread } from './blocks/placement';
export type { PlacementProps } from './blocks/placement';
export type { AppRoleProps, RolesProps } from './blocks/roles';
export { PodManagement, UpdateStrategy } from './blocks/rollout';
export type { RollingUpdateOptions, RolloutProps } from './blocks/rollout';
export { PodSecurity } from './blocks/security';
export type { SecurityProps } from './blocks/security';
export type { ClientServiceProps, HeadlessServiceOptions, ServicesProps } from './blocks/services';
export { Claim, RawVolume } from './blocks/storage';
export type { ClaimProps, ClaimRetention, StorageProps } from './blocks/storage';
export type { CertificateOptions } from './pod/certificate';
export type { ClientIsolation, ClientOptions, ClientWiring } from './pod/client-wiring';
export type { ClientService } from './client-service';
export type { CommonProps } from './common-props';
export { HelmEscapeResolver } from './helm-escape-resolver';
export type { AppRole } from './role';
export { StatefulApp } from './stateful-app';
export type { StatefulAppProps } from './stateful-app-props';
export { StatefulWorkload } from './stateful-workload';
export type { StatefulWorkloadProps } from './stateful-workload';
export { Cassandra, CassandraDurability, CassandraPermission, CassandraRacks, CassandraRepair } from './presets/cassandra';
export type {
  CassandraAttributes, CassandraBindingNames, CassandraBindingOptions, CassandraConnection, CassandraKeyspaceOptions, CassandraProps,
  CassandraSuperuser, CassandraTls, CassandraUserOptions, ICassandra,
} from './presets/cassandra';
export type {
  CassandraMonitoringProps, CassandraRecovery, CassandraRepairOptions, CassandraSettingsProps, CassandraSnapshots,
} from './presets/cassandra';
export { Controllers, Kafka, KafkaAdoption, KafkaPermission, KafkaSasl } from './presets/kafka';
export type {
  DedicatedControllersOptions, IKafka, KafkaAddress, KafkaAttributes, KafkaAuthorization, KafkaBindingNames, KafkaBindingOptions,
  KafkaConnection, KafkaExternalAccess, KafkaLogging, KafkaProps, KafkaSettingsProps, KafkaTls,
} from './presets/kafka';
export type { KafkaMonitoringProps, KafkaTopicOptions, KafkaUserOptions } from './presets/kafka';
export { Durability, MySql, MySqlAdoption, MySqlSource, MySqlTopology } from './presets/mysql';
export type {
  ExternalMySqlOptions, IMySql, MySqlAccountsProps, MySqlApplication, MySqlAttributes, MySqlBackup, MySqlBindingNames, MySqlBindingOptions,
  MySqlConnection, MySqlGroupOptions, MySqlProps, MySqlSettingsProps, MySqlTls,
} from './presets/mysql';
export type { MySqlAlertsOptions, MySqlMonitoringProps } from './presets/mysql';
export { PostgreSql, PostgreSqlAccess, PostgreSqlDurability, PostgreSqlPermission } from './presets/postgresql';
export type {
  IPostgreSql, PostgreSqlAccessOptions, PostgreSqlAccountsProps, PostgreSqlApplication, PostgreSqlAttributes, PostgreSqlBackup,
  PostgreSqlBindingNames, PostgreSqlBindingOptions, PostgreSqlConnection, PostgreSqlProps,
  PostgreSqlSettingsProps, PostgreSqlSynchronousOptions, PostgreSqlTls,
} from './presets/postgresql';
export type {
  PostgreSqlAlertsOptions, PostgreSqlArchive, PostgreSqlDatabaseOptions, PostgreSqlMonitoringProps, PostgreSqlRecovery,
  PostgreSqlRepository, PostgreSqlUserOptions,
} from './presets/postgresql';
export { QuorumSecurity, ZooKeeper, ZooKeeperAdoption, ZooKeeperSource } from './presets/zookeeper';
export type { ZooKeeperAlertsOptions, ZooKeeperMonitoringProps } from './presets/zookeeper';
export type {
  IZooKeeper, ZooKeeperAttributes, ZooKeeperAuthentication, ZooKeeperBindingNames, ZooKeeperBindingOptions, ZooKeeperBitnamiOptions,
  ZooKeeperConnection, ZooKeeperExternalOptions,
  ZooKeeperProps, ZooKeeperSettingsProps, ZooKeeperTls, ZooKeeperTransactionLog,
} from './presets/zookeeper';
export type { IClientContainer, IClientEnvironment, IClientWorkload } from './values/client-workload';
export type { DumpsToVolume } from './presets/shared/backup';
export type { JmxMonitoringProps } from './presets/shared/jmx-exporter';
export type { ObjectStoreDirectory } from './presets/shared/object-store';
export type { PresetBindingOptions } from './presets/shared/binding';
export type { PresetProps } from './presets/shared/preset-props';
export type { AlertRule } from './values/alert-rule';
export { PlanEffect } from './plan/plan-step';
export type { PlanReason, PlanStep } from './plan/plan-step';
export { Manifests } from './testing/manifests';
export { Ordinals } from './values/ordinals';
export { PodEnv } from './values/pod-env';
export { Port } from './values/port';
export type { PortOptions } from './values/port';
export { LifecycleHook, AppProbe } from './values/probe';
export type { AppGrpcProbeOptions, HttpProbeOptions, PortProbeOptions, AppProbeOptions } from './values/probe';
export { ValidationErrors } from './checks/validation-errors';
export type { ValidationError } from './checks/validation-errors';
export type { ClientServicePort } from './values/service-port';
export type { SecretFile } from './values/secret-files';
export { ServiceTarget } from './values/service-target';
export { Settings } from './values/settings';
