import { closestMatch } from '../../src/checks/closest-match';

const known = ['num.io.threads', 'num.partitions', 'log.dirs'];

test.each([
  ['num.io.thread', 'num.io.threads'],
  ['num.partitons', 'num.partitions'],
  ['log.dir', 'log.dirs'],
  ['lag.dyrs', 'log.dirs'],
])('%s is a slip of %s', (name, meant) => {
  expect(closestMatch(name, known)).toBe(meant);
});

test('three slips are another name', () => {
  expect(closestMatch('lag.dyr', ['log.dirs'])).toBeUndefined();
  expect(closestMatch('retention', known)).toBeUndefined();
});
