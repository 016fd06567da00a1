import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { diagram } from '../src/diagram/diagram';

/*
 * Usage: tsx projenrc/diagrams.ts
 *
 * Writes the diagrams of the pages of the presets from the golden YAML of the examples. A comment before a diagram names its example.
 */

const ROOT = join(__dirname, '..');

export const PAGES = [
  'cassandra/index.md', 'kafka/index.md', 'mysql/index.md', 'mysql/group.md', 'postgresql/index.md', 'zookeeper/index.md',
].map(page => join(ROOT, 'docs/presets', page));

const BLOCK = /(<!-- diagram of examples\/(\S+) -->\n)```mermaid\n.*?```\n/gs;

/** The page with its diagrams as the golden YAML has them today. */
export function withDiagrams(page: string): string {
  return page.replace(BLOCK, (_, comment: string, example: string) => `${comment}\`\`\`mermaid\n${diagram(golden(example))}\`\`\`\n`);
}

/** The golden manifests of an example. */
export function golden(example: string): unknown[] {
  const yaml = readFileSync(join(ROOT, 'examples', example, 'golden', `${example}.k8s.yaml`), 'utf8');
  return parseAllDocuments(yaml).map(document => document.toJS());
}

if (require.main === module) {
  for (const file of PAGES) { writeFileSync(file, withDiagrams(readFileSync(file, 'utf8'))); }
}
