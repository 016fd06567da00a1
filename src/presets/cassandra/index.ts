export { Cassandra } from './cassandra';
export { CassandraDurability } from './cassandra-durability';
export type { CassandraProps, CassandraSuperuser } from './cassandra-props';
