import { sortKeys } from './manifest';
import { checkFactory } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';

/**
 * Renders settings as the text of a configuration file, for `files` and for the files of a role.
 *
 * The lines are sorted by key, so that the same settings give the same text whatever the order of the map: another text would roll the
 * pods. If the server requires an order of lines, write two texts: `Settings.spaced({ include: '/etc/redis/base.conf' }) +
 * Settings.spaced({ maxmemory: '1gb' })`.
 */
export class Settings {
  /**
   * An INI file for MySQL or pgbouncer: sections in brackets, `key=value` lines.
   *
   * @param sections settings by section. An empty value writes the bare key
   */
  public static ini(sections: { [section: string]: { [key: string]: string } }): string {
    checkFactory('Settings.ini', sections);
    const errors: Errors = new ValidationErrors();
    for (const [name, settings] of Object.entries(sections)) {
      if (!/^[^\]\p{Cc}]+$/u.test(name)) {
        errors.add('SectionInvalid', {
          rule: 'a section must have a name without line breaks or brackets',
          got: name,
          remedy: 'use a name such as mysqld',
        });
      }
      checkSettings(settings, /^[^\s=#;[\p{Cc}][^=\p{Cc}]*$/u, errors);
    }
    errors._throwAt('Settings.ini');
    return Object.entries(sortKeys(sections)).map(([name, settings]) => `[${name}]\n${lines(settings, '=')}`).join('\n');
  }

  /** A properties file for Kafka or ZooKeeper: `key=value` lines. */
  public static properties(settings: { [key: string]: string }): string {
    checkFactory('Settings.properties', settings);
    const errors: Errors = new ValidationErrors();
    checkSettings(settings, /^[^\s=:#!\\\p{Cc}][^\s=:\\\p{Cc}]*$/u, errors);
    for (const [key, value] of Object.entries(settings).filter(([, v]) => /(^|[^\\])(\\\\)*\\$/.test(v))) {
      errors.add('SettingContinued', {
        rule: `the setting ${key} must not end in a single backslash, because it would continue on the next line`,
        got: value,
        remedy: 'use two backslashes for one',
      });
    }
    errors._throwAt('Settings.properties');
    return lines(settings, '=');
  }

  /** A file for Redis: `key value` lines. */
  public static spaced(settings: { [key: string]: string }): string {
    checkFactory('Settings.spaced', settings);
    const errors: Errors = new ValidationErrors();
    checkSettings(settings, /^[^\s#\p{Cc}][^\p{Cc}]*$/u, errors);
    errors._throwAt('Settings.spaced');
    return lines(settings, ' ');
  }

  private constructor() {}
}

/** A line break in a key or value would add a separate setting that is not visible in the program. */
function checkSettings(settings: { [key: string]: string }, keyPattern: RegExp, errors: Errors): void {
  for (const [key, value] of Object.entries(settings)) {
    if (!keyPattern.test(key)) {
      errors.add('SettingKeyInvalid', {
        rule: 'the key of a setting must be a string that the file format reads as one key',
        got: key,
        remedy: 'remove line breaks, separators and comment signs',
      });
    }
    if (/[\r\n\0]/.test(value)) {
      errors.add('SettingValueInvalid', {
        rule: `the setting ${key} must be a single-line string`,
        got: value,
        remedy: 'put numbers in quotes, and use one entry for each setting',
      });
    }
  }
}

function lines(settings: { [key: string]: string }, separator: string): string {
  return Object.entries(sortKeys(settings)).map(([key, value]) => `${value === '' ? key : `${key}${separator}${value}`}\n`).join('');
}
