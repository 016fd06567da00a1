export { Cassandra } from './cassandra';
export type {
  CassandraAttributes, CassandraBindingNames, CassandraBindingOptions, CassandraConnection, ICassandra,
} from './cassandra-binding-props';
export { CassandraDurability } from './cassandra-durability';
export type { CassandraProps, CassandraSuperuser } from './cassandra-props';
