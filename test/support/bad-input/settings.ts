import { Settings } from 'cdk8s-stateful-app';
import { BadInput } from './bad-input';

export const settingCases: BadInput[] = [
  {
    title: 'for a value that brings a setting of its own',
    bad: () => Settings.ini({ mysqld: { datadir: '/data\nskip-grant-tables' } }),
    error: 'the setting datadir must be a single-line string, got "/data\\nskip-grant-tables"; put numbers in quotes, and use one entry '
      + 'for each setting [SettingValueInvalid at Settings.ini]',
    good: () => Settings.ini({ mysqld: { 'datadir': '/data', 'skip-name-resolve': '' } }),
  },
  {
    title: 'for a key that brings a value',
    bad: () => Settings.properties({ 'a=b': 'c' }),
    error: 'the key of a setting must be a string that the file format reads as one key, got "a=b"; remove line breaks, separators and '
      + 'comment signs [SettingKeyInvalid at Settings.properties]',
    good: () => Settings.properties({ a: 'b=c' }),
  },
  {
    title: 'for a key that would be a comment',
    bad: () => Settings.spaced({ '#port': '6379' }),
    error: 'the key of a setting must be a string that the file format reads as one key, got "#port"; remove line breaks, separators and '
      + 'comment signs [SettingKeyInvalid at Settings.spaced]',
    good: () => Settings.spaced({ 'port': '6379', 'client-output-buffer-limit replica': '0 0 0' }),
  },
  {
    title: 'for a section whose name has a bracket',
    bad: () => Settings.ini({ 'mysqld]\n[client': {} }),
    error: 'a section must have a name without line breaks or brackets, got "mysqld]\\n[client"; '
      + 'use a name such as mysqld [SectionInvalid at Settings.ini]',
    good: () => Settings.ini({ mysqld: {}, client: {} }),
  },
  {
    title: 'for a value that takes the next line for its continuation',
    bad: () => Settings.properties({ dir: 'C:\\', next: 'x' }),
    error: 'the setting dir must not end in a single backslash, because it would continue on the next line, got "C:\\\\"; use two '
      + 'backslashes for one [SettingContinued at Settings.properties]',
    good: () => Settings.properties({ dir: 'C:\\\\', next: 'x' }),
  },
  {
    title: 'for a value that is a number',
    bad: () => Settings.spaced({ port: 6379 as any }),
    error: 'settings.port of Settings.spaced must be a string, got 6379; put it in quotes: \'6379\' [ValueTypeInvalid at Settings.spaced]',
    good: () => Settings.spaced({ port: '6379' }),
  },
];
