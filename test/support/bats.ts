import { readFileSync } from 'fs';
import { join } from 'path';
import { run } from './installed';
import { ROOT } from './snippets';

/** The result of one case: empty if it passed, or what bats printed. */
type Results = ReadonlyMap<number, string>;

/** The titles of the cases in a file, in their order. */
export function casesOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^@test "(.*)" \{$/gm)].map(([, title]) => title);
}

/** Runs a file. A case without a result did not run. */
export function runBats(file: string): { results: Results; output: string } {
  // the package's link in node_modules/.bin is not made by every npm
  const bats = join(ROOT, 'node_modules', 'bats', 'bin', 'bats');
  const { output } = run(bats, ['--tap', '--print-output-on-failure', file]);
  const [, ...parts] = output.split(/^(?=(?:not )?ok \d+ )/m);
  return { output, results: new Map(parts.map(part => [Number(/\d+/.exec(part)), part.startsWith('ok') ? '' : part])) };
}
