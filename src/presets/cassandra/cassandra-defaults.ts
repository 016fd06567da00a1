import { CassandraDurability } from './cassandra-durability';
import { CassandraProps } from './cassandra-props';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'cassandra',
  image: 'cassandra:5.0',
  datacenter: 'datacenter1',
  durability: CassandraDurability.batch(),
  firstBoot: false,
};

/** Name of the superuser, if the user gives none. */
export const SUPERUSER = 'admin';

export type ResolvedCassandraProps = Resolved<CassandraProps, typeof DEFAULTS>;
