import type { Ledger } from '../recorder/ledger';
import { judgeRecording, type Declared } from '../recorder/verdict';

/** Ten writes each second, each acknowledged at once, but for the numbers in `unacknowledged`. */
function steady(seconds: number, unacknowledged: (number: number) => boolean = () => false): Ledger {
  const attempts = Array.from({ length: seconds * 10 }, (_, i) => ({
    number: i + 1,
    sentAt: i / 10,
    ackedAt: unacknowledged(i + 1) ? undefined : i / 10,
  }));
  return { attempts, stoppedAt: seconds };
}

function acknowledgedBy(ledger: Ledger): number[] {
  return ledger.attempts.filter(attempt => attempt.ackedAt !== undefined).map(attempt => attempt.number);
}

const declared: Declared = { rate: 10, windows: [] };

test('a steady writer whose every write is there proves that nothing was lost', () => {
  const ledger = steady(10);

  const verdict = judgeRecording(ledger, acknowledgedBy(ledger), declared);

  expect(verdict).toMatchObject({
    attempted: 100,
    acknowledged: 100,
    lost: [],
    duplicated: [],
    unexpected: [],
    unconfirmed: 0,
    failures: [],
  });
});

test('one acknowledged write that is missing fails', () => {
  const ledger = steady(10);

  const verdict = judgeRecording(ledger, acknowledgedBy(ledger).filter(number => number !== 42), declared);

  expect(verdict.lost).toEqual([42]);
  expect(verdict.failures).toEqual(['1 lost: 42']);
});

test('a write that is there twice, or was never sent, fails', () => {
  const ledger = steady(10);

  const verdict = judgeRecording(ledger, [...acknowledgedBy(ledger), 7, 1000, 1000], declared);

  expect(verdict.failures).toEqual(['1 duplicated: 7', '1 unexpected: 1000']);
});

test('a write without an answer may be there or not', () => {
  const ledger = steady(10, number => number === 20 || number === 21);

  const verdict = judgeRecording(ledger, [...acknowledgedBy(ledger), 20], declared);

  expect(verdict).toMatchObject({ unconfirmed: 1, failures: [] });
});

test('a writer that wrote nothing fails', () => {
  const nothing = judgeRecording({ attempts: [], stoppedAt: 10 }, [], declared);
  const unheard = judgeRecording(steady(10, () => true), [], declared);

  expect(nothing.failures).toContain('nothing was written, so nothing is proven');
  expect(unheard.failures).toContain('nothing was written, so nothing is proven');
});

test('a slow writer fails, but for the time of a fault', () => {
  const ledger = steady(20, number => number > 50 && number <= 170);
  const window = { fault: 'kill', from: 4.9, to: 17 };

  const unexcused = judgeRecording(ledger, acknowledgedBy(ledger), declared);
  const excused = judgeRecording(ledger, acknowledgedBy(ledger), { rate: 10, windows: [window, { ...window, from: 6 }] });

  expect(unexcused.failures).toEqual(['only 4.0 writes/s outside of the faults, declared were 10']);
  expect(excused.failures).toEqual([]);
});

test('a recording that is all fault has no baseline and fails', () => {
  const ledger = steady(10);

  const verdict = judgeRecording(ledger, acknowledgedBy(ledger), { rate: 10, windows: [{ fault: 'kill', from: -1, to: 11 }] });

  expect(verdict.failures).toEqual(['only 0.0 writes/s outside of the faults, declared were 10']);
});

test('the longest gap counts up to the end, so that writes that never resume show', () => {
  const ledger = steady(10, number => number > 30);

  expect(judgeRecording(ledger, acknowledgedBy(ledger), declared).longestGap).toBeCloseTo(7.1);
});

test('what came before the first acknowledgement is no gap', () => {
  const ledger = steady(10, number => number <= 30);

  const verdict = judgeRecording(ledger, acknowledgedBy(ledger), declared);

  expect(verdict.longestGap).toBeCloseTo(0.1);
  expect(verdict.seconds).toBeCloseTo(7);
});
