import { parseHeld, parseLedger } from '../recorder/ledger';

test('a ledger tells which numbers were sent, and which were acknowledged when', () => {
  const ledger = parseLedger('sent 1 100\nacked 1 102\nsent 2 104\nfailed 2 304\nsent 3 306\nstopped 0 400\n');

  expect(ledger).toEqual({
    attempts: [
      { number: 1, sentAt: 1, ackedAt: 1.02 },
      { number: 2, sentAt: 1.04, ackedAt: undefined },
      { number: 3, sentAt: 3.06, ackedAt: undefined },
    ],
    stoppedAt: 4,
  });
});

test('fails without an end, because what came after its last line is unknown', () => {
  expect(() => parseLedger('sent 1 100\nacked 1 102\n')).toThrow('the ledger has no end: its writer did not stop');
});

test.each(['sent 1', 'heard 1 100', 'sent one 100', 'sent 1 1.5'])('fails on the torn line "%s"', line => {
  expect(() => parseLedger(`${line}\nstopped 0 400\n`)).toThrow(`not a line of a ledger: ${line}`);
});

test('what the system holds may be in any order, with blank lines', () => {
  expect(parseHeld('3\n\n1\n 2 \n')).toEqual([3, 1, 2]);
  expect(parseHeld('')).toEqual([]);
});

test('fails on what no writer wrote', () => {
  expect(() => parseHeld('1\nERROR 2013\n')).toThrow('the system holds what no writer wrote: ERROR 2013');
});
