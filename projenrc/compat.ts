import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { gunzipSync } from 'zlib';

/*
 * Usage: tsx projenrc/compat.ts
 *
 * Compares the compiled library with the types of the last release. They are not kept as `.jsii`, because jsii-docgen would read them.
 * Renames and removals are errors, although the API is experimental. Those that a release announces are in .compatignore.
 */

const ROOT = join(__dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'released-'));
try {
  const assembly = gunzipSync(readFileSync(join(ROOT, 'test', 'released', 'types.json.gz')));
  const { name, version } = JSON.parse(assembly.toString());
  writeFileSync(join(directory, '.jsii'), assembly);
  const { jsii, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, version, main: '', types: '', jsii, peerDependencies }));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const options = ['--keys', '--error-on', 'all', '--ignore-file', join(ROOT, '.compatignore')];
  execFileSync('jsii-diff', [directory, ROOT, ...options], { stdio: 'inherit' });
} finally {
  rmSync(directory, { recursive: true });
}
