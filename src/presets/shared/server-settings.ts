import { KnownSetting, KnownSettings, knownSettings } from './known-settings';
import { judge, ValueReader } from './setting-values';
import { checkLiteralSetting } from '../../checks/arguments';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';

/** Names of settings that a preset controls, separated by spaces, with a star for any suffix, and their remedy. */
export type OwnedSettings = readonly (readonly [names: string, remedy: string])[];

/** How a server parses the name of a setting. */
export interface ReadName {
  /** The names that it may mean, the most literal one first. */
  readonly names: readonly string[];
  /** If it means another name than the first, the server reads no value. */
  readonly hasNoValue?: boolean;
  /** The server accepts the name even if it does not know it. */
  readonly isForgiven?: boolean;
}

/** Settings of a server, against which the user's settings are checked. */
export interface ServerSettings {
  /** The server's name in messages. */
  readonly name: string;
  /** Prefix of the files with the server's settings, and the versions that have a file. */
  readonly files: string;
  readonly versions: readonly string[];
  /** The image's version. If it is none of these, a setting is checked against all of them. */
  readonly version?: string;

  readonly owned: OwnedSettings;
  /** Names and values that look like secrets and are none. */
  readonly notSecret?: string[];
  readonly reader: ValueReader;
  /** Whether a backslash in a value starts an escape sequence. */
  readonly escapes?: boolean;

  /** Consequence of an unknown name, and of a value that is not allowed. */
  readonly unknown: string;
  readonly refused: string;
  /** How to look up a name. */
  readonly lookUp: string;

  /** Parses a name. By default, a name is taken literally. */
  readName?(key: string): ReadName;
  /**
   * The string that the server reads as a value, or undefined if only the server knows it. By default, the string without surrounding
   * spaces.
   */
  readValue?(text: string, setting: KnownSetting): string | undefined;
  /** Remedy for a name that is unknown, or of another version. */
  remedyOf?(name: string): string | undefined;
}

/** The settings of the versions that the image may have. */
export function settingsOf({ files, versions, version }: ServerSettings): KnownSettings[] {
  return versions.filter(other => !versions.includes(version ?? '') || other === version).map(other => knownSettings(`${files}-${other}`));
}

/**
 * Checks a map of settings: strings of one line, by names that the server knows and the preset leaves to the user, with values that the
 * server accepts unchanged. `labelOf` returns the name of a setting in messages.
 */
export function checkSettings(
  prop: string,
  settings: Record<string, string> | undefined,
  server: ServerSettings,
  errors: Errors,
  labelOf = (key: string) => `${prop}.${key}`,
): void {
  if (settings === undefined) { return; }
  const known = settingsOf(server);
  for (const [key, value] of Object.entries(settings)) {
    const owned = ownedBy(key, server);
    if (owned) {
      const remedy = owned[1] === `use ${key}` ? `use the prop ${key}` : owned[1];
      errors.add('SettingOwned', { rule: `${prop} must not contain a setting that the preset controls`, got: key, remedy });
      continue;
    }
    // the other messages show the value
    if (!checkLiteralSetting(labelOf(key), key, value, server.notSecret, errors)) { continue; }
    const isLine = !(server.escapes ? /[\r\n\0\\]/ : /[\r\n\0]/).test(value);
    if (!isLine) {
      errors.add('SettingValueInvalid', {
        rule: `${labelOf(key)} must be a single-line string${server.escapes ? ' without a backslash' : ''}`,
        got: value,
        remedy: 'use one entry for each setting',
      });
    }
    const versions = checkName(prop, key, known, server, errors);
    if (isLine) { checkValue(labelOf(key), value, versions, server, errors); }
  }
}

function nameOf(key: string, server: ServerSettings): ReadName {
  return server.readName?.(key) ?? { names: [key] };
}

/** The row of the settings that the preset controls, if the name means one of them. */
function ownedBy(key: string, server: ServerSettings): OwnedSettings[number] | undefined {
  const { names } = nameOf(key, server);
  return server.owned.find(([patterns]) => patterns.split(' ').some(pattern => names.some(name => matches(pattern, name))));
}

/** The settings that a name means, one for each version that knows it, or none if no value has to be checked. */
function checkName(prop: string, key: string, known: KnownSettings[], server: ServerSettings, errors: Errors): KnownSetting[] {
  const { names, isForgiven, hasNoValue } = nameOf(key, server);
  const name = names.find(candidate => known.some(settings => settings.has(candidate)));
  if (name !== undefined) {
    return hasNoValue && name !== names[0] ? [] : known.flatMap(settings => settings.get(name) ?? []);
  }
  if (!isForgiven) { addUnknown(prop, key, names[names.length - 1], known, server, errors); }
  return [];
}

function addUnknown(prop: string, key: string, name: string, known: KnownSettings[], server: ServerSettings, errors: Errors): void {
  const { files, versions, version } = server;
  const label = `${server.name} ${versions.includes(version ?? '') ? version : versions.join(' or ')}`;
  const other = versions.find(candidate => knownSettings(`${files}-${candidate}`).has(name));
  if (other !== undefined) {
    errors.add('SettingOfOtherVersion', {
      rule: `${prop} must contain only settings of ${label}, and this one belongs to ${other}`,
      got: key,
      remedy: server.remedyOf?.(name) ?? 'remove it',
    });
    return;
  }
  const close = closestMatch(name, known.flatMap(settings => [...settings.keys()]));
  errors.add('SettingUnknown', {
    rule: `${prop} must contain only settings of ${label}, because ${server.unknown}`,
    got: key,
    remedy: server.remedyOf?.(name) ?? (close ? `use ${close}` : server.lookUp),
  });
}

/** A value passes if one of the versions accepts it. */
function checkValue(setting: string, text: string, versions: KnownSetting[], server: ServerSettings, errors: Errors): void {
  const wrong = versions.map(version => {
    const value = server.readValue ? server.readValue(text, version) : text.trim();
    return value === undefined ? undefined : judge(value, version, server.reader);
  });
  const [first] = wrong;
  if (first && !wrong.includes(undefined)) {
    const rule = `${setting} must be ${first.rule}, because otherwise ${server.refused}`;
    errors.add('SettingValueRefused', { rule, got: text, remedy: first.remedy });
  }
}

/** Whether a name matches a pattern, which may end in a star. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
