import { Settings } from '../../src/values/settings';

test('an INI file has its sections and keys sorted, and bare keys for empty values', () => {
  expect(Settings.ini({ mysqld: { 'skip-name-resolve': '', 'datadir': '/data' }, client: { user: 'root' } })).toBe(
    '[client]\nuser=root\n\n[mysqld]\ndatadir=/data\nskip-name-resolve\n');
});

test('a properties file has a line for each key', () => {
  expect(Settings.properties({
    'log.dirs': '/data/logs',
    'listeners': 'PLAINTEXT://:9092',
    'b': 'x=y',
  })).toBe('b=x=y\nlisteners=PLAINTEXT://:9092\nlog.dirs=/data/logs\n');
});

test('a file of words has its keys before a space', () => {
  expect(Settings.spaced({
    'appendonly': 'yes',
    'save 900': '1',
    'replicaof': 'redis-0.redis 6379',
  })).toBe('appendonly yes\nreplicaof redis-0.redis 6379\nsave 900 1\n');
});

test('no settings are an empty text', () => {
  expect([Settings.ini({}), Settings.properties({}), Settings.spaced({})]).toEqual(['', '', '']);
});

test.each(['a\nb', 'a\rb', 'a\0b'])('fails for %j, which would be a line of its own', value => {
  expect(() => Settings.ini({ s: { k: value } })).toThrow('[SettingValueInvalid at Settings.ini]');
  expect(() => Settings.properties({ k: value })).toThrow('[SettingValueInvalid at Settings.properties]');
  expect(() => Settings.spaced({ k: value })).toThrow('[SettingValueInvalid at Settings.spaced]');
  expect(() => Settings.ini({ s: { [value]: 'v' } })).toThrow('[SettingKeyInvalid at Settings.ini]');
  expect(() => Settings.properties({ [value]: 'v' })).toThrow('[SettingKeyInvalid at Settings.properties]');
  expect(() => Settings.spaced({ [value]: 'v' })).toThrow('[SettingKeyInvalid at Settings.spaced]');
  expect(() => Settings.ini({ [value]: {} })).toThrow('[SectionInvalid at Settings.ini]');
});

test('fails once for all settings that are wrong', () => {
  expect(() => Settings.spaced({ '#a': '1', 'b': '1\n2' })).toThrow(/SettingKeyInvalid at .*\n.*SettingValueInvalid at /);
});
