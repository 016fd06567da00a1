import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, isPortName, isServiceName } from '../../src/checks/dns';

test.each([
  [isDnsLabel, ['a', '0', 'a-0', 'a'.repeat(63)], ['', 'A', '-a', 'a-', 'a.b', 'a_b', 'a\n', 'a'.repeat(64)]],
  [isDnsSubdomain, ['a', 'cluster.local', 'a-0.b'], ['', 'a..b', 'a.', '.a', `${'a.'.repeat(127)}`, 'a b']],
  [isServiceName, ['redis', 'r0'], ['0redis', 'redis.a', '']],
  [isPortName, ['redis', 'a1', '1a', 'x'.repeat(15)], ['123', 'Redis', 'a--b', '-a', 'x'.repeat(16), '']],
  [isLabelKey, ['app', 'app.kubernetes.io/name', 'A_b-c.d'], ['', '/name', 'a/', 'a/b/c', 'my team', 'Example.com/x', 'a'.repeat(64)]],
  [isLabelValue, ['', 'v1.2_3-x', 'A', 'a'.repeat(63)], ['a b', '-a', 'a/b', 'a'.repeat(64)]],
])('%p takes what Kubernetes takes', (isValid, good, bad) => {
  expect(good.filter(text => !isValid(text))).toEqual([]);
  expect(bad.filter(text => isValid(text))).toEqual([]);
});

test.each([isDnsLabel, isDnsSubdomain, isServiceName, isPortName, isLabelValue])('%p refuses what is no text, '
  + 'without an error of its own', isValid => {
  expect([undefined, null, 5, true, {}, []].filter(value => isValid(value))).toEqual([]);
});
