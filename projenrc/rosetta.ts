import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * Usage: tsx projenrc/rosetta.ts
 *
 * Compiles the snippets of README.md, of the doc comments and of the pages against the compiled library, and writes the translations of the
 * first two for the packages of the other languages. A snippet sees rosetta/default.ts-fixture.
 */

const ROOT = join(__dirname, '..');

/** Their snippets are those of the doc comments. */
const GENERATED = 'docs/api/';

/** Pages that have a snippet, as paths from the root. */
function pages(): string[] {
  const files = ['docs', 'examples'].flatMap(folder => (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter(file => file.endsWith('.md') && !file.includes('node_modules'))
    .map(file => `${folder}/${file}`));
  return files.filter(file => !file.startsWith(GENERATED) && readFileSync(join(ROOT, file), 'utf8').includes('```ts')).sort();
}

/** jsii-rosetta reads assemblies alone: one whose submodules are the pages, so that an error names the page. */
function writePages(directory: string): void {
  const { types, readme, ...assembly } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  const submodules = Object.fromEntries(pages().map(page => [
    `${assembly.name}.${page}`, { readme: { markdown: readFileSync(join(ROOT, page), 'utf8') } },
  ]));
  mkdirSync(directory);
  writeFileSync(join(directory, '.jsii'), JSON.stringify({ ...assembly, submodules }));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: assembly.name, version: assembly.version }));
  symlinkSync(join(ROOT, 'rosetta'), join(directory, 'rosetta'));
}

const directory = mkdtempSync(join(tmpdir(), 'rosetta-'));
try {
  const modules = join(directory, 'node_modules');
  mkdirSync(modules);
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) { symlinkSync(join(ROOT, 'node_modules', name), join(modules, name)); }
  symlinkSync(ROOT, join(modules, 'cdk8s-stateful-app'));
  const assemblyOfPages = join(directory, 'pages');
  writePages(assemblyOfPages);
  for (const assembly of [ROOT, assemblyOfPages]) {
    execFileSync('jsii-rosetta', ['extract', assembly, '--strict', '--compile', '--directory', directory], { stdio: 'inherit' });
  }
} finally {
  rmSync(directory, { recursive: true });
}
