import { baseName, directoryOf, isAbsolutePath, keyOfPath } from '../../src/checks/path';

test.each(['/data', '/etc/redis/redis.conf', '/a b', '/.hidden', '/ä'])('%s can be mounted at', path => {
  expect(isAbsolutePath(path)).toBe(true);
});

test.each([
  '', '/', 'data', './data', '/data/', '/a//b', '/a/./b', '/a/../b', '/..data', '/a:b', '/a\nb', '/a\0', undefined, 5,
])('%p cannot', path => {
  expect(isAbsolutePath(path)).toBe(false);
});

test('a path parts into directory and name', () => {
  expect([directoryOf('/etc/redis/redis.conf'), baseName('/etc/redis/redis.conf')]).toEqual(['/etc/redis', 'redis.conf']);
  expect([directoryOf('/run.sh'), baseName('/run.sh')]).toEqual(['/', 'run.sh']);
});

test('a path becomes a key that a ConfigMap takes', () => {
  expect(keyOfPath('/etc/redis/role.conf')).toBe('etc.redis.role.conf');
  expect(keyOfPath('/a b/@ä')).toBe('a_b.__');
});
