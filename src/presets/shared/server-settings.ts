import { KnownSetting, KnownSettings, knownSettings } from './known-settings';
import { judge, ValueReader } from './setting-values';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';

/** Names of settings that a preset decides itself, separated by spaces, with a star for whatever follows; and what to do instead. */
export type OwnedSettings = readonly (readonly [names: string, remedy: string])[];

/** How a server reads the name of a setting. */
export interface ReadName {
  /** The names that it may stand for, the most literal one first. */
  readonly names: readonly string[];
  /** Where it stands for another name than the first, the server reads no value. */
  readonly hasNoValue?: boolean;
  /** The server accepts the name whether it knows it or not. */
  readonly isForgiven?: boolean;
}

/** What settings are checked against. */
export interface ServerSettings {
  /** The server's name in messages. */
  readonly name: string;
  /** How the names of the files with its settings begin, and the versions that have one. */
  readonly files: string;
  readonly versions: readonly string[];
  /** The image's version. Where it is none of these, a setting is checked against all of them. */
  readonly version?: string;

  readonly owned: OwnedSettings;
  readonly reader: ValueReader;
  /** Whether a backslash in a value begins another character. */
  readonly escapes?: boolean;

  /** What happens where a name is unknown, and where a value is not allowed. */
  readonly unknown: string;
  readonly refused: string;
  /** Where to look a name up. */
  readonly lookUp: string;

  /** How a name is read; as it is without this function. */
  readName?(key: string): ReadName;
  /** The text that the server reads as a value; undefined where only the server knows it. By default, the text without spaces around it. */
  readValue?(text: string, setting: KnownSetting): string | undefined;
  /** What to do about a name that is unknown, or of another version. */
  remedyOf?(name: string): string | undefined;
}

/** The settings of the versions that the image may be of. */
export function settingsOf({ files, versions, version }: ServerSettings): KnownSettings[] {
  return versions.filter(other => !versions.includes(version ?? '') || other === version).map(other => knownSettings(`${files}-${other}`));
}

/**
 * Checks a map of settings: strings of one line, by names that the server knows and the preset leaves to the user, with values that the
 * server takes as they are. `labelOf` is how messages name a setting of the prop.
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

/** The settings that a name stands for, one for each version that knows it; none where there is no value to check. */
function checkName(prop: string, key: string, known: KnownSettings[], server: ServerSettings, errors: Errors): KnownSetting[] {
  const { names, isForgiven, hasNoValue } = server.readName?.(key) ?? { names: [key] };
  const owned = server.owned.find(([patterns]) => patterns.split(' ').some(pattern => names.some(name => matches(pattern, name))));
  if (owned) {
    errors.add('SettingOwned', { rule: `${prop} must not contain a setting that the preset controls`, got: key, remedy: owned[1] });
    return [];
  }
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

/** A value passes if one of the versions takes it. */
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

/** Whether a name is one of a pattern, which may end in a star. */
function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
