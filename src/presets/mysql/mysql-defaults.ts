import type { MySqlProps } from './mysql-props';
import { MySqlTopology } from './mysql-topology';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'mysql',
  image: 'mysql:9.7',
  primaryOrdinal: 0,
  serverIdPrefix: 1,
  characterSet: 'utf8mb4',
  firstBoot: false,
  topology: MySqlTopology.replication(),
};

export type ResolvedMySqlProps = Resolved<MySqlProps, typeof DEFAULTS>;
