import type { KubernetesObject } from '@kubernetes/client-node';
import { Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Kafka, type KafkaProps } from '../../../src';
import type { CaseContext } from '../harness/case-context';
import { execOutput } from '../harness/exec';
import { synthesize } from '../harness/synthesize';

export const clusterId = 'Tm90IGEgcmFuZG9tIGlkLg';

/** What a case changes about the deployment; `certificate` is the name of a Secret. */
export type Variation = Partial<Omit<KafkaProps, 'tls'>> & { readonly certificate?: string };

/** Manifests of three brokers, small, with few partitions of Kafka's own topics. */
export function kafka(
  namespace: string, { certificate, ...variation }: Variation = {}, more: (kafka: Kafka) => void = () => {},
): KubernetesObject[] {
  return synthesize(namespace, chart => {
    more(new Kafka(chart, 'Kafka', {
      replicas: 3,
      storage: Size.gibibytes(1),
      clusterId,
      firstBoot: true,
      resources: { memory: { request: Size.mebibytes(384), limit: Size.mebibytes(768) } },
      ...variation,
      tls: certificate === undefined ? undefined : { certificate: Secret.fromSecretName(chart, 'Tls', certificate) },
      settings: { 'offsets.topic.num.partitions': '3', 'transaction.state.log.num.partitions': '3', ...variation.settings },
    }));
  });
}

/** Applies the set, waits until all members are Ready, and makes the topic that the writer fills. */
export async function deploy(t: CaseContext, variation: Variation = {}): Promise<void> {
  await t.apply(kafka(t.namespace, variation));
  await t.until.setReady('kafka', 300);
  await createTopic(t, 'numbers', 6);
}

export async function createTopic(t: CaseContext, topic: string, partitions: number, pod = 'kafka-0'): Promise<void> {
  await tool(t, pod, 'kafka-topics', '--create', '--if-not-exists', '--topic', topic, '--partitions', String(partitions));
}

/** What one of Kafka's tools prints in a pod of the brokers, as a node. */
export async function tool(t: CaseContext, pod: string, name: string, ...args: string[]): Promise<string> {
  const server = name === 'kafka-metadata-quorum' ? ['--bootstrap-controller', 'localhost:9093'] : ['--bootstrap-server', 'localhost:9091'];
  return execOutput(t.cluster, { namespace: t.namespace, pod, container: 'kafka' }, toolCommand(name, [...server, ...args]), 120);
}

/**
 * What a line of shell prints in a pod of the brokers, where Kafka's tools are small. Each is a JVM of its own, which takes its time on a
 * busy machine.
 */
export async function shell(t: CaseContext, pod: string, script: string): Promise<string> {
  // the container has the name of the set
  const container = pod.replace(/-\d+$/, '');
  return execOutput(t.cluster, { namespace: t.namespace, pod, container }, ['env', ...smallJvm, 'bash', '-c', script], 180);
}

/** Commands that write the properties of a client that logs in over TLS. `password` is escaped for a string of Java. */
export function scramProperties(file: string, user: string, password: string): string {
  return `cat >${file} <<'PROPERTIES'
security.protocol=SASL_SSL
sasl.mechanism=SCRAM-SHA-512
ssl.truststore.type=PEM
ssl.truststore.location=/run/secrets/kafka-tls/ca.crt
default.api.timeout.ms=10000
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";
PROPERTIES`;
}

const smallJvm = [
  'KAFKA_HEAP_OPTS=-Xmx64m', 'KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
  'KAFKA_LOG4J_OPTS=-Dlog4j2.configurationFile=/etc/kafka/stateful/log4j2-tools.yaml',
];

function toolCommand(name: string, args: string[]): string[] {
  return ['env', ...smallJvm, `/opt/kafka/bin/${name}.sh`, ...args];
}
