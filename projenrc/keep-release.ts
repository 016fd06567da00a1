import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gzipSync } from 'zlib';
import { withoutTexts } from './assembly';

/*
 * Usage: tsx projenrc/keep-release.ts
 *
 * Keeps what the next version is compared with: the types of the compiled library (npx projen compat), and the golden YAML of the examples
 * (test/cluster/unit/released.test.ts and the cluster suite).
 */

const ROOT = join(__dirname, '..');
const KEPT = join(ROOT, 'test', 'released');

const assembly = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
mkdirSync(KEPT, { recursive: true });
writeFileSync(join(KEPT, 'types.json.gz'), gzipSync(JSON.stringify(withoutTexts(assembly))));

const yaml = join(ROOT, 'test', 'cluster', 'released', assembly.version);
mkdirSync(yaml, { recursive: true });
for (const example of readdirSync(join(ROOT, 'examples'))) {
  const golden = join(ROOT, 'examples', example, 'golden');
  for (const file of existsSync(golden) ? readdirSync(golden) : []) { copyFileSync(join(golden, file), join(yaml, file)); }
}
