import { Ordinals } from '../../src/values/ordinals';

test.each([
  [Ordinals.all(), [0, 1, 4711], []],
  [Ordinals.only(0), [0], [1]],
  [Ordinals.only(2), [2], [1, 3]],
  [Ordinals.startingAt(1), [1, 2, 4711], [0]],
  [Ordinals.range(1, 3), [1, 2, 3], [0, 4]],
])('%s includes its bounds and nothing beyond', (ordinals, inside, outside) => {
  expect(inside.every(ordinal => ordinals.includes(ordinal))).toBe(true);
  expect(outside.some(ordinal => ordinals.includes(ordinal))).toBe(false);
});

test('ordinals read like words in a message', () => {
  expect([
    Ordinals.all(), Ordinals.only(0), Ordinals.startingAt(1), Ordinals.range(1, 3),
  ].map(String)).toEqual(['0 and up', '0', '1 and up', '1 to 3']);
});
