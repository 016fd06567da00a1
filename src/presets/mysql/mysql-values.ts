import { KnownSetting } from '../shared/known-settings';
import { ValueReader } from '../shared/setting-values';

/**
 * Parses the value of an option as mysqld does, measured with `mysqld --x=value --verbose --help` of 9.7.4. The server accepts much more
 * than a user means, and continues, sometimes with a warning: `yes` is OFF, `many` is 0 mega and raised to the minimum, `1e3` is one exa,
 * `5min` is five mega. This reader rejects such values.
 */
export const MYSQL_VALUES: ValueReader = {
  booleans: ['ON', 'OFF'],
  suffixes: () => ', optionally followed by K, M, G, T, P or E',
  separator: 'separated by commas without spaces',

  isBoolean: value => /^(on|off|true|false|1|0)$/i.test(value),
  integer: value => {
    const [, sign, digits, suffix] = /^([+-]?)(\d+)(?:([kmgtpe])(?:i?b)?)?$/i.exec(value) ?? [];
    if (digits === undefined) { return undefined; }
    const number = BigInt(digits) * 1024n ** BigInt(' kmgtpe'.indexOf(suffix?.toLowerCase() ?? ' '));
    return sign === '-' ? -number : number;
  },
  decimal: value => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : undefined,
  isName: (value, { values = [] }) => isNameOf(value, values) || (/^\d+$/.test(value) && Number(value) < values.length),
  isList: (value, setting) => value === '' || (setting.type === 'switches' ? areSwitches(value, setting) : areNames(value, setting)),
};

/** Regardless of case, and also a prefix that matches one name only. */
function isNameOf(text: string, names: readonly string[]): boolean {
  const begun = names.map(name => name.toLowerCase()).filter(name => name.startsWith(text.toLowerCase()));
  return text !== '' && (begun.length === 1 || begun.includes(text.toLowerCase()));
}

/** Also a number that has a bit for each name. Only the last name may be abbreviated. */
function areNames(value: string, { values = [] }: KnownSetting): boolean {
  const names = value.split(',');
  const last = names.pop() as string;
  const areNamed = isNameOf(last, values) && names.every(name => isOneOf(name, values));
  return areNamed || (/^\d+$/.test(value) && BigInt(value) < 2n ** BigInt(values.length));
}

function areSwitches(value: string, { values = [] }: KnownSetting): boolean {
  return value.split(',').every(item => {
    const [name, state, ...more] = item.split('=');
    return item.toLowerCase() === 'default' || (isOneOf(name, values) && more.length === 0 && /^(on|off|default)$/i.test(state ?? ''));
  });
}

function isOneOf(text: string, names: readonly string[]): boolean {
  return names.some(name => name.toLowerCase() === text.toLowerCase());
}
