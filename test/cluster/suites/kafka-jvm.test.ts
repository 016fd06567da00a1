import { strict as assert } from 'node:assert';
import type { KubernetesObject } from '@kubernetes/client-node';
import { clusterCase } from '../harness/cluster-case';
import { logOf } from '../harness/logs';
import { kafka, tool } from '../kafka/deployment';
import { untilJob } from '../kafka/topics-job';

clusterCase('a broker uses the configured garbage collector, log level and log layout', { level: 'full', seconds: 1200 }, async t => {
  await t.apply(kafka(t.namespace, {
    replicas: 1, jvmFlags: ['-XX:+UseZGC'], logging: { level: 'INFO', loggers: { 'org.apache.kafka.common.utils': 'OFF' }, layout: 'json' },
  }));
  await t.until.setReady('kafka', 480);

  const flags = (await t.exec('kafka-0', 'kafka', ['cat', '/proc/1/cmdline'])).split('\0');
  assert.deepEqual(flags.filter(flag => /^-XX:\+Use\w+GC$/.test(flag)), ['-XX:+UseZGC']);
  const lines = (await logOf(t, 'kafka-0', 'kafka')).trim().split('\n').filter(line => !line.startsWith('kafka-preset: '));
  const logged = lines.map(line => JSON.parse(line) as { level: string; logger: string; message: string });
  assert.ok(logged.some(({ message }) => /started/.test(message)));
  assert.ok(logged.every(({ logger }) => !logger.startsWith('org.apache.kafka.common.utils')));
});

/** A JVM that does not start without -XX:+IgnoreUnrecognizedVMOptions, in each container of the set and of the Job. */
function onStubbornJvm(manifests: KubernetesObject[]): KubernetesObject[] {
  const variable = { name: 'JAVA_TOOL_OPTIONS', value: '-XX:+ThatNoJvmHas' };
  for (const manifest of manifests as any[]) {
    const pod = manifest.spec?.template?.spec;
    for (const container of [...pod?.initContainers ?? [], ...pod?.containers ?? []]) { container.env = [...container.env, variable]; }
  }
  return manifests;
}

clusterCase('jvmFlags apply to the format of the volume, the broker, its tools and the Job', { level: 'full', seconds: 1200 }, async t => {
  const manifests = onStubbornJvm(kafka(t.namespace, {
    replicas: 1,
    jvmFlags: ['-XX:+IgnoreUnrecognizedVMOptions'],
  }, cluster => cluster.addTopic('orders', { partitions: 2 })));

  await t.apply(manifests);
  await t.until.setReady('kafka', 480);
  await untilJob(t, manifests);
  assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'orders'), /PartitionCount: 2/);
});
