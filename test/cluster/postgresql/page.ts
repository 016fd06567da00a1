import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../../docs/presets/postgresql/operations.md');

/** The commands that the page prints below a heading, one block each, for the namespace of the case. */
export function commandsOf(heading: string, namespace: string): string[] {
  const section = readFileSync(PAGE, 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];
  if (section === undefined) { throw new Error(`the page has no section ${heading}`); }
  return [...section.matchAll(/^( *)```sh\n(.*?)^ *```$/gms)]
    .map(([, indent, block]) => block.replace(new RegExp(`^${indent}`, 'gm'), '').replace(/-n shop\b/g, `-n ${namespace}`));
}
