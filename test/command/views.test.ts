import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT } from '../support/snippets';

const directory = mkdtempSync(join(tmpdir(), 'views-'));
afterAll(() => rmSync(directory, { recursive: true }));

function command(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsx'), [join(ROOT, 'src/command/main.ts'), ...args], {
    cwd: directory, encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const golden = join(ROOT, 'examples/redis/golden');

test('diagram prints the flowchart of a directory', () => {
  expect(command('diagram', golden)).toMatchObject({
    status: 0, stdout: expect.stringMatching(/^flowchart TD\n[^]*redis_0\["redis-0<br>master"\]/),
  });
});

test('diagram rejects manifests without a StatefulSet', () => {
  writeFileSync(join(directory, 'none.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: db }\n');

  expect(command('diagram', 'none.yaml')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: none.yaml must have a StatefulSet, and has 1 objects of other kinds; name the directory that the synthesis writes\n',
  });
});

test('runbook prints the recipes of the set in the namespace that is given', () => {
  expect(command('runbook', golden, 'redis', '-n', 'cache')).toMatchObject({
    status: 0, stdout: expect.stringMatching(/^# Operations of redis in namespace cache\n/),
  });
});

test('runbook requires a namespace, from the manifest or as an option', () => {
  expect(command('runbook', golden, 'redis')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'error: the manifest of StatefulSet redis has no namespace, which the commands need; add --namespace\n',
  });
});

test('runbook rejects a name that no StatefulSet has, and lists the names', () => {
  expect(command('runbook', golden, 'reds', '-n', 'cache').stderr)
    .toMatch(/^error: the name must be that of a StatefulSet in .*, got reds; use redis\n$/);
});
