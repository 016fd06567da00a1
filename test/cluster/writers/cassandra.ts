import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** @param env - settings of the writer: `ONLY` for one member, `LEVEL` for another consistency level, `SPECULATIVE` and `TLS: 'on'` */
export function cassandraWriter(env: Record<string, string> = {}): WriterSpec {
  return {
    name: 'cassandra',
    image: 'cassandra:5.0',
    user: 999,
    rate: 50,
    shell: 'bash',
    script: join(__dirname, 'cassandra-writer.sh'),
    env: { HOSTS: 'cassandra-0,cassandra-1,cassandra-2', CQL_USER: 'admin', CQL_PASSWORD: PASSWORD, ...env },
  };
}

/** The password of the superuser. */
export const PASSWORD = 'of "the" admin';
