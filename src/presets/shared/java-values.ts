import { KnownSetting } from './known-settings';
import { ValueReader } from './setting-values';

/** Parses values as Kafka and ZooKeeper do: `Integer.parseInt` and similar methods, without surrounding spaces. */
export const JAVA_VALUES: ValueReader = {
  booleans: ['true', 'false'],
  suffixes: () => '',
  separator: 'separated by commas, each once',

  isBoolean: value => /^(true|false)$/i.test(value),
  integer,
  decimal: value => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?[fd]?$/i.test(value) ? parseFloat(value) : undefined,
  isName,
  isList: (value, setting) => {
    const items = value === '' ? [] : value.split(/\s*,\s*/);
    const isSound = !setting.distinct || (new Set(items).size === items.length && !items.includes(''));
    return isSound && (setting.values === undefined || items.every(item => isName(item, setting)));
  },
};

function integer(value: string, { decodes }: KnownSetting): bigint | undefined {
  if (decodes && /^[+-]?(0x|#)[0-9a-f]+$/i.test(value)) {
    const [, sign, digits] = /^([+-]?)(?:0x|#)(.*)$/i.exec(value)!;
    return BigInt(`0x${digits}`) * (sign === '-' ? -1n : 1n);
  }
  // 010 would be parsed as eight
  if (decodes && /^[+-]?0\d/.test(value)) { return undefined; }
  return /^[+-]?\d+$/.test(value) ? BigInt(value.replace('+', '')) : undefined;
}

function isName(value: string, { values = [], anyCase }: KnownSetting): boolean {
  return values.some(name => name === value || (anyCase && name.toLowerCase() === value.toLowerCase()));
}
