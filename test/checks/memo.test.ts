import { Memo } from '../../src/checks/memo';

/** A memo with the number of times that it computed its result. */
function counting() {
  const memo = new Memo<number>();
  let count = 0;
  return (...values: unknown[]) => memo.of(add => values.forEach(add), () => ++count);
}

test('the same values have the same result', () => {
  const of = counting();
  expect([of('a', undefined), of('a', undefined)]).toEqual([1, 1]);
});

test.each<[string, unknown[], unknown[]]>([
  ['another value', ['a', 'b'], ['a', 'c']],
  ['one more value', ['a'], ['a', undefined]],
  ['one value less', ['a', undefined], ['a']],
  ['no value after some', ['a'], []],
])('%s has a new result', (_, before, after) => {
  const of = counting();
  expect([of(...before), of(...after), of(...after)]).toEqual([1, 2, 2]);
});

test('values whose result could not be computed are computed again', () => {
  const memo = new Memo<number>();
  const of = (compute: () => number) => memo.of(add => add('a'), compute);
  expect(() => of(() => { throw new Error('broken'); })).toThrow('broken');
  expect(of(() => 1)).toBe(1);
});
