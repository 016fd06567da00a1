import { Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { Controllers, KafkaProps, KafkaSasl } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';

test.each([
  [1, {
    'default.replication.factor': '1',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
  }],
  [2, {
    'default.replication.factor': '2',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '2',
    'transaction.state.log.min.isr': '1',
  }],
  [3, {
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'offsets.topic.replication.factor': '3',
    'transaction.state.log.min.isr': '2',
  }],
  [7, {
    'default.replication.factor': '3',
    'min.insync.replicas': '2',
    'share.coordinator.state.topic.replication.factor': '3',
    'share.coordinator.state.topic.min.isr': '2',
  }],
])('%i brokers have copies that one of them may be away from', (replicas, settings) => {
  expect(new Deployed({ replicas }).settings()).toMatchObject(settings);
});

test('a leader never lacks acknowledged records, and a mistyped name creates no topic', () => {
  expect(new Deployed().settings()).toMatchObject({ 'unclean.leader.election.enable': 'false', 'auto.create.topics.enable': 'false' });
});

test('the first three brokers are controllers, and further brokers change nothing about that', () => {
  const servers = (replicas: number) => new Deployed({ replicas }).settings()['controller.quorum.bootstrap.servers'];

  expect(servers(3)).toBe([0, 1, 2].map(i => `kafka-${i}.kafka.\${env:POD_NAMESPACE}.svc.cluster.local:9093`).join(','));
  expect(servers(5)).toBe(servers(3));
  expect(servers(2)).not.toContain('kafka-1');
});

test('five brokers can be controllers', () => {
  expect(new Deployed({ replicas: 5, controllers: Controllers.combined(5) }).settings()['controller.quorum.bootstrap.servers'].split(','))
    .toHaveLength(5);
});

test('a broker that is no controller has neither their listener nor their vote', () => {
  const settings = new Deployed({ replicas: 5 }).settings('broker');

  expect(settings).toMatchObject({
    'process.roles': 'broker',
    'listeners': 'CLIENT://:9092,INTERNAL://:9091',
    'controller.listener.names': 'CONTROLLER',
  });
  expect(settings['controller.quorum.auto.join.enable']).toBeUndefined();
});

test('a controller with an empty volume gets its vote back automatically', () => {
  expect(new Deployed().settings()).toMatchObject({ 'controller.quorum.auto.join.enable': 'true' });
  expect(new Deployed().settings()['controller.quorum.voters']).toBeUndefined();
});

test('brokers are known by their pod\'s own name and namespace, wherever the YAML is applied', () => {
  expect(new Deployed().settings()['advertised.listeners'])
    .toBe('CLIENT://${env:POD_HOST}:9092,INTERNAL://${env:POD_HOST}:9091,CONTROLLER://${env:POD_HOST}:9093');
});

test('clients outside are told the address of each broker', () => {
  const addresses = ['a', 'b', 'c'].map(host => ({ host }));
  const chart = new Deployed({ external: { addresses, allowPlaintext: true } });

  expect(chart.settings()).toMatchObject({
    'listeners': 'CLIENT://:9092,INTERNAL://:9091,EXTERNAL://:9094,CONTROLLER://:9093',
    'advertised.listeners': expect.stringContaining('EXTERNAL://${env:EXTERNAL_ADDRESS}'),
  });
  expect(chart.kafka.filesOf(0)['/etc/kafka/stateful/external-addresses']).toBe('a:9094\nb:9094\nc:9094\n');
});

test('without certificates nothing is encrypted', () => {
  expect(new Deployed().settings()['listener.security.protocol.map']).toBe('CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT');
});

test('with certificates the nodes authenticate each other, and the key is in no file of the manifest', () => {
  const chart = new Deployed({ secure: true });

  for (const file of ['broker,controller', 'broker']) {
    expect(chart.settings(file)).toMatchObject({
      'listener.name.internal.ssl.client.auth': 'required',
      'ssl.keystore.key': '${dir:/run/secrets/kafka-tls:tls.key}',
    });
  }
  expect(chart.settings()).toMatchObject({
    'listener.security.protocol.map': 'CLIENT:SSL,INTERNAL:SSL,CONTROLLER:SSL',
    'listener.name.controller.ssl.client.auth': 'required',
    'listener.name.client.ssl.client.auth': 'none',
  });
});

test('clients log in, and nodes do not have to', () => {
  const settings = new Deployed({
    secure: true,
    sasl: KafkaSasl.scram(),
    authorization: { superUsers: ['User:CN=kafka', 'User:admin'] },
  }).settings();

  expect(settings).toMatchObject({
    'listener.security.protocol.map': 'CLIENT:SASL_SSL,INTERNAL:SSL,CONTROLLER:SSL',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.client.scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'super.users': 'User:CN=kafka;User:admin',
  });
});

test('the settings of OAuth are handed to the listeners for clients', () => {
  const sasl = KafkaSasl.oauthBearer({ 'sasl.oauthbearer.jwks.endpoint.url': 'https://id.example.com/jwks' });

  expect(new Deployed({ secure: true, sasl }).settings())
    .toMatchObject({ 'listener.name.client.sasl.oauthbearer.jwks.endpoint.url': 'https://id.example.com/jwks' });
});

test.each<[string, Partial<KafkaProps>, Record<string, string>]>([
  ['partitions', { partitions: 12 }, { 'num.partitions': '12' }],
  ['retention', { retention: Duration.days(1) }, { 'log.retention.ms': '86400000' }],
  [
    'rack', { rack: EnvValue.fromFieldRef('metadata.labels' as any, { key: 'topology.kubernetes.io/zone' }) },
    { 'broker.rack': '${env:RACK}' },
  ],
  ['settings', { settings: { 'num.io.threads': '16' } }, { 'num.io.threads': '16' }],
])('%s reach the brokers', (_, props, settings) => {
  expect(new Deployed(props).settings()).toMatchObject(settings);
});

test('dedicated controllers have their own file, and brokers have none of theirs', () => {
  const chart = new Deployed({ controllers: Controllers.dedicated() });

  expect(chart.settings('controller', chart.kafka.controllers)).toMatchObject({
    'process.roles': 'controller',
    'listeners': 'CONTROLLER://:9093',
    'advertised.listeners': 'CONTROLLER://${env:POD_HOST}:9093',
    'default.replication.factor': '3',
  });
  expect(chart.settings('broker')['controller.quorum.bootstrap.servers'])
    .toContain('kafka-controller-2.kafka-controller.${env:POD_NAMESPACE}.svc.cluster.local:9093');
  expect(chart.settings()).toEqual({});
});

test.each<[string, Record<string, string>]>([
  ['quotas', {
    'client.quota.callback.class': 'io.strimzi.kafka.quotas.StaticQuotaCallback',
    'client.quota.callback.static.produce': '1000',
  }],
  ['metrics', {
    'metric.reporters': 'com.linkedin.kafka.cruisecontrol.metricsreporter.CruiseControlMetricsReporter',
    'cruise.control.metrics.reporter.bootstrap.servers': 'localhost:9091',
  }],
  ['remote storage', {
    'remote.log.storage.manager.class.name': 'io.aiven.kafka.tieredstorage.RemoteStorageManager',
    'rsm.config.storage.backend.class': 'S3',
  }],
  ['remote storage with a prefix of its own', { 'remote.log.storage.manager.impl.prefix': 'tiered.', 'tiered.chunk.size': '1' }],
])('settings that plugins for %s read reach the nodes', (_, settings) => {
  expect(new Deployed({ settings }).settings()).toMatchObject(settings);
});
