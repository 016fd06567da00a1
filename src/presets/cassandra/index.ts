export { Cassandra } from './cassandra';
export type {
  CassandraAttributes, CassandraBindingNames, CassandraBindingOptions, CassandraConnection, ICassandra,
} from './cassandra-binding-props';
export { CassandraDurability } from './cassandra-durability';
export type { CassandraKeyspaceOptions, CassandraUserOptions } from './cassandra-keyspaces';
export { CassandraPermission } from './cassandra-keyspaces';
export type { CassandraMonitoringProps } from './cassandra-monitoring-props';
export type { CassandraProps, CassandraSuperuser } from './cassandra-props';
export { CassandraRacks } from './cassandra-racks';
export { CassandraRepair } from './cassandra-repair';
export type { CassandraRepairOptions } from './cassandra-repair';
export type { CassandraSettingsProps } from './cassandra-settings-props';
export type { CassandraRecovery, CassandraSnapshots } from './cassandra-snapshots-props';
export type { CassandraTls } from './cassandra-tls';
