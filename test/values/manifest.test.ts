import { checksum } from '../../src/values/manifest';

test('a checksum is the same for the same texts in another order', () => {
  expect(checksum({ a: '1', b: '2' })).toBe(checksum({ b: '2', a: '1' }));
});

test('a checksum changes with each text, each name, and where one ends and the other begins', () => {
  const texts: Record<string, string>[] = [{ a: '1' }, { a: '2' }, { b: '1' }, { a: '1', b: '' }, { 'a\0': '1' }, { a: '' }, { a1: '' }];
  const all = texts.map(checksum);

  expect(new Set(all).size).toBe(all.length);
});

test('a checksum is a label value of 16 characters, the same on every machine', () => {
  expect(checksum({ 'redis.conf': 'appendonly yes\n' })).toMatch(/^[0-9a-f]{16}$/);
  expect(checksum({})).toBe('e3b0c44298fc1c14');
});
