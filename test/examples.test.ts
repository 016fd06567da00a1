import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { ROOT } from './support/snippets';
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
}, 60_000);

function texts(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).sort().map(file => [file, readFileSync(join(directory, file), 'utf8')]));
}
