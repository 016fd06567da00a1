import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { isBuiltin } from 'module';
import { tmpdir } from 'os';
import { basename, dirname, join, relative } from 'path';
import { succeed } from './consumer/command';
import { packInto, ROOT } from './consumer/packed';
import { linksOf } from './support/pages';

const workspace = mkdtempSync(join(tmpdir(), 'package-'));
const unpacked = join(workspace, 'package');
beforeAll(() => { succeed(workspace, 'tar', ['-xzf', packInto(workspace)]); });
afterAll(() => rmSync(workspace, { recursive: true }));

/** Its packages are parts of it. */
const COMMAND = 'command/main.js';
const isOfCommand = (path: string) => /^(command|diagram|runbook)\//.test(path);

/** Files below a directory, by relative path. */
function filesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(path => statSync(join(directory, path)).isFile()).sort();
}

/** What the files with an ending import, without the files of the package itself. */
function importsOf(ending: string): string[] {
  const texts = filesOf(join(unpacked, 'lib')).filter(path => path.endsWith(ending))
    .map(path => readFileSync(join(unpacked, 'lib', path), 'utf8'));
  const foreign = /(?:\brequire\(|\bfrom |\bimport\(?)\s*["']([^"'.][^"']*)["']/g;
  const imports = texts.flatMap(text => [...text.matchAll(foreign)].map(match => match[1]));
  return [...new Set(imports)].sort();
}

const isData = (path: string) => path.endsWith('.json');

test('every data file of the sources ships, and every folder of scripts as one file of their texts, and no other', () => {
  const sources = filesOf(join(ROOT, 'src'));
  const data = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const shipped = filesOf(join(unpacked, 'lib')).filter(isData);
  const scripts: Record<string, Record<string, string>> = {};
  for (const path of sources.filter(source => source.endsWith('.sh'))) {
    (scripts[`${dirname(path)}.json`] ??= {})[basename(path)] = readFileSync(join(ROOT, 'src', path), 'utf8');
  }

  expect(Object.keys(scripts).length).toBeGreaterThan(4);
  expect(shipped).toEqual([...sources.filter(isData), ...Object.keys(scripts)].sort());
  for (const path of shipped) { expect(data(join(unpacked, 'lib', path))).toEqual(scripts[path] ?? data(join(ROOT, 'src', path))); }
});

test('the code reads no file by a path of the package, which a bundled program does not have', () => {
  // the command is a program of its own, and reads the files of users
  const code = filesOf(join(unpacked, 'lib')).filter(path => path.endsWith('.js') && path !== COMMAND);

  expect(code.filter(path => /__dirname|require\("fs"\)/.test(readFileSync(join(unpacked, 'lib', path), 'utf8')))).toEqual([]);
});

const bundles = [
  'core.js', 'index.js', 'parts.js', join('plan', 'index.js'),
  ...['cassandra', 'kafka', 'mysql', 'postgresql', 'shared', 'zookeeper'].map(name => join('presets', name, 'index.js')),
];

test('the typings of each module ship, and the code in a file for constructs, for their parts, for the plan and for each preset', () => {
  const typings = filesOf(join(ROOT, 'src')).filter(path => path.endsWith('.ts') && !isOfCommand(path))
    .map(path => path.replace(/ts$/, 'd.ts'));

  expect(filesOf(join(unpacked, 'lib')).filter(path => !isData(path) && !isOfCommand(path))).toEqual([...typings, ...bundles].sort());
});

test('the command is one file that runs by its name, with the licences of the packages in it', () => {
  const { bin } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
  const licenses = readFileSync(join(unpacked, 'lib', 'command', 'LICENSES.txt'), 'utf8');

  expect(filesOf(join(unpacked, 'lib', 'command'))).toEqual(['LICENSES.txt', 'main.js']);
  expect(bin).toEqual({ 'cdk8s-stateful-app': `lib/${COMMAND}` });
  expect(succeed(workspace, join(unpacked, 'lib', COMMAND), ['plan', '--help'])).toContain('Usage: cdk8s-stateful-app plan');
  for (const name of ['cli-table3', 'commander', 'js-yaml', 'string-width']) { expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm')); }
  expect(licenses.match(/^Copyright|Copyright \(c\)/gmi)!.length).toBeGreaterThanOrEqual(licenses.match(/^-{78}$/gm)!.length + 1);
});

test('the package has the pages of the runbooks, which the command reads', () => {
  const set = join(ROOT, 'examples', 'kafka', 'golden');

  expect(succeed(workspace, process.execPath, [join(unpacked, 'lib', COMMAND), 'runbook', set, 'kafka', '-n', 'shop']))
    .toMatch(/^# Kafka operations of kafka in namespace shop\n/);
});

test('reading a construct or a preset loads it alone, and its parts only when they are used', () => {
  const lib = join(ROOT, 'lib');
  const loaded = (name: string) => {
    const program = `require('./lib').${name}; console.log(JSON.stringify(Object.keys(require.cache)))`;
    const paths: string[] = JSON.parse(succeed(ROOT, process.execPath, ['-e', program]));
    return paths.filter(path => path.startsWith(lib)).map(path => relative(lib, path)).sort();
  };

  expect(loaded('StatefulApp')).toEqual(['core.js', 'index.js']);
  expect(loaded('Manifests')).toEqual(['index.js', 'parts.js', 'plan/index.js']);
  for (const preset of ['Cassandra', 'Kafka', 'MySql', 'PostgreSql', 'ZooKeeper']) {
    expect(loaded(preset)).toEqual(['core.js', 'index.js', `presets/${preset.toLowerCase()}/index.js`]);
  }
});

test('a class is the same one for the package, for a preset and for StatefulApp', () => {
  const program = 'const lib = require("./lib"); console.log(lib.MySql.prototype instanceof lib.StatefulApp)';

  expect(succeed(ROOT, process.execPath, ['-e', program]).trim()).toBe('true');
});

test('of the repository nothing ships but lib, docs, examples and what introduces the package', () => {
  const [{ files }] = JSON.parse(succeed(ROOT, 'npm', ['pack', '--dry-run', '--json', '--silent', '--ignore-scripts']));
  const others = files.map((file: { path: string }) => file.path)
    .filter((path: string) => !/^(lib|docs|examples)\//.test(path) && path !== '.jsii'
    && path !== 'CHANGELOG.md');

  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'SECURITY.md', 'package.json']);
  expect(filesOf(unpacked)).toEqual(expect.arrayContaining(['.jsii', 'lib/index.d.ts', 'lib/index.js', ...others]));
});

test('the pages that ship lead to nothing that does not', () => {
  const pages = filesOf(unpacked).filter(path => path.endsWith('.md'));
  const targets = pages.map(page => join(unpacked, page))
    .flatMap(page => linksOf(page).filter(({ path }) => path !== '').map(({ path }) => join(page, '..', path)));

  expect(targets.length).toBeGreaterThan(100);
  expect(targets.filter(target => !existsSync(target))).toEqual([]);
});

test('the code needs its peers and Node, and no development dependency', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));

  expect(importsOf('.js').filter(name => !isBuiltin(name))).toEqual(Object.keys(peerDependencies).sort());
});

test('the code has no meanings of the error codes, which the documentation alone needs', () => {
  const [, meaning] = /:\s*'([^']{20,})'/.exec(readFileSync(join(ROOT, 'src/checks/codes.ts'), 'utf8'))!;

  expect(readFileSync(join(ROOT, 'docs/errors.md'), 'utf8')).toContain(meaning);
  expect(bundles.filter(path => readFileSync(join(unpacked, 'lib', path), 'utf8').includes(meaning))).toEqual([]);
});

test('the typings need the peers only, so that a user without @types/node can compile', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));

  expect(importsOf('.d.ts').filter(name => !(name in peerDependencies))).toEqual([]);
});

test('the package names no machine', () => {
  const naming = filesOf(unpacked).filter(path => readFileSync(join(unpacked, path), 'utf8').includes(workspace));

  expect(naming).toEqual([]);
});
