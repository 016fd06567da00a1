import { KnownSetting } from './known-settings';
import { closestMatch } from '../../checks/closest-match';

/** How a server parses the string of a value. If it cannot parse it, or changes it, the result is `undefined` or `false`. */
export interface ValueReader {
  /** The words for true and false. */
  readonly booleans: readonly [on: string, off: string];
  /** Separator of several names, for messages. */
  readonly separator: string;

  /** What is allowed after a number, for messages. */
  suffixes(setting: KnownSetting): string;
  isBoolean(value: string): boolean;
  integer(value: string, setting: KnownSetting): bigint | undefined;
  decimal(value: string, setting: KnownSetting): number | undefined;
  isName(value: string, setting: KnownSetting): boolean;
  isList(value: string, setting: KnownSetting): boolean;
  /** A spelling that the server accepts, for a number whose meaning is clear. */
  correct?(value: string, setting: KnownSetting): string | undefined;
}

interface WrongValue {
  /** The rule for the value. */
  readonly rule: string;
  readonly remedy: string;
}

/** The error in a value, or `undefined` if it is valid. */
export function judge(value: string, setting: KnownSetting, reader: ValueReader): WrongValue | undefined {
  const [on, off] = reader.booleans;
  const names = setting.values?.join(', ');
  const isMissing = setting.filled && value === '';
  switch (setting.type) {
    case 'boolean':
      return reader.isBoolean(value) ? undefined : { rule: `${on} or ${off}`, remedy: `use ${booleanOf(value, reader.booleans)}` };
    case 'integer':
      return isNumber(value, setting, reader) ? undefined : {
        rule: setting.values ? `one of ${names}` : `a whole number${of(setting.unit)}${rangeOf(setting)}${reader.suffixes(setting)}`,
        remedy: `use ${numberOf(value, setting, reader)}`,
      };
    case 'decimal':
      return isNumber(value, setting, reader) ? undefined : {
        rule: `a number${of(setting.unit)}${rangeOf(setting)}`, remedy: `use ${numberOf(value, setting, reader)}`,
      };
    case 'enum':
      return reader.isName(value, setting) ? undefined : { rule: `one of ${names}`, remedy: `use ${nameOf(value, setting)}` };
    case 'flag':
      return value === '' ? undefined : { rule: 'an empty string (the name alone switches it on)', remedy: 'use \'\'' };
    case 'string':
      return isMissing ? { rule: 'a non-empty string', remedy: 'omit it for the default' } : undefined;
    default:
      return reader.isList(value, setting) && !isMissing ? undefined : {
        rule: listRule(setting, reader.separator), remedy: `use ${listOf(value, setting)}`,
      };
  }
}

function listRule({ type, values }: KnownSetting, separator: string): string {
  const names = values === undefined ? '' : ` of ${values.join(', ')}`;
  return `${type === 'switches' ? `switches such as ${values?.[0]}=on` : 'values'}${names}, ${separator}`;
}

function isNumber(value: string, setting: KnownSetting, reader: ValueReader): boolean {
  return setting.type === 'integer'
    ? isInRange(reader.integer(value, setting), setting, BigInt)
    : isInRange(reader.decimal(value, setting), setting, Number);
}

function isInRange<T extends bigint | number>(number: T | undefined, setting: KnownSetting, read: (text: string) => T): boolean {
  if (number === undefined) { return false; }
  const { min, max, values } = setting;
  const isWithin = (min === undefined || number >= read(min)) && (max === undefined || number <= read(max));
  return isWithin && (values?.includes(String(number)) ?? true);
}

/** Limits of number types, which do not help a user. */
const LIMITS = [15n, 31n, 63n, 64n].flatMap(bits => [String(2n ** bits - 1n), String(-(2n ** bits))]);

function rangeOf({ min, max }: KnownSetting): string {
  const [least, most] = [min, max].map(limit => limit === undefined || LIMITS.includes(limit) ? undefined : limit);
  if (least !== undefined && most !== undefined) { return ` from ${least} to ${most}`; }
  if (least !== undefined) { return `, ${least} or more`; }
  return most === undefined ? '' : `, ${most} or less`;
}

function of(unit: string | undefined): string {
  return unit === undefined ? '' : ` of ${unit}`;
}

function booleanOf(value: string, [on, off]: readonly [string, string]): string {
  if (/^(y(es)?|on|1|true|enabled?)$/i.test(value)) { return on; }
  return /^(no?|off|0|false|disabled?)$/i.test(value) ? off : `${on} or ${off}`;
}

/** Factors of the suffixes that users write after a number, by the unit of the server. */
const FACTORS: { readonly [unit: string]: { readonly [suffix: string]: bigint } } = {
  milliseconds: { ms: 1n, s: 1000n, m: 60_000n, min: 60_000n, h: 3_600_000n, d: 86_400_000n, w: 604_800_000n },
  seconds: { s: 1n, m: 60n, min: 60n, h: 3600n, d: 86_400n, w: 604_800n },
  bytes: { b: 1n, k: 1024n, m: 1024n ** 2n, g: 1024n ** 3n, t: 1024n ** 4n },
};

/** The number that the user probably meant. */
function numberOf(value: string, setting: KnownSetting, reader: ValueReader): string {
  const corrected = reader.correct?.(value, setting);
  if (corrected !== undefined && isNumber(corrected, setting, reader)) { return corrected; }
  const [, digits, suffix = ''] = /^(\d+) ?([a-z]+)$/i.exec(value) ?? [];
  const factors = FACTORS[setting.unit ?? ''] ?? {};
  const factor = factors[suffix.toLowerCase()] ?? factors[suffix.toLowerCase().replace(/i?b$/, '')];
  const meant = factor === undefined ? undefined : BigInt(digits) * factor;
  if (isInRange(meant, setting, BigInt)) { return String(meant); }
  const example = setting.default ?? setting.min ?? '1';
  return `a number such as ${LIMITS.includes(example) ? '1' : example}`;
}

function nameOf(value: string, setting: KnownSetting): string {
  return closestName(value, setting.values ?? []) ?? defaultOf(setting) ?? 'one of them';
}

/** The list without its invalid items. */
function listOf(value: string, setting: KnownSetting): string {
  const items = value.split(',').map(item => item.trim()).filter(item => item !== '');
  const names = items.flatMap(item => setting.values === undefined ? item : closestName(item.split('=')[0], setting.values) ?? []);
  const list = [...new Set(names)].map(name => setting.type === 'switches' ? `${name}=on` : name).join(',');
  return list === '' ? defaultOf(setting) ?? 'one of them' : list;
}

function closestName(value: string, names: readonly string[]): string | undefined {
  const known = names.map(name => name.toLowerCase());
  const close = known.includes(value.toLowerCase()) ? value.toLowerCase() : closestMatch(value.toLowerCase(), known);
  return names.find(name => name.toLowerCase() === close);
}

function defaultOf({ default: standard }: KnownSetting): string | undefined {
  return standard ? `${standard}, which is the default` : undefined;
}
