import { execFileSync } from 'child_process';
import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { WRONG_CALLS, WRONG_STRUCTS } from './support/every-shape';
import { ROOT } from './support/snippets';
import { WRONG_PROGRAMS } from './support/wrong-values';

const LINE = /^\S.*\S, got \S.*; \S.*[^.] \[[A-Z][A-Za-z]+ at [^\]]+\]$/;

test.each(WRONG_PROGRAMS)('plain JavaScript with %s ends in an error with a code', (_, run, expected) => {
  expect(errorOf(run)).toContain(expected);
});

describe.each(WRONG_STRUCTS)('of $struct', ({ wrong }) => {
  test.each(wrong)('$title is refused', ({ run, expected }) => {
    expect(errorOf(run)).toMatch(expected);
  });
});

test.each(WRONG_CALLS)('$title is refused', ({ run, expected }) => {
  expect(errorOf(run)).toMatch(expected);
});

test('src/checks/shapes.json is what the compiler knows', () => {
  const output = join(mkdtempSync(join(tmpdir(), 'shapes-')), 'shapes.json');

  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');

  execFileSync(process.execPath, [tsx, join(ROOT, 'projenrc', 'shapes.ts'), output], { cwd: ROOT, stdio: 'pipe' });

  expect(readFileSync(join(ROOT, 'src', 'checks', 'shapes.json'), 'utf8') === readFileSync(output, 'utf8')).toBe(true);
});

/** The message of an Error, and not of a TypeError: each line has its code. */
function errorOf(run: (chart: Chart) => unknown): string {
  const chart = new Chart(new App(), 'test', { namespace: 'shop' });
  try {
    run(chart);
  } catch (error) {
    const { message, constructor } = error as Error;
    if (constructor.name === 'Error' && message.split('\n').every(line => LINE.test(line))) { return message; }
    throw error;
  }
  return 'nothing was refused';
}
