import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** An account that may use the database `app`. */
export interface MySqlLogin {
  readonly user: string;
  readonly password: string;
}

/** @param host - the Service of the primary  @param table - one that no other writer of the case fills */
export function mysqlWriter(host: string, login: MySqlLogin, table = 'numbers'): WriterSpec {
  return spec(`mysql-${table}`, 50, { HOST: host, ...environment(login), TABLE: table });
}

/**
 * Reads at a steady rate and keeps nothing: its longest gap is the longest time without a successful read. @param host - the Service for
 * reads
 */
export function mysqlReader(host: string, login: MySqlLogin): WriterSpec {
  return spec('mysql-reader', 10, { HOST: host, ...environment(login), TABLE: 'numbers', MODE: 'read' });
}

function spec(name: string, rate: number, env: Record<string, string>): WriterSpec {
  return { name, image: 'mysql:9.7', user: 999, rate, shell: 'bash', script: join(__dirname, 'mysql-writer.sh'), env };
}

/** Kubernetes replaces $(NAME) in values, and reads $$ as a dollar. */
function environment({ user, password }: MySqlLogin): Record<string, string> {
  return { USER_NAME: user.replace(/\$/g, '$$$$'), MYSQL_PWD: password.replace(/\$/g, '$$$$') };
}
