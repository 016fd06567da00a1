import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCases } from '../harness/levels';

const suite = (...levels: string[]) => levels.map(level => `clusterCase('x', { level: '${level}' }, async t => {});`).join('\n');

test('a run starts the suites that have a case of its level or of one before it', () => {
  expect(hasCases(suite('full', 'soak'), 'quick')).toBe(false);
  expect(hasCases(suite('full', 'quick'), 'quick')).toBe(true);
  expect(hasCases(suite('quick'), 'full')).toBe(true);
  expect(hasCases(suite('soak'), 'full')).toBe(false);
});

test('a suite whose levels are not known is started', () => {
  expect(hasCases('for (const level of levels) { clusterCase(title, { level }, body); }', 'quick')).toBe(true);
});

test('every case of the suites declares its level as a literal', () => {
  const suites = join(__dirname, '..', 'suites');
  for (const file of readdirSync(suites)) {
    const source = readFileSync(join(suites, file), 'utf8');
    expect([file, source.match(/\blevel: '(quick|full|soak)'/g)?.length]).toEqual([file, source.match(/\bclusterCase\(/g)?.length]);
  }
});
