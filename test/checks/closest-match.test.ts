import { closestMatch, closestProp } from '../../src/checks/closest-match';

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

describe('the prop that was meant by', () => {
  const props = ['name', 'size', 'mountPath', 'storageClassName', 'affinity', 'updateStrategy', 'env'];

  test.each([
    ['siez', 'size'], ['storageClass', 'storageClassName'], ['STORAGECLASSNAME', 'storageClassName'], ['mountPoint', 'mountPath'],
    ['nodeAffinity', 'affinity'],
    ['environment', 'env'], ['updatePolicy', 'updateStrategy'], ['nmae', 'name'],
  ])('%s is %s', (name, meant) => {
    expect(closestProp(name, props)).toBe(meant);
  });

  test.each(['type', 'pdb', 'volumes', ''])('%p cannot be told', name => {
    expect(closestProp(name, props)).toBeUndefined();
  });
});
