import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Deployment, Secret } from 'cdk8s-plus-28';
import { JobCleanup, Kafka, KafkaPermission, KafkaProps, KafkaSasl, Manifests, NetworkAccess } from 'cdk8s-stateful-app';
import { Deployed } from './deployment';
import { filesBelow } from '../../support/snippets';

const SCRIPTS = join(__dirname, '../../../src/presets/kafka/scripts');

/** The Job and what it is to bring about. */
function topicsOf(
  build: (chart: Deployed) => void, props: ConstructorParameters<typeof Deployed>[0] = {}, files = 'kafka-topics',
): { job: any; desired: string } {
  const chart = new Deployed(props);
  build(chart);
  return { job: Manifests.one(chart, 'Job'), desired: Manifests.one(chart, 'ConfigMap', files).data['etc.kafka.stateful.desired'] };
}

test('an application gets the bootstrap address and is admitted', () => {
  const chart = new Deployed({ networkAccess: NetworkAccess.isolated() });
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] });
  chart.kafka.bind(shop, { names: { bootstrapServers: 'BROKERS' } });

  const { env } = Manifests.one(chart, 'Deployment').spec.template.spec.containers[0];
  expect(env).toEqual([{ name: 'BROKERS', value: 'kafka-bootstrap.shop:9092' }]);
  expect(Object.keys(chart.kafka.connectionEnv())).toEqual(['KAFKA_BOOTSTRAP_SERVERS']);
  expect(chart.kafka.connection()).toEqual({
    bootstrapServers: 'kafka-bootstrap.shop:9092', secure: false, securityProtocol: 'PLAINTEXT',
  });
  expect(Manifests.one(chart, 'NetworkPolicy', 'kafka').spec.ingress[1].ports).toEqual([{ port: 9092, protocol: 'TCP' }]);
  expect(Manifests.titles(chart)).not.toContain('NetworkPolicy/shop-to-kafka');
});

test('with TLS and SASL an application gets protocol, mechanism, user, password and authority, by name as well', () => {
  const chart = new Deployed({ secure: true, sasl: KafkaSasl.scram() });
  const password = { secret: Secret.fromSecretName(chart, 'Users', 'kafka-users'), key: 'shop' };
  chart.kafka.addUser('shop', { password });
  const shop = new Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] });
  chart.kafka.bind(shop, { user: 'shop' });
  chart.kafka.mountClientProperties(shop);

  const { env, volumeMounts } = Manifests.one(chart, 'Deployment').spec.template.spec.containers[0];
  expect(env).toEqual([
    { name: 'KAFKA_BOOTSTRAP_SERVERS', value: 'kafka-bootstrap.shop:9092' },
    { name: 'KAFKA_CA_FILE', value: '/etc/kafka-client-ca/ca.crt' },
    { name: 'KAFKA_PASSWORD', valueFrom: { secretKeyRef: { name: 'kafka-users', key: 'shop' } } },
    { name: 'KAFKA_USER', value: 'shop' },
    {
      name: 'KAFKA_SASL_JAAS_CONFIG',
      value: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="$(KAFKA_USER)" password="$(KAFKA_PASSWORD)";',
    },
    { name: 'KAFKA_SASL_MECHANISM', value: 'SCRAM-SHA-512' },
    { name: 'KAFKA_SECURITY_PROTOCOL', value: 'SASL_SSL' },
  ]);
  expect(volumeMounts.map(({ mountPath }: any) => mountPath))
    .toEqual(['/etc/kafka-client-ca', '/etc/kafka-client', '/etc/kafka-client-tls']);

  const web = new Chart(new App(), 'web', { namespace: 'shop' });
  const other = new Deployment(web, 'Shop', { containers: [{ image: 'shop:1.0' }] });
  const authority = { secret: Secret.fromSecretName(web, 'Tls', 'kafka-tls'), key: 'ca.crt' };
  Kafka.fromName(web, 'Kafka', 'kafka', { authority, sasl: KafkaSasl.scram() }).bind(other, { user: 'shop', password });
  expect(Manifests.one(web, 'Deployment').spec.template.spec.containers[0].env).toEqual(env);
});

test('an application finds the properties of a client in a file', () => {
  const chart = new Deployed({ secure: true, sasl: KafkaSasl.scram() });
  const shop = new Deployment(chart, 'Shop', { metadata: { name: 'shop' }, containers: [{ image: 'shop:1.0' }] });
  chart.kafka.mountClientProperties(shop, '/etc/kafka');

  expect(Manifests.one(chart, 'ConfigMap', 'kafka-client').data['client.properties']).toBe(`bootstrap.servers=kafka-bootstrap:9092
sasl.mechanism=SCRAM-SHA-512
security.protocol=SASL_SSL
ssl.truststore.location=/etc/kafka-tls/ca.crt
ssl.truststore.type=PEM
`);
  const { containers, volumes } = Manifests.one(chart, 'Deployment').spec.template.spec;
  expect(containers[0].volumeMounts.map(({ mountPath }: any) => mountPath)).toEqual(['/etc/kafka', '/etc/kafka-tls']);
  expect(volumes[1].secret).toEqual({ secretName: 'kafka-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] });
});

test('the scripts that run are the scripts that are tested', () => {
  const files = new Deployed().kafka.filesOf(0);
  const called = readdirSync(SCRIPTS).filter(name => name !== 'apply-topics.sh');

  for (const name of called) { expect(files[`/etc/kafka/stateful/scripts/${name}`]).toBe(readFileSync(join(SCRIPTS, name), 'utf8')); }
});

test('the Job has each script that its own one reads', () => {
  const chart = new Deployed();
  chart.kafka.addTopic('orders');

  const read = [...readFileSync(join(SCRIPTS, 'apply-topics.sh'), 'utf8').matchAll(/^\. "\$scripts\/(.*)"$/gm)].map(([, name]) => name);
  const { data } = Manifests.one(chart, 'ConfigMap', 'kafka-topics');
  const { volumeMounts } = Manifests.one(chart, 'Job').spec.template.spec.containers[0];
  expect(read).toContain('contract.sh');
  for (const name of read) {
    const [mountPath, subPath] = [`/etc/kafka/stateful/scripts/${name}`, `etc.kafka.stateful.scripts.${name}`];
    expect(data[subPath]).toBe(chart.kafka.filesOf(0)[mountPath]);
    expect(volumeMounts).toContainEqual({ name: 'files', mountPath, subPath, readOnly: true });
  }
});

test('topics are lines for the Job', () => {
  const { desired } = topicsOf(({ kafka }) => {
    kafka.addTopic('orders', { partitions: 6, replicationFactor: 3, config: { 'cleanup.policy': 'compact,delete' } });
    kafka.addTopic('parcels');
  });

  expect(desired).toBe('topic orders 6 3\nconfig orders cleanup.policy=compact,delete\ntopic parcels - -\n');
});

test('the name of the Job depends on its effect', () => {
  const one = topicsOf(({ kafka }) => kafka.addTopic('orders', { partitions: 6 })).job;
  const same = topicsOf(({ kafka }) => kafka.addTopic('orders', { partitions: 6 })).job;
  const other = topicsOf(({ kafka }) => kafka.addTopic('orders', { partitions: 7 })).job;

  expect(one.metadata.name).toMatch(/^kafka-topics-[0-9a-f]{10}$/);
  expect(same.metadata.name).toBe(one.metadata.name);
  expect(other.metadata.name).not.toBe(one.metadata.name);
});

test.each<ConstructorParameters<typeof Deployed>[0]>([
  { jvmFlags: ['-XX:UseSVE=0'] }, { topicsJobResources: {} }, { tolerations: [{ key: 'dedicated', operator: 'Exists' }] },
  { imagePullSecrets: [{ name: 'registry' } as any] }, { podAnnotations: { team: 'shop' } }, { labels: { team: 'shop' } },
  { image: 'apache/kafka:4.2.0' }, { clusterDomain: 'example.org' }, { user: 1001 }, { secure: true }, { retention: Duration.days(1) },
  { networkAccess: NetworkAccess.isolated() }, { topicsJob: { deadline: Duration.hours(1) } }, { annotations: { team: 'shop' } },
])('with %j, the name of the Job changes exactly if its pods change', change => {
  const [before, after] = [{}, change].map(props => topicsOf(({ kafka }) => kafka.addTopic('orders'), props).job);

  expect(before.metadata.name === after.metadata.name).toBe(JSON.stringify(before.spec.template) === JSON.stringify(after.spec.template));
});

test('the longest name of a set makes a name that a Job may have, and sets that begin alike have different ones', () => {
  const jobOf = (name: string) => topicsOf(({ kafka }) => kafka.addTopic('orders'), { name }, `${name}-topics`).job;
  const [one, other] = ['a', 'b'].map(last => jobOf('k'.repeat(51) + last).metadata.name);

  expect(one).toMatch(/^k{45}-topics-[0-9a-f]{10}$/);
  expect(one).toHaveLength(63);
  expect(one).not.toBe(other);
});

test('the Job and the container that copies the agent request the configured resources', () => {
  const resources = { cpu: { request: Cpu.millis(20), limit: Cpu.millis(100) }, memory: { limit: Size.mebibytes(128) } };
  const spec = { requests: { cpu: '20m' }, limits: { cpu: '100m', memory: '128Mi' } };
  const chart = new Deployed({ topicsJobResources: resources, monitoring: { image: 'jmx:1', resources } });
  chart.kafka.addTopic('orders');

  expect(Manifests.one(chart, 'Job').spec.template.spec.containers[0].resources).toEqual(spec);
  expect(Manifests.one(chart, 'StatefulSet').spec.template.spec.initContainers[1].resources).toEqual(spec);
  const unlimited = topicsOf(({ kafka }) => kafka.addTopic('orders'), { topicsJobResources: {} }).job;
  expect(unlimited.spec.template.spec.containers[0].resources ?? {}).toEqual({});
  expect(topicsOf(({ kafka }) => kafka.addTopic('orders')).job.spec.template.spec.containers[0].resources).toEqual({
    requests: {
      'cpu': '50m',
      'memory': '256Mi',
      'ephemeral-storage': '64Mi',
    },
    limits: { 'cpu': '1', 'memory': '256Mi', 'ephemeral-storage': '64Mi' },
  });
});

test('a finished Job is removed soon, so that an equal Job can run again, and has a label to delete it by', () => {
  const { job } = topicsOf(({ kafka }) => kafka.addTopic('orders'));

  expect(job.spec.ttlSecondsAfterFinished).toBe(600);
  expect(job.metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'kafka-topics', 'app.kubernetes.io/part-of': 'kafka' });
});

test('topicsJob changes the limits of the Job and lets it stay, without another run', () => {
  const topicsJob = {
    deadline: Duration.hours(1), retries: 1, cleanup: JobCleanup.never(), annotations: { 'argocd.argoproj.io/hook': 'PostSync' },
  };
  const [usual, other] = [{}, { topicsJob }].map(props => topicsOf(({ kafka }) => kafka.addTopic('orders'), props).job);

  expect(usual.spec).toMatchObject({ activeDeadlineSeconds: 7200, backoffLimit: 4 });
  expect(other.spec).toMatchObject({ activeDeadlineSeconds: 3600, backoffLimit: 1 });
  expect(other.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(other.metadata).toMatchObject({ name: usual.metadata.name, annotations: topicsJob.annotations });
});

test('the Job\'s JVM gets the flags that every JVM needs, and no others', () => {
  const env = ({ job }: ReturnType<typeof topicsOf>) => job.spec.template.spec.containers[0].env
    .find(({ name }: any) => name === 'KAFKA_OPTS');

  expect(env(topicsOf(({ kafka }) => kafka.addTopic('orders'), { jvmFlags: ['-XX:UseSVE=0', '-XX:+UseZGC'] })))
    .toEqual({ name: 'KAFKA_OPTS', value: '-XX:UseSVE=0' });
  expect(env(topicsOf(({ kafka }) => kafka.addTopic('orders')))).toBeUndefined();
});

test('users are lines, and their passwords files', () => {
  const { job, desired } = topicsOf(({ kafka }) => {
    const secret = Secret.fromSecretName(kafka, 'Users', 'kafka-users');
    kafka.addUser('shop', {
      password: { secret, key: 'shop' },
      permissions: [KafkaPermission.produce('orders'), KafkaPermission.consume('parcels*', 'shop'), KafkaPermission.transact('shop-*')],
    });
  }, { secure: true, sasl: KafkaSasl.scram(), authorization: { superUsers: ['User:CN=kafka'] } } as Partial<KafkaProps>);

  expect(desired).toBe('user shop\nproducer shop orders\nconsumer shop parcels* shop\ntransaction shop shop-*\n');
  const projected = job.spec.template.spec.volumes.filter((volume: any) => volume.projected);
  expect(projected.map(({ name, projected: { sources } }: any) => [name, sources.map(({ secret }: any) => secret.items[0])])).toEqual([
    ['secret-run-secrets-kafka-tls', ['ca.crt', 'tls.crt', 'tls.key'].map(key => ({ key, path: key }))],
    ['secret-run-secrets-kafka-users', [{ key: 'shop', path: 'shop' }]],
  ]);
});

test('the Job reaches the brokers\' own listener where network policies are on', () => {
  const chart = new Deployed({ networkAccess: NetworkAccess.isolated() });
  chart.kafka.addTopic('orders');

  expect(Manifests.one(chart, 'NetworkPolicy', 'kafka').spec.ingress[1]).toMatchObject({ ports: [{ port: 9091 }] });
  expect(Manifests.one(chart, 'NetworkPolicy', 'kafka-topics').spec.egress[0].ports).toEqual([{ port: 9091, protocol: 'TCP' }]);
});

test('without topics and users there is no Job', () => {
  expect(Manifests.titles(new Deployed()).filter(title => title.startsWith('Job/'))).toEqual([]);
});

test('recipes and runbooks tell each of Kafka\'s tools where the brokers are', () => {
  const docs = join(__dirname, '../../../docs');
  const pages = [...filesBelow(join(docs, 'presets/kafka'), '.md'), ...filesBelow(join(docs, 'runbooks'), '.md')];
  const blocks = pages.flatMap(page => [...readFileSync(page, 'utf8').matchAll(/^ *```sh\n(.*?)^ *```/gms)].map(([, block]) => block));
  const commands = blocks.flatMap(block => block.match(/kafka-[a-z-]+\.sh .+/g) ?? []);

  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter(command => !/ (\$AT|--bootstrap-controller) /.test(command))).toEqual([]);
});

test('the exporter\'s agent is in the JVM of the server, and the tools do without', () => {
  const chart = new Deployed({ monitoring: { image: 'registry.example/jmx-exporter:1.0.1', podMonitor: {} } });
  const { containers: [{ env, ports }], initContainers } = Manifests.one(chart, 'StatefulSet').spec.template.spec;

  expect(env.find(({ name }: any) => name === 'SERVER_FLAGS').value)
    .toBe('-javaagent:/run/jmx-exporter/agent.jar=9404:/etc/kafka/stateful/jmx-exporter.yaml');
  expect(env.find(({ name }: any) => name === 'KAFKA_OPTS').value).not.toContain('javaagent');
  expect(ports.map(({ name }: any) => name)).toEqual(['client', 'metrics']);
  expect(initContainers.map(({ name }: any) => name)).toEqual(['bootstrap', 'jmx-exporter']);
  expect(Manifests.one(chart, 'PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'metrics' }]);
});

test('fails with one error for what is wrong with Kafka\'s props and with those of every application', () => {
  const build = () => new Deployed({ name: 'Kaf_ka', replicationFactor: 7, settings: { 'log.dirs': '/data', 'nonsense': '1' } });

  expect(build).toThrow(/ReplicationFactorTooHigh.*\n.*SettingOwned.*\n.*SettingUnknown.*\n.*NameInvalid at test\/Kafka\]/);
});
