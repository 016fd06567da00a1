import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** @param host - the Service of the master */
export function redisWriter(host: string): WriterSpec {
  return {
    name: 'redis',
    image: 'redis:8',
    user: 999,
    rate: 50,
    shell: 'bash',
    script: join(__dirname, 'redis-writer.sh'),
    env: { HOST: host },
  };
}
