import { readFileSync } from 'fs';
import { join, relative } from 'path';
import { Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Consumer } from './consumer';
import { ROOT } from './packed';

let consumer: Consumer;
beforeAll(() => { consumer = Consumer.install(); });
afterAll(() => consumer?.remove());

/** cdk8s requires modules of Node, for which an ES module has no function. */
const REQUIRE = 'import { createRequire } from "module"; const require = createRequire(import.meta.url);';

function find(manifests: any[], kind: string): any {
  return manifests.find(manifest => manifest.kind === kind);
}

function loadedBy(program: string): string[] {
  return JSON.parse(consumer.node(['-p', `${program}; JSON.stringify(Object.keys(require.cache))`]));
}

test('reading an export loads the peers, the packages they depend on, and nothing else', () => {
  const loaded = loadedBy('require("cdk8s-stateful-app").StatefulApp');
  const outside = loaded.filter(file => relative(join(consumer.project, 'node_modules'), file).startsWith('..'));

  expect(loaded.length).toBeGreaterThan(0);
  expect(outside).toEqual([]);
});

test('a program that uses one preset loads no other', () => {
  const presetsOf = (program: string) => [...new Set(loadedBy(program)
    .flatMap(file => /lib\/presets\/(?!shared)(\w+)/.exec(file)?.[1] ?? []))];

  expect(presetsOf('require("cdk8s-stateful-app").StatefulApp')).toEqual([]);
  expect(presetsOf('require("cdk8s-stateful-app").Kafka')).toEqual(['kafka']);
});

test('a program that loads all presets and makes none reads no data files', () => {
  const program = `
    const fs = require('fs');
    const { readFileSync } = fs;
    const read = [];
    fs.readFileSync = (file, ...rest) => { if (/lib.*\\.json$/.test(file)) { read.push(file); } return readFileSync(file, ...rest); };
    const { Kafka, MySql, ZooKeeper } = require('cdk8s-stateful-app');
    console.log([Kafka, MySql, ZooKeeper].map(preset => typeof preset).join(), read.length);`;

  expect(consumer.node(['-e', program])).toBe('function,function,function 0\n');
});

test('ES modules import from it by name', () => {
  const program = 'import { Manifests, StatefulApp } from "cdk8s-stateful-app"; console.log(typeof Manifests, typeof StatefulApp)';

  expect(consumer.node(['--input-type=module', '-e', program])).toBe('function function\n');
});

test('the first frame of an error is a line of the program', () => {
  const program = `
    const { App, Chart } = require('cdk8s');
    const { Kafka, Port, StatefulApp } = require('cdk8s-stateful-app');
    const chart = new Chart(new App(), 'test');
    const redis = new StatefulApp(chart, 'Redis', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 });
    class Etcd extends StatefulApp { constructor(scope, id) { super(scope, id, { name: 'etcd' }); } }
    const calls = [
      () => new StatefulApp(chart, 'App', {}), () => new Kafka(chart, 'Queue', { replicas: -1 }), () => new Etcd(chart, 'Etcd'),
      () => redis.addClaim('data', {}), () => redis.fqdn(0), () => Port.tcp('80'),
    ];
    for (const call of calls) {
      try { call(); } catch ({ message, stack }) { console.log(stack.slice(('Error: ' + message).length).trim().split('\\n')[0]); }
    }`;
  const frames = consumer.node(['-e', program]).trim().split('\n');

  expect(frames).toHaveLength(6);
  expect(frames.filter(frame => !/^at .*\[eval\]/.test(frame))).toEqual([]);
});

test('labels that are added later are judged with the newest cdk8s', () => {
  const program = `
    const { App, Chart } = require('cdk8s');
    const { StatefulApp } = require('cdk8s-stateful-app');
    const chart = new Chart(new App(), 'test');
    const redis = new StatefulApp(chart, 'Redis', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 });
    try { redis.headlessService.metadata.addLabel('team', 'the shop'); } catch ({ message }) { console.log(message); }`;

  expect(consumer.node(['-e', program])).toContain('[LabelValueInvalid at test/Redis/HeadlessService]');
});

test('the first program of the README writes its YAML', () => {
  const [, program] = /```ts nofixture\n(.*?)```/s.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))!;
  consumer.write('first.ts', program);
  consumer.node(['--import', 'tsx', 'first.ts'], { CDK8S_OUTDIR: 'first' });

  expect(Object.keys(consumer.texts('first'))).toEqual(['shop.k8s.yaml']);
});

describe('cdk8s synth', () => {
  beforeAll(() => { consumer.succeed('synth'); });

  test('writes with the package and the newest peers what the sources synthesize with the oldest', () => {
    // by name, because the compiler of this repository knows neither the project nor its packages
    const { CacheChart } = jest.requireActual<{ CacheChart: new (scope: Construct, id: string) => Chart }>('./project/chart');

    expect(consumer.manifests('cache')).toEqual(Testing.synth(new CacheChart(Testing.app(), 'cache')));
  });

  test('finds the scripts that the package brings along', () => {
    const script = (name: string) => readFileSync(join(ROOT, 'src', 'scripting', 'scripts', name), 'utf8');
    const manifests = consumer.manifests('queue');

    expect(find(manifests, 'ConfigMap').data).toMatchObject({
      'leader-env': 'QUEUE_ROLE=\'leader\'\n',
      'select_role': script('select-role.sh'),
    });
    expect(find(manifests, 'StatefulSet').spec.template.spec.containers[0].command[0]).toBe('/bin/sh');
  });

  test('renders objects of cdk8s-plus-33 where interfaces and values are taken', () => {
    const { template, volumeClaimTemplates } = find(consumer.manifests('plus33'), 'StatefulSet').spec;
    const { containers: [db], initContainers: [exporter], volumes, ...pod } = template.spec;

    expect(pod).toMatchObject({ serviceAccountName: 'db-account', imagePullSecrets: [{ name: 'registry' }] });
    expect(db).toMatchObject({
      imagePullPolicy: 'IfNotPresent',
      env: [
        { name: 'FROM_CONFIG_MAP', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
        { name: 'FROM_SECRET', valueFrom: { secretKeyRef: { name: 'passwords', key: 'admin' } } },
        { name: 'LITERAL', value: 'on' },
        { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
      ],
      envFrom: [{ configMapRef: { name: 'settings' }, prefix: 'APP_' }, { secretRef: { name: 'passwords' } }],
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '2', memory: '1Gi' } },
    });
    expect(exporter.env).toEqual([{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'passwords', key: 'admin' } } }]);
    expect(JSON.stringify(volumes)).toContain('{"key":"admin","path":"password"}],"name":"passwords"');
    expect(volumeClaimTemplates[0].spec).toMatchObject({ accessModes: ['ReadWriteOncePod'], volumeMode: 'Filesystem' });
  });

  test('binds applications of four lines of cdk8s-plus, from that of the library to the newest', () => {
    const manifests = consumer.manifests('clients');
    const applications = manifests.filter(({ kind, metadata }) => metadata.name.startsWith('plus') && kind !== 'NetworkPolicy');

    expect(applications.map(({ kind, metadata }) => `${kind}/${metadata.name}`))
      .toEqual(['Deployment/plus28', 'Deployment/plus30', 'Job/plus33', 'DaemonSet/plus34']);
    for (const { metadata, spec: { template: { spec } } } of applications) {
      expect(spec.containers[0].env).toContainEqual({
        name: metadata.name === 'plus34' ? 'DB_PASSWORD' : 'MYSQL_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'mysql-passwords', key: 'shop' } },
      });
      expect(spec.containers[0].volumeMounts).toContainEqual({
        mountPath: '/etc/mysql-client-ca', name: 'client-etc-mysql-client-ca', readOnly: true,
      });
      expect(spec.volumes).toContainEqual(expect.objectContaining({
        name: 'client-etc-mysql-client-ca',
        secret: expect.objectContaining({ secretName: 'mysql-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] }),
      }));
    }
    const { ingress } = manifests.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'mysql').spec;
    expect(ingress.flatMap(({ from }: any) => from).filter(({ podSelector }: any) => podSelector.matchLabels['cdk8s.io/metadata.addr']))
      .toHaveLength(4);
  });

  // the settings of `cdk8s init`, which resolve as Node 10 did, and those of newer projects
  test.each(['tsconfig.json', 'tsconfig.node16.json'])('writes what the program writes that tsc compiles by %s, '
    + 'strictly and with all typings checked', settings => {
    consumer.succeed('compile', '--project', settings);
    consumer.node(['build/main.js'], { CDK8S_OUTDIR: 'compiled' });

    expect(consumer.texts('compiled')).toEqual(consumer.texts('dist'));
  });

  // in a folder from which no package is found
  test.each([
    ['a file', 'main.cjs', []],
    ['a minified file', 'min.cjs', ['--minify']],
    ['an ES module', 'main.mjs', ['--format=esm', `--banner:js=${REQUIRE}`]],
  ])('writes what the program writes that esbuild joins into %s', (_, file, options) => {
    consumer.succeed('bundle', 'main.ts', `--outfile=../bundle/${file}`, ...options);
    consumer.node([join('..', 'bundle', file)], { CDK8S_OUTDIR: file });

    expect(consumer.texts(file)).toEqual(consumer.texts('dist'));
  });
});

test('a program of ES modules compiles strictly, with all typings checked, and runs', () => {
  consumer.succeed('compile', '--project', 'tsconfig.esm.json');
  consumer.node(['build/module.mjs'], { CDK8S_OUTDIR: 'modules' });

  expect(Object.keys(consumer.texts('modules'))).toEqual(['module.k8s.yaml']);
});

test('the typings resolve as a bundler resolves them', () => {
  consumer.succeed('compile', '--project', 'tsconfig.bundler.json');
});

test('a snapshot is written first, then holds, then shows what a changed prop does', () => {
  // only `--ci=false` writes a new snapshot on a machine that looks like one of a CI
  expect(consumer.script('test', '--ci=false')).toMatchObject({ status: 0, output: expect.stringContaining('1 snapshot written') });
  expect(consumer.script('test', '--ci')).toMatchObject({ status: 0, output: expect.stringContaining('1 passed, 1 total') });

  consumer.edit('chart.ts', 'replicas: 3', 'replicas: 5');
  const { status, output } = consumer.script('test', '--ci');

  expect(status).toBe(1);
  expect(output).toMatch(/^ *- +"replicas": 3,\n *\+ +"replicas": 5,$/m);
});
