import { nearestOf } from '../../src/values/nearest';

const known = ['num.io.threads', 'num.partitions', 'log.dirs'];

test.each([
  ['num.io.thread', 'num.io.threads'],
  ['num.partitons', 'num.partitions'],
  ['log.dir', 'log.dirs'],
  ['lag.dyrs', 'log.dirs'],
])('%s is a slip of %s', (name, meant) => {
  expect(nearestOf(name, known)).toBe(meant);
});

test('three slips are another name', () => {
  expect(nearestOf('lag.dyr', ['log.dirs'])).toBeUndefined();
  expect(nearestOf('retention', known)).toBeUndefined();
});
