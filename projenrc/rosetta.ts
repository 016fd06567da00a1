import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/*
 * Usage: tsx projenrc/rosetta.ts
 *
 * Compiles the snippets of README.md and of the doc comments against the compiled library, and writes their translations for the packages
 * of the other languages. A snippet sees rosetta/default.ts-fixture.
 */

const ROOT = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'rosetta-'));
try {
  const modules = join(directory, 'node_modules');
  mkdirSync(modules);
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs']) { symlinkSync(join(ROOT, 'node_modules', name), join(modules, name)); }
  symlinkSync(ROOT, join(modules, 'cdk8s-stateful-app'));
  execFileSync('jsii-rosetta', ['extract', '--strict', '--compile', '--directory', directory], { cwd: ROOT, stdio: 'inherit' });
} finally {
  rmSync(directory, { recursive: true });
}
