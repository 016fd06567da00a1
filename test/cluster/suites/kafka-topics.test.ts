import { strict as assert } from 'node:assert';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { clusterCase } from '../harness/cluster-case';
import { deploy, kafka, tool } from '../kafka/deployment';
import { untilJob, untilJobSays } from '../kafka/topics-job';

clusterCase('the Job creates topics for a set with the longest possible name', { level: 'full', seconds: 1200 }, async t => {
  const name = `kafka-${'of-the-shop-'.repeat(4)}`.slice(0, 52).replace(/-$/, 'x');
  assert.equal(name.length, 52);
  const manifests = kafka(t.namespace, { name, replicas: 1 }, cluster => cluster.addTopic('orders'));

  await t.apply(manifests);
  await t.until.setReady(name, 480);
  await untilJob(t, manifests);
});

clusterCase('if a LimitRange forbids the default resources of the Job and the exporter, '
  + 'other resources can be set', { level: 'full', seconds: 1200 }, async t => {
  const limits = {
    type: 'Container',
    max: { cpu: '500m', memory: '1Gi' },
    min: { memory: '48Mi' },
    default: { cpu: '400m', memory: '900Mi' },
  };
  await t.apply([{ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits: [limits] } } as never]);
  const small = {
    cpu: { request: Cpu.millis(50), limit: Cpu.millis(400) },
    memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
  };
  const manifests = kafka(t.namespace, {
    replicas: 1,
    resources: {
      cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) },
      memory: { request: Size.mebibytes(384), limit: Size.mebibytes(768) },
    },
    topicsJobResources: small,
  }, cluster => cluster.addTopic('orders'));

  await t.apply(manifests);
  await untilJob(t, manifests, 'Complete', 900);
});

clusterCase('a topic that Kafka rejects fails the Job immediately, '
  + 'and the Job creates the topics after it', { level: 'full', seconds: 1200 }, async t => {
  await deploy(t, { replicas: 1 });
  await tool(t, 'kafka-0', 'kafka-topics', '--create', '--topic', 'shop_orders');
  const manifests = kafka(t.namespace, { replicas: 1 }, cluster => {
    cluster.addTopic('shop.orders', { config: { 'retention.ms': '1000' } });
    cluster.addTopic('parcels', { config: { 'min.compaction.lag.ms': '2000', 'max.compaction.lag.ms': '1000' } });
    cluster.addTopic('returns', { partitions: 2, config: { 'retention.ms': '2000' } });
  });

  await t.apply(manifests);
  const said = await t.time('from apply to the message', 60, () =>
    untilJobSays(t, 'kafka', /shop\.orders.*collides with existing topics?: shop_orders/));
  assert.match(said, /conflict topic config setting min\.compaction\.lag\.ms/);
  assert.match(await tool(t, 'kafka-0', 'kafka-topics', '--describe', '--topic', 'returns'), /PartitionCount: 2.*retention\.ms=2000/);
});
