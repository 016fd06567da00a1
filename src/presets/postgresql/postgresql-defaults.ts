import { Duration, Size } from 'cdk8s';
import type { PostgreSqlProps } from './postgresql-props';
import { Resolved } from '../shared/rules';

/** Values of props that are not given, unless they depend on other props. */
export const DEFAULTS = {
  name: 'postgresql',
  firstBoot: false,
  maxConnections: 100,
  maxLag: Size.mebibytes(16),
  ttl: Duration.seconds(20),
};

export type ResolvedPostgreSqlProps = Resolved<PostgreSqlProps, typeof DEFAULTS>;
