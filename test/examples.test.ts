import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { ROOT } from './support/snippets';
import { EtcdChart } from '../examples/etcd/chart';
import { Quickstart } from '../examples/quickstart/chart';
import { RedisChart } from '../examples/redis/chart';
import { Redis } from '../examples/redis/redis';
import { TutorialA } from '../examples/tutorial-a/chart';
import { TutorialB } from '../examples/tutorial-b/chart';

const EXAMPLES = join(ROOT, 'examples');
const names = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory() && entry.name !== 'support')
  .map(entry => entry.name);

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, 'fixtures', `${name}.json`), 'utf8'));
}

test('tutorial-a is exactly what the tutorial deploys', () => {
  expect(Testing.synth(new TutorialA(Testing.app(), 'test'))).toStrictEqual(fixture('tutorial-a'));
});

test('tutorial-b is exactly what the tutorial deploys', () => {
  expect(Testing.synth(new TutorialB(Testing.app(), 'test'))).toStrictEqual(fixture('tutorial-b'));
});

test('the quickstart hands its hosts to an application', () => {
  const { mysql } = new Quickstart(Testing.app(), 'test', { namespace: 'shop' });

  expect(mysql.host(0)).toBe('mysql-0.mysql');
  expect(mysql.fqdn(2)).toBe('mysql-2.mysql.shop.svc.cluster.local');
});

test('a subclass offers the words of its own system', () => {
  const { redis } = new RedisChart(Testing.app(), 'test');

  expect(redis).toBeInstanceOf(Redis);
  expect(redis.masterHost).toBe('redis-0.redis');
  expect(redis.role('replica').hosts).toEqual(['redis-1.redis', 'redis-2.redis']);
  expect(redis.filesOf(2)['/etc/redis/role.conf']).toBe('replicaof redis-0.redis 6379\n');
});

describe('the etcd', () => {
  const chart = (firstBoot?: boolean) => new EtcdChart(Testing.app(), 'test', { namespace: 'shop', firstBoot });
  const podOf = (firstBoot?: boolean) => Manifests.one(chart(firstBoot), 'StatefulSet', 'etcd').spec.template.spec;

  test('forms a cluster in a declared first boot only, and the guard knows it', () => {
    for (const [firstBoot, state] of [[true, 'new'], [false, 'existing'], [undefined, 'existing']] as const) {
      const { containers: [etcd], initContainers: [guard] } = podOf(firstBoot);

      expect(etcd.args).toContain(`--initial-cluster-state=${state}`);
      expect(guard.args).toEqual(['$(POD_NAME)', state, 'etcd-0.etcd', 'etcd-1.etcd', 'etcd-2.etcd']);
    }
  });

  test('is guarded with an image that has a shell, and the guard cannot change the data', () => {
    const { containers: [etcd], initContainers: [guard] } = podOf();

    expect(guard.image).not.toBe(etcd.image);
    expect(guard.env).toEqual(etcd.env);
    expect(guard.volumeMounts).toContainEqual({ name: 'data', mountPath: '/var/lib/etcd', readOnly: true });
  });

  test('lets clients reach one port, scrapers another, and keeps the port of the members closed', () => {
    const { ingress } = Manifests.one(chart(), 'NetworkPolicy', 'etcd').spec;

    expect(ingress.slice(1).map(({ ports }: any) => ports.map(({ port }: any) => port))).toEqual([[2379], [2381]]);
    expect(Manifests.one(chart(), 'Service', 'etcd').spec.ports).toEqual([{ name: 'client', port: 2379 }]);
  });

  test('is evicted one member at a time, and its members start together', () => {
    expect(Manifests.one(chart(), 'PodDisruptionBudget', 'etcd').spec.maxUnavailable).toBe(1);
    expect(Manifests.one(chart(), 'StatefulSet', 'etcd').spec.podManagementPolicy).toBe('Parallel');
  });

  test('has its own alerts and those that hold for every system', () => {
    const [{ rules }] = Manifests.one(chart(), 'PrometheusRule', 'etcd').spec.groups;

    expect(rules.map(({ alert }: any) => alert)).toEqual([
      'EtcdNoLeader', 'EtcdFsyncSlow', 'EtcdQuotaAlmostUsed', 'EtcdMetricsMissing', 'EtcdNotReady', 'EtcdVolumeFilling',
      'EtcdVolumeAlmostFull',
    ]);
  });

  test('tells clients all members', () => {
    expect(chart().etcd.endpoints).toBe('http://etcd-0.etcd:2379,http://etcd-1.etcd:2379,http://etcd-2.etcd:2379');
  });
});

test('every example has a README, a chart, a program and golden YAML', () => {
  for (const name of names) {
    expect(readdirSync(join(EXAMPLES, name))).toEqual(expect.arrayContaining(['README.md', 'cdk8s.yaml', 'chart.ts', 'golden', 'main.ts']));
  }
});

test.each(names)('cdk8s synth writes the golden YAML of %s', name => {
  const output = mkdtempSync(join(tmpdir(), 'golden-'));
  try {
    const cli = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
    execFileSync(process.execPath, [cli, 'synth', '--check-upgrade=false', '--output', output], {
      cwd: join(EXAMPLES, name),
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH}` },
      stdio: 'pipe',
    });

    expect(texts(output)).toEqual(texts(join(EXAMPLES, name, 'golden')));
  } finally {
    rmSync(output, { recursive: true });
  }
});

function texts(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).sort().map(file => [file, readFileSync(join(directory, file), 'utf8')]));
}
