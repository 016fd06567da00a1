import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './support/snippets';
import { PROJECT } from '../src/values/project';

const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const pageOf = (language: string) => readFileSync(join(ROOT, 'docs', 'languages', `${language}.md`), 'utf8');

test('the packages of all languages have the addresses of the project', () => {
  const { homepage, repository, jsii: { targets } } = packageJson;

  expect(homepage).toBe(PROJECT.home);
  expect(repository.url).toBe(`${PROJECT.home}.git`);
  expect(targets.go.moduleName).toBe(PROJECT.goModule);
  expect(targets.java.maven.groupId).toBe(PROJECT.mavenGroup);
});

test('no file names another placeholder than those that `npx projen` replaces', () => {
  const parts = ['example', 'invalid'];
  const placeholders = [parts.join('.'), parts.reverse().join('.')];
  const { stdout } = spawnSync('git', ['grep', '-hIF', ...placeholders.flatMap(text => ['-e', text])], { cwd: ROOT, encoding: 'utf8' });
  const others = stdout.split('\n').map(line => Object.values(PROJECT).reduce((rest, address) => rest.replaceAll(address, ''), line))
    .filter(line => placeholders.some(text => line.includes(text)));

  expect(others).toEqual([]);
});

test('the pages of the languages install this version from these addresses', () => {
  const { version } = packageJson;

  expect(pageOf('go')).toContain(`go get ${PROJECT.goModule}/statefulapp@v${version}`);
  expect(pageOf('java')).toContain(`<groupId>${PROJECT.mavenGroup}</groupId>`);
  expect(pageOf('java')).toContain(`<version>${version}</version>`);
});
