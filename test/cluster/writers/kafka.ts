import { join } from 'node:path';
import type { WriterSpec } from '../recorder/writer-spec';

/** @param host - the bootstrap Service and its port  @param topic - one that no other writer of the case fills */
export function kafkaWriter(host = 'kafka-bootstrap:9092', topic = 'numbers'): WriterSpec {
  return {
    name: `kafka-${topic}`,
    image: 'apache/kafka:4.3.1',
    user: 1000,
    rate: 50,
    shell: 'bash',
    script: join(__dirname, 'kafka-writer.sh'),
    env: {
      HOST: host,
      TOPIC: topic,
      LOG_DIR: '/tmp/logs',
      KAFKA_HEAP_OPTS: '-Xmx96m',
      KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
    },
  };
}
