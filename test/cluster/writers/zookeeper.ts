import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** @param host - the client Service or one member, with its port */
export function zookeeperWriter(host = 'zk-client:2181', env: Record<string, string> = {}): WriterSpec {
  return {
    name: 'zookeeper',
    image: 'zookeeper:3.9',
    user: 1000,
    rate: 20,
    shell: 'bash',
    script: join(__dirname, 'zookeeper-writer.sh'),
    env: { HOST: host, LOG: '/numbers', ZK_CLIENT_HEAP: '64', ...env },
  };
}
