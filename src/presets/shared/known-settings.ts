import { shippedData } from '../../checks/shipped-file';

/** A setting as the server defines it. Numbers are strings, because some are larger than JavaScript represents exactly. */
export interface KnownSetting {
  /** `flag`: takes no value. `set` and `list`: names separated by commas. `switches`: `name=on` separated by commas. */
  readonly type: 'boolean' | 'integer' | 'decimal' | 'enum' | 'set' | 'list' | 'switches' | 'flag' | 'string';
  readonly min?: string;
  readonly max?: string;
  readonly unit?: string;
  readonly values?: readonly string[];
  readonly default?: string;

  /** The names are accepted in any case. */
  readonly anyCase?: boolean;
  /** An empty value is not accepted. */
  readonly filled?: boolean;
  /** A list has no value twice and no empty one. */
  readonly distinct?: boolean;
  /** The name alone, without a value, is accepted. */
  readonly bare?: boolean;
  /** The setting exists once a plugin is loaded. */
  readonly plugin?: boolean;
  /** Hexadecimal numbers are accepted, and a leading zero makes a number octal. */
  readonly decodes?: boolean;
}

/** Settings of one version of a server, by their names. */
export type KnownSettings = ReadonlyMap<string, KnownSetting>;

const loaded = new Map<string, KnownSettings>();

/**
 * The settings of a version, from a file that a program of `projenrc/known-settings` wrote. A file is read at the first request, so that a
 * program without settings does not read it.
 */
export function knownSettings(version: string): KnownSettings {
  const known = loaded.get(version) ?? read(version);
  loaded.set(version, known);
  return known;
}

function read(version: string): KnownSettings {
  const settings = shippedData(`${__dirname}/known-settings`, `${version}.json`);
  return new Map(Object.entries<KnownSetting>(settings));
}
