import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { chartSet } from '../adoption/release';
import { ROOT } from '../support/snippets';

const directory = mkdtempSync(join(tmpdir(), 'adoption-'));
afterAll(() => rmSync(directory, { recursive: true }));

const golden = (example: string) => join(ROOT, 'examples', example, 'golden');

function adoption(release: object[], ...args: string[]) {
  writeFileSync(join(directory, 'release.yaml'), release.map(object => JSON.stringify(object)).join('\n---\n'));
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsx'),
    [join(ROOT, 'src/command/main.ts'), 'adoption', 'release.yaml', ...args], { cwd: directory, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const zookeeper = (replicas: number, namespace = 'shop') => {
  const set = chartSet('shop-zookeeper', 'zookeeper-13.8.7', 'zookeeper', replicas);
  return { ...set, metadata: { ...set.metadata, namespace } };
};

test('adoption prints the commands for each claim', () => {
  const { status, stdout } = adoption([zookeeper(3)], golden('zookeeper'), 'zk', '--namespace', 'shop');

  expect(status).toBe(0);
  expect(stdout).toMatch(/^# Names of the adoption by zk in namespace shop\n/);
  expect(stdout).toContain('keep data-shop-zookeeper-0\nkeep data-shop-zookeeper-1\nkeep data-shop-zookeeper-2\n');
  expect(stdout).toContain('move data-shop-zookeeper-2 data-zk-2\n');
});

test('a pipeline stops at volumes that do not fit', () => {
  const { status, stdout } = adoption([zookeeper(5)], golden('zookeeper'), 'zk', '--namespace', 'shop');

  expect(status).toBe(4);
  expect(stdout).toContain('has 5 members, and zk has 3');
});

test.each([
  ['a name that no StatefulSet has', [zookeeper(3)], ['zookeeper', 'zoo', '-n', 'shop'],
    /^error: the name must be that of a StatefulSet of mysql, kafka, zookeeper in .*, got zoo; use zk\n$/],
  ['a set of another system', [zookeeper(3)], ['redis', 'redis', '-n', 'shop'], /got redis; use redis\n$/],
  ['a release of another chart', [chartSet('db', 'mysql-14.0.3', 'primary')], ['zookeeper', 'zk', '-n', 'shop'],
    /must have a StatefulSet of the chart zookeeper \(label helm\.sh\/chart\), and has none; write the file with `helm get manifest`\n$/],
  ['another namespace', [zookeeper(3, 'old')], ['zookeeper', 'zk', '-n', 'shop'],
    /the namespace of StatefulSet zk must be that of shop-zookeeper \(old\), got shop; a claim cannot leave its namespace\n$/],
  ['no namespace', [zookeeper(3)], ['zookeeper', 'zk'], /the manifest of StatefulSet zk has no namespace, which the commands need; add --namespace\n$/],
])('adoption rejects %s', (_title, release, [example, ...args], message) => {
  const { status, stdout, stderr } = adoption(release, golden(example), ...args);

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
});
