import type { MySqlProps } from './mysql-props';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'mysql',
  image: 'mysql:9.7',
  primaryOrdinal: 0,
  characterSet: 'utf8mb4',
  firstBoot: false,
};

export type ResolvedMySqlProps = Resolved<MySqlProps, typeof DEFAULTS>;
