import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** An account that owns the database `app`. */
export interface PostgreSqlLogin {
  readonly user: string;
  readonly password: string;
}

/** The image of the servers, whose client the writer uses. */
export const IMAGE = 'localhost/postgres-patroni:18';

/** @param host - the Service of the primary  @param table - one that no other writer of the case fills */
export function postgresqlWriter(host: string, login: PostgreSqlLogin, table = 'numbers', env: Record<string, string> = {}): WriterSpec {
  return spec(`postgresql-${table}`, 50, { PGHOST: host, ...environment(login), TABLE: table, ...env });
}

/**
 * Reads at a steady rate and keeps nothing: its longest gap is the longest time without a successful read. @param host - the Service for
 * reads
 */
export function postgresqlReader(host: string, login: PostgreSqlLogin): WriterSpec {
  return spec('postgresql-reader', 10, { PGHOST: host, ...environment(login), TABLE: 'numbers', MODE: 'read' });
}

function spec(name: string, rate: number, env: Record<string, string>): WriterSpec {
  return { name, image: IMAGE, user: 999, rate, shell: 'bash', script: join(__dirname, 'postgresql-writer.sh'), env };
}

/** Kubernetes replaces $(NAME) in values, and reads $$ as a dollar. */
function environment({ user, password }: PostgreSqlLogin): Record<string, string> {
  return { PGUSER: user, PGPASSWORD: password.replace(/\$/g, '$$$$') };
}
