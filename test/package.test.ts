import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { builtinModules } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { succeed } from './consumer/command';
import { packInto, ROOT } from './consumer/packed';

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
  const imports = texts.flatMap(text => [...text.matchAll(/(?:\brequire\(|\bfrom |\bimport\(?)\s*["']([^"'.][^"']*)["']/g)].map(match => match[1]));
  return [...new Set(imports)].sort();
}

const isCopied = (path: string) => /\.(sh|json)$/.test(path);

test('every shell script and every data file of the sources ships, byte for byte, and no other', () => {
  const copied = filesOf(join(ROOT, 'src')).filter(isCopied);

  expect(copied).toEqual(expect.arrayContaining([expect.stringMatching(/\.sh$/), expect.stringMatching(/\.json$/)]));
  expect(filesOf(join(unpacked, 'lib')).filter(isCopied)).toEqual(copied);
  for (const path of copied) { expect(readFileSync(join(unpacked, 'lib', path))).toEqual(readFileSync(join(ROOT, 'src', path))); }
});

test('what is compiled ships with its typings, and nothing else does', () => {
  const compiled = filesOf(join(ROOT, 'src')).filter(path => path.endsWith('.ts'))
    .flatMap(path => [path.replace(/ts$/, 'd.ts'), path.replace(/ts$/, 'js')]);

  expect(filesOf(join(unpacked, 'lib')).filter(path => !isCopied(path))).toEqual(compiled.sort());
});

test('of the repository nothing ships but lib and what introduces the package', () => {
  const [{ files }] = JSON.parse(succeed(ROOT, 'npm', ['pack', '--dry-run', '--json', '--silent']));
  const others = files.map((file: { path: string }) => file.path).filter((path: string) => !path.startsWith('lib/') && path !== '.jsii'
    && path !== 'CHANGELOG.md');

  expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(filesOf(unpacked)).toEqual(expect.arrayContaining(['.jsii', 'lib/index.d.ts', 'lib/index.js', ...others]));
});

test('the code needs its peers and Node, and no development dependency', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));

  expect(importsOf('.js').filter(name => !builtinModules.includes(name))).toEqual(Object.keys(peerDependencies).sort());
});

test('no module loads the meanings of the error codes, which the documentation alone needs', () => {
  const modules = filesOf(join(unpacked, 'lib')).filter(path => path.endsWith('.js'));

  expect(modules).toContain(join('checks', 'codes.js'));
  expect(modules.filter(path => /require\(["'][./]+(?:checks\/)?codes["']\)/.test(readFileSync(join(unpacked, 'lib', path), 'utf8'))))
    .toEqual([]);
});

test('the typings need the peers only, so that a user without @types/node can compile', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));

  expect(importsOf('.d.ts').filter(name => !(name in peerDependencies))).toEqual([]);
});

test('the package names no machine', () => {
  const naming = filesOf(unpacked).filter(path => readFileSync(join(unpacked, path), 'utf8').includes(workspace));

  expect(naming).toEqual([]);
});
