import { KnownSetting } from '../shared/known-settings';
import { ValueReader } from '../shared/setting-values';

type Units = { readonly [unit: string]: number | undefined };

/** The units that the server knows, by their case: sizes in bytes, and times in microseconds. */
const SIZES: Units = { B: 1, kB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };
const TIMES: Units = { us: 1, ms: 1e3, s: 1e6, min: 60e6, h: 3600e6, d: 86_400e6 };

/** Other spellings of a unit, in lower case and singular. */
type Meant = { readonly [word: string]: string | undefined };
const MEANT_SIZES: Meant = { k: 'kB', kb: 'kB', m: 'MB', mb: 'MB', g: 'GB', gb: 'GB', t: 'TB', tb: 'TB' };
const MEANT_TIMES: Meant = {
  msec: 'ms', sec: 's', second: 's', m: 'min', minute: 'min', hr: 'h', hour: 'h', day: 'd',
};

/**
 * Parses the value of a setting as PostgreSQL 17 and 18 and Patroni 4.1 do, measured with `set_config` and with Patroni's validators.
 * Patroni removes a value that it cannot parse from the configuration and raises one that is too low. The server accepts more than a user
 * means: it rounds 1.5 ms to 2 ms and reads 010 as eight. This reader rejects such values.
 */
export const POSTGRESQL_VALUES: ValueReader = {
  booleans: ['on', 'off'],
  suffixes: ({ unit }) => unit === undefined ? '' : `, or with a unit such as ${unitsOf(unit) === TIMES ? '30s or 5min' : '512kB or 64MB'}`,
  separator: 'separated by commas',

  // the server also accepts prefixes such as t, which Patroni does not
  isBoolean,
  integer: (value, setting) => {
    const number = setting.decodes && /^0[0-7]+$/.test(value) ? parseInt(value, 8) : numberOf(value, setting);
    return Number.isInteger(number) && (setting.decodes || !/^ *[+-]?0\d/.test(value)) ? BigInt(number!) : undefined;
  },
  decimal: numberOf,
  isName: (value, { values = [] }) => values.some(name => name.toLowerCase() === value.toLowerCase())
    || (values.includes('on') && values.includes('off') && isBoolean(value)),
  isList: () => true,
  correct: (value, { unit }) => {
    const [, number, word] = /^ *([+-]?\d+(?:\.\d+)?) *([a-z]+) *$/i.exec(value) ?? [];
    if (unit === undefined || word === undefined) { return undefined; }
    const [known, ending, end] = unitsOf(unit) === TIMES ? [MEANT_TIMES, /s$/, ''] as const : [MEANT_SIZES, /ib$/, 'b'] as const;
    const meant = known[word.toLowerCase().replace(ending, end)];
    return meant && `${number}${meant}`;
  },
};

function isBoolean(value: string): boolean {
  return /^(on|off|true|false|yes|no|1|0)$/i.test(value);
}

function unitsOf(unit: string): Units {
  return /B$/.test(unit) ? SIZES : TIMES;
}

/** The number in the unit of the setting, which may have a factor: 8kB. */
function numberOf(value: string, { type, unit = '' }: KnownSetting): number | undefined {
  if (type === 'integer' && /^0x[0-9a-f]+$/i.test(value)) { return Number(value); }
  const [, number, word] = /^ *([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?) *([a-z]*) *$/i.exec(value) ?? [];
  if (number === undefined || word === '') { return number === undefined ? undefined : Number(number); }
  const [, factor, base] = /^(\d*)(\D*)$/.exec(unit)!;
  const units = unitsOf(base);
  const [given, own] = [units[word], units[base]];
  return given === undefined || own === undefined ? undefined : Number(number) * given / own / Number(factor || 1);
}
