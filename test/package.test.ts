import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { builtinModules } from 'module';
import { tmpdir } from 'os';
import { join, relative } from 'path';
import { succeed } from './consumer/command';
import { packInto, ROOT } from './consumer/packed';
import { linksOf } from './support/pages';

const workspace = mkdtempSync(join(tmpdir(), 'package-'));
const unpacked = join(workspace, 'package');
beforeAll(() => { succeed(workspace, 'tar', ['-xzf', packInto(workspace)]); }, 120_000);
afterAll(() => rmSync(workspace, { recursive: true }));

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

const isCopied = (path: string) => /\.(sh|json)$/.test(path);

test('every shell script and every data file of the sources ships, byte for byte, and no other', () => {
  const copied = filesOf(join(ROOT, 'src')).filter(isCopied);

  expect(copied).toEqual(expect.arrayContaining([expect.stringMatching(/\.sh$/), expect.stringMatching(/\.json$/)]));
  expect(filesOf(join(unpacked, 'lib')).filter(isCopied)).toEqual(copied);
  for (const path of copied) { expect(readFileSync(join(unpacked, 'lib', path))).toEqual(readFileSync(join(ROOT, 'src', path))); }
});

const bundles = ['core.js', 'index.js', ...['kafka', 'mysql', 'shared', 'zookeeper'].map(name => join('presets', name, 'index.js'))];

test('the typings of each module ship, and the code in one file for StatefulApp and one a preset', () => {
  const typings = filesOf(join(ROOT, 'src')).filter(path => path.endsWith('.ts')).map(path => path.replace(/ts$/, 'd.ts'));

  expect(filesOf(join(unpacked, 'lib')).filter(path => !isCopied(path))).toEqual([...typings, ...bundles].sort());
});

test('reading StatefulApp loads no preset, and reading a preset loads no other', () => {
  const lib = join(ROOT, 'lib');
  const loaded = (name: string) => {
    const program = `require('./lib').${name}; console.log(JSON.stringify(Object.keys(require.cache)))`;
    const paths: string[] = JSON.parse(succeed(ROOT, process.execPath, ['-e', program]));
    return paths.filter(path => path.startsWith(lib)).map(path => relative(lib, path)).sort();
  };

  expect(loaded('StatefulApp')).toEqual(['core.js', 'index.js']);
  expect(loaded('ZooKeeper')).toEqual(['core.js', 'index.js', 'presets/shared/index.js', 'presets/zookeeper/index.js']);
});

test('a class is the same one for the package, for a preset and for StatefulApp', () => {
  const program = 'const lib = require("./lib"); console.log(lib.MySql.prototype instanceof lib.StatefulApp)';

  expect(succeed(ROOT, process.execPath, ['-e', program]).trim()).toBe('true');
});

test('of the repository nothing ships but lib, docs, examples and what introduces the package', () => {
  const [{ files }] = JSON.parse(succeed(ROOT, 'npm', ['pack', '--dry-run', '--json', '--silent', '--ignore-scripts']));
  const others = files.map((file: { path: string }) => file.path).filter((path: string) => !/^(lib|docs|examples)\//.test(path) && path !== '.jsii'
    && path !== 'CHANGELOG.md');

  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
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

  expect(importsOf('.js').filter(name => !builtinModules.includes(name))).toEqual(Object.keys(peerDependencies).sort());
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
