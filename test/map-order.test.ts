import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AppProbe, Cassandra, Controllers, Kafka, KafkaSasl, Manifests, MySql, NetworkAccess, NetworkPeer, Ordinals, Port, PostgreSql,
  ServiceTarget, Settings, StatefulApp, ZooKeeper, ZooKeeperSource,
} from 'cdk8s-stateful-app';
import { PLAIN } from './support/render';
import { ROOT } from './support/snippets';

/** Hands on a map that is given as this prop or parameter. */
type Maps = <T>(place: string, map: Record<string, T>) => Record<string, T>;

const text = kplus.EnvValue.fromValue;
const size = Size.gibibytes(20);
const password = (chart: Chart, key: string) => ({ secret: kplus.Secret.fromSecretName(chart, `Secret-${key}`, 'auth'), key });

/** Every map of the API, with two entries at least. */
const PROGRAMS: Record<string, (chart: Chart, map: Maps) => void> = {
  StatefulApp: (chart, map) => {
    const app = new StatefulApp(chart, 'App', {
      ...PLAIN,
      command: ['redis-server'],
      shell: '/bin/sh',
      ports: [Port.tcp(6379, { name: 'redis' })],
      labels: map('IdentityProps.labels', { team: 'shop', area: 'west' }),
      annotations: map('IdentityProps.annotations', { 'example.com/b': '1', 'example.com/a': '2' }),
      podLabels: map('IdentityProps.podLabels', { tier: 'cache', cost: 'low' }),
      podAnnotations: map('IdentityProps.podAnnotations', { 'example.com/d': '1', 'example.com/c': '2' }),
      selectorLabels: map('StatefulAppProps.selectorLabels', { app: 'redis', part: 'cache' }),
      nodeSelector: map('PlacementProps.nodeSelector', { disk: 'ssd', cpu: 'amd64' }),
      affinity: map('PlacementProps.affinity', { podAffinity: {}, nodeAffinity: {} }),
      env: map('ContainerOptions.env', {
        URL: text('$(HOST):$(PORT)'), HOST: text('redis'), PORT: text('6379'), A: text('$(URL)/$$(HOST)'),
      }),
      files: map('FilesProps.files', { '/etc/redis/b.conf': 'b', '/etc/redis/a.conf': 'a' }),
      reloadedFiles: map('FilesProps.reloadedFiles', { '/etc/two/b': 'b', '/etc/two/a': 'a', '/etc/one/c': 'c' }),
      secretFiles: map('FilesProps.secretFiles', {
        '/run/b/key': { ...password(chart, 'b'), mode: 0o400 }, '/run/a/two': password(chart, 'two'), '/run/a/one': password(chart, 'one'),
      }),
      emptyDirs: map('FilesProps.emptyDirs', { '/var/b': {}, '/var/a': { inMemory: true } }),
      claims: map('StatefulAppProps.claims', {
        log: { size, mountPath: '/log' },
        data: {
          size,
          mountPath: '/data',
          labels: map('ClaimProps.labels', { b: '1', a: '2' }),
          annotations: map('ClaimProps.annotations', { b: '1', a: '2' }),
          spec: map<any>('ClaimProps.spec', { volumeName: 'disk', dataSource: { name: 'dump', kind: 'VolumeSnapshot' } }),
        },
      }),
      roles: map('RolesProps.roles', {
        replica: {
          ordinals: Ordinals.startingAt(1),
          env: map('AppRoleProps.env', { ROLE: 'replica', MODE: 'b' }),
          files: map('AppRoleProps.files', { '/etc/redis/role.conf': 'r', '/etc/redis/more.conf': 's' }),
        },
        primary: {
          ordinals: Ordinals.only(0),
          env: { MODE: 'a', ROLE: 'primary' },
          files: { '/etc/redis/more.conf': 'q', '/etc/redis/role.conf': 'p' },
        },
      }),
      headlessService: {
        labels: map('HeadlessServiceOptions.labels', { b: '1', a: '2' }),
        annotations: map('HeadlessServiceOptions.annotations', { b: '1', a: '2' }),
      },
      clientServices: map('ServicesProps.clientServices', {
        write: { extraPorts: [{ name: 'w', port: 81 }] },
        read: { annotations: map('ClientServiceProps.annotations', { b: '1', a: '2' }), extraPorts: [{ name: 'r', port: 82 }] },
        leader: { target: ServiceTarget.labels(map('ServiceTarget.labels:labels', { leader: 'yes', area: 'west' })), ports: ['redis'] },
      }),
      readiness: AppProbe.http('/', { port: 80, headers: map('HttpProbeOptions.headers', { Host: 'redis', Accept: '*/*' }) }),
      networkAccess: NetworkAccess.isolated(
        NetworkPeer.pods(map('NetworkPeer.pods:labels', { b: '1', a: '2' }), map('NetworkPeer.pods:namespaceLabels', { b: '1', a: '2' })),
        NetworkPeer.namespaces(map('NetworkPeer.namespaces:labels', { b: '1', a: '2' })),
      ),
    });
    app.addContainer({
      name: 'exporter', image: 'exporter:1.0', env: map('ContainerOptions.env', { B: text('$(A)'), C: text('3'), A: text('1') }),
    });
    const plugins = map<any>('StatefulApp.addVolume:source', { csi: { driver: 'd', readOnly: true } });
    app.container.mount('/plugins', app.addVolume('plugins', plugins));
    app.bindClient(new kplus.Deployment(chart, 'Shop', { containers: [{ image: 'shop:1.0' }] }), {
      env: map('ClientWiring.env', { URL: text('$(HOST)'), HOST: text('redis') }),
      secretFiles: map('ClientWiring.secretFiles', {
        '/etc/b/key': password(chart, 'client-b'), '/etc/a/key': password(chart, 'client-a'),
      }),
    });
    app.addBootstrapContainer({
      command: ['prepare'], env: map('BootstrapContainerProps.env', { URL: text('$(HOST)'), HOST: text('redis') }),
    });
    app.addJob('migrate', {
      command: ['migrate'],
      annotations: map('JobOptions.annotations', { b: '1', a: '2' }),
      env: map('JobPodProps.env', { URL: text('$(HOST)'), HOST: text('redis') }),
      files: map('JobPodProps.files', { '/etc/job/b': 'b', '/etc/job/a': 'a' }),
      secretFiles: map('JobPodProps.secretFiles', { '/run/d/key': password(chart, 'job-d'), '/run/c/key': password(chart, 'job-c') }),
      emptyDirs: map('JobPodProps.emptyDirs', { '/b': {}, '/a': {} }),
      existingClaims: map('JobPodProps.existingClaims', { '/dump/b': 'b', '/dump/a': 'a' }),
    });
    const sections = map<Record<string, string>>('Settings.ini:sections', { b: { d: '1', c: '2' }, a: { f: '3', e: '4' } });
    app.addConfigFile('/etc/redis/ini', Settings.ini(sections));
    app.addConfigFile('/etc/redis/properties', Settings.properties(map('Settings.properties:settings', { b: '1', a: '2' })));
    app.addConfigFile('/etc/redis/spaced', Settings.spaced(map('Settings.spaced:settings', { b: '1', a: '2' })));
  },
  MySql: (chart, map) => new MySql(chart, 'Db', {
    replicas: 3,
    storage: size,
    accounts: { rootPassword: password(chart, 'root'), replicationPassword: password(chart, 'replication') },
    initScripts: map('MySqlProps.initScripts', { '02-data.sql': 'SELECT 2;', '01-tables.sql': 'SELECT 1;' }),
    settings: map('MySqlSettingsProps.settings', { long_query_time: '2', innodb_io_capacity: '500' }),
    primarySettings: map('MySqlSettingsProps.primarySettings', { sort_buffer_size: '1M', join_buffer_size: '1M' }),
    replicaSettings: map('MySqlSettingsProps.replicaSettings', { sort_buffer_size: '1M', join_buffer_size: '1M' }),
    monitoring: {
      podMonitor: { labels: map('PodMonitorOptions.labels', { b: '1', a: '2' }) },
      alerts: {
        labels: map('PrometheusRuleOptions.labels', { b: '1', a: '2' }),
        alertLabels: map('PrometheusRuleOptions.alertLabels', { team: 'shop', area: 'west' }),
      },
    },
  }),
  PostgreSql: (chart, map) => new PostgreSql(chart, 'Db', {
    namespace: 'shop',
    image: 'registry.example.com/postgres-patroni:18',
    replicas: 3,
    storage: size,
    accounts: { superuserPassword: password(chart, 'superuser'), replicationPassword: password(chart, 'replication') },
    settings: map('PostgreSqlSettingsProps.settings', { work_mem: '8MB', max_worker_processes: '16', log_lock_waits: 'on' }),
  }),
  Kafka: (chart, map) => {
    const kafka = new Kafka(chart, 'Kafka', {
      replicas: 3,
      storage: size,
      clusterId: 'Tm90IGEgcmFuZG9tIGlkLg',
      controllers: Controllers.dedicated(),
      tls: { certificate: kplus.Secret.fromSecretName(chart, 'Tls', 'kafka-tls') },
      sasl: KafkaSasl.oauthBearer(map('KafkaSasl.oauthBearer:settings', {
        'sasl.oauthbearer.jwks.endpoint.url': 'https://auth/jwks', 'sasl.oauthbearer.expected.audience': 'kafka',
      })),
      external: {
        addresses: ['a', 'b', 'c'].map(host => ({ host })), annotations: map('KafkaExternalAccess.annotations', { b: '1', a: '2' }),
      },
      logging: { loggers: map('KafkaLogging.loggers', { 'org.apache': 'WARN', 'kafka': 'DEBUG' }) },
      settings: map('KafkaSettingsProps.settings', { 'num.io.threads': '8', 'background.threads': '10' }),
    });
    kafka.addTopic('orders', { config: map('KafkaTopicOptions.config', { 'retention.ms': '1000', 'cleanup.policy': 'compact' }) });
  },
  Cassandra: (chart, map) => new Cassandra(chart, 'Ring', {
    replicas: 3,
    storage: size,
    clusterName: 'shop',
    superuser: { password: password(chart, 'admin') },
    settings: map('CassandraSettingsProps.settings', { concurrent_writes: '64', concurrent_reads: '16' }),
  }),
  ZooKeeper: (chart, map) => new ZooKeeper(chart, 'Zk', {
    replicas: 3,
    storage: size,
    transactionLog: { storage: size },
    source: ZooKeeperSource.external({
      servers: map('ZooKeeperExternalOptions.servers', { 2: 'b-1.b.shop.svc.cluster.local', 1: 'b-0.b.shop.svc.cluster.local' }),
    }),
    authentication: { clients: map('ZooKeeperAuthentication.clients', { shop: password(chart, 'shop'), audit: password(chart, 'audit') }) },
    settings: map('ZooKeeperSettingsProps.settings', { globalOutstandingLimit: '100', cnxTimeout: '6' }),
  }),
};

const asGiven: Maps = (_, map) => map;

/** Also the maps in it. */
const reversed: Maps = (_, map) => Object.fromEntries(Object.entries(map).reverse().map(([key, value]: [string, any]) =>
  [key, value?.constructor === Object ? reversed('', value) : value]));

function yamlOf(program: string, map: Maps): string {
  const app = new App();
  PROGRAMS[program](new Chart(app, 'test', { namespace: 'shop' }), map);
  return app.synthYaml();
}

test.each(Object.keys(PROGRAMS))('%s writes the same bytes whatever the order of each map', program => {
  expect(yamlOf(program, reversed)).toBe(yamlOf(program, asGiven));
});

test('every map of the API is in one of the programs', () => {
  const seen = new Set<string>();
  for (const program of Object.keys(PROGRAMS)) { yamlOf(program, (place, map) => { seen.add(place); return map; }); }

  expect([...seen].sort()).toEqual(mapsOfApi());
});

test('a variable follows those that its value refers to', () => {
  const app = new App();
  const chart = new Chart(app, 'test', { namespace: 'shop' });
  PROGRAMS.StatefulApp(chart, reversed);
  const env: { name: string }[] = Manifests.one(chart, 'StatefulSet', 'redis').spec.template.spec.containers[0].env;

  expect(env.map(({ name }) => name)).toEqual(['HOST', 'PORT', 'URL', 'A']);
});

test('variables that refer to each other or to themselves have one order', () => {
  const order = (variables: string[]) => {
    const chart = new Chart(new App(), 'test');
    const values: Record<string, string> = { A: '$(B)', B: '$(A)', C: '$(C):$(OF_THE_IMAGE)' };
    new StatefulApp(chart, 'Redis', { ...PLAIN, env: Object.fromEntries(variables.map(name => [name, text(values[name])])) });
    return Manifests.one(chart, 'StatefulSet').spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
  };

  expect(order(['C', 'B', 'A'])).toEqual(order(['A', 'B', 'C']));
});

/** The props and parameters that are maps, without those of parts that users do not write as maps. */
function mapsOfApi(): string[] {
  const left = [
    'AppJob.podLabels', 'RawVolume.new:source', 'StatefulApp.allowPods:labels', 'StatefulWorkloadProps.podSpec',
    'StatefulWorkloadProps.selectorLabels', 'StatefulWorkloadProps.spec',
  ];
  const types: [string, any][] = Object.entries(JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types);
  const isMap = ({ type }: any) => type?.collection?.kind === 'map';
  return types.flatMap(([fqn, { datatype, properties = [], methods = [], initializer }]) => {
    const name = fqn.split('.')[1];
    const calls = [...methods, ...initializer ? [{ name: 'new', ...initializer }] : []];
    return [
      ...datatype ? properties.filter(isMap).map((prop: any) => `${name}.${prop.name}`) : [],
      ...calls.flatMap(call => (call.parameters ?? []).filter(isMap).map((parameter: any) => `${name}.${call.name}:${parameter.name}`)),
    ];
  }).filter(place => !left.includes(place)).sort();
}
