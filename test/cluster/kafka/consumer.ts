import type { V1Pod } from '@kubernetes/client-node';
import { tool } from './deployment';
import type { CaseContext } from '../harness/case-context';
import { logOf } from '../harness/logs';
import { isReady } from '../harness/pods';
import { waitFor } from '../harness/wait';

const group = 'readers';
const topic = 'numbers';

/** Starts a member of a consumer group that commits what it has read. */
export async function startConsumer(t: CaseContext): Promise<void> {
  await t.apply([pod()]);
  await t.until.pod('consumer', 'to run', isReady);
}

/** Waits until the group has committed all that there is, and gives the numbers that it has read, as the recorder counts them. */
export async function readByGroup(t: CaseContext): Promise<Set<number>> {
  await waitFor('the group to have committed everything', { seconds: 120, everySeconds: 1 }, async () => {
    const text = await tool(t, 'kafka-0', 'kafka-consumer-groups', '--describe', '--group', group);
    const lags = text.split('\n').map(line => line.trim().split(/\s+/)).filter(([name]) => name === group).map(columns => columns[5]);
    return lags.length > 0 && lags.every(lag => lag === '0') ? { found: true } : { seen: `lags ${lags.join(', ')}` };
  });
  const lines = (await logOf(t, 'consumer', 'consumer')).split('\n').filter(line => line.includes('"name":"record_data"'));
  return new Set(lines.map(line => Number((JSON.parse(line) as { value: string }).value) + 1));
}

function pod(): V1Pod {
  const command = `/opt/kafka/bin/kafka-verifiable-consumer.sh --bootstrap-server kafka-bootstrap:9092 --topic ${topic} --group-id `
    + `${group} --reset-policy earliest --verbose`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'consumer' },
    spec: {
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{
        name: 'consumer',
        image: 'apache/kafka:4.3.1',
        command: ['bash', '-c', `exec ${command}`],
        env: Object.entries({
          LOG_DIR: '/tmp/logs',
          KAFKA_HEAP_OPTS: '-Xmx96m',
          KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
        }).map(([name, value]) => ({ name, value })),
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      }],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}
