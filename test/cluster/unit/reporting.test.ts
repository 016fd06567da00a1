import { judge } from '../harness/bars';
import { includes } from '../harness/levels';
import type { CaseResult } from '../harness/results';
import { summaryLine } from '../harness/summary';
import { mergeTables, renderTable } from '../harness/table';

test('a time fails only above twice its bar', () => {
  const verdicts = [10, 10.1, 20, 20.1].map(seconds => judge({ what: 'restart', seconds, bar: 10 }));

  expect(verdicts).toEqual(['ok', 'slow', 'slow', 'FAILED']);
});

test('a level includes those before it', () => {
  expect([includes('full', 'quick'), includes('full', 'full'), includes('full', 'soak')]).toEqual([true, true, false]);
});

test('a table aligns numbers to the right', () => {
  const text = renderTable({ title: 'Times', columns: ['what', 'seen'], rows: [['kill', '1.1 s'], ['roll', '12.0 s']] });

  expect(text.split('\n')).toEqual([
    'Times',
    'what    seen',
    '----  ------',
    'kill   1.1 s',
    'roll  12.0 s',
  ]);
});

test('tables of one title become one', () => {
  const merged = mergeTables([
    { title: 'Times', columns: ['what'], rows: [['kill']] },
    { title: 'Writes', columns: ['what'], rows: [['kill']] },
    { title: 'Times', columns: ['what'], rows: [['roll']] },
  ]);

  expect(merged.map(({ title, rows }) => [title, rows.flat()])).toEqual([['Times', ['kill', 'roll']], ['Writes', ['kill']]]);
});

function result(outcome: CaseResult['outcome']): CaseResult {
  return { name: 'a case', outcome, seconds: 1, tables: [] };
}

test('the last line of a run counts its cases', () => {
  expect(summaryLine([result('passed'), result('passed')], 0)).toEqual({ text: '2 passed, 0 failed', ok: true });
  expect(summaryLine([result('passed'), result('failed'), result('skipped')], 0))
    .toEqual({ text: '1 passed, 1 failed, 1 skipped', ok: false });
});

test('a suite that broke outside of its cases fails the run', () => {
  expect(summaryLine([result('passed')], 1)).toEqual({ text: '1 passed, 1 failed', ok: false });
});

test('a run without a case fails', () => {
  expect(summaryLine([], 0).ok).toBe(false);
});
