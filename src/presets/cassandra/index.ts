export { Cassandra } from './cassandra';
export type {
  CassandraAttributes, CassandraBindingNames, CassandraBindingOptions, CassandraConnection, ICassandra,
} from './cassandra-binding-props';
export { CassandraDurability } from './cassandra-durability';
export type { CassandraKeyspaceOptions, CassandraUserOptions } from './cassandra-keyspaces';
export { CassandraPermission } from './cassandra-keyspaces';
export type { CassandraProps, CassandraSuperuser } from './cassandra-props';
export type { CassandraTls } from './cassandra-tls';
