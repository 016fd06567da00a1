import { JAVA_VALUES } from '../shared/java-values';
import { KnownSetting } from '../shared/known-settings';
import { ValueReader } from '../shared/setting-values';

type Units = { readonly [unit: string]: bigint | undefined };

/** Units of the server by their case: times in nanoseconds, and sizes in bytes. */
const TIMES: Units = {
  ns: 1n, us: 1000n, µs: 1000n, ms: 1_000_000n, s: 1_000_000_000n, m: 60_000_000_000n, h: 3_600_000_000_000n, d: 86_400_000_000_000n,
};
const SIZES: Units = { B: 1n, KiB: 1024n, MiB: 1024n ** 2n, GiB: 1024n ** 3n };
const RATES: Units = { 'B/s': SIZES.B, 'KiB/s': SIZES.KiB, 'MiB/s': SIZES.MiB };

/** The units that a setting accepts, and the unit in which the server stores it. */
const QUANTITIES: { readonly [unit: string]: readonly [units: Units, own: string, example: string] | undefined } = {
  'nanoseconds': [TIMES, 'ns', '10ms'],
  'milliseconds': [TIMES, 'ms', '500ms or 10s'],
  'seconds': [TIMES, 's', '30s or 10m'],
  'minutes': [TIMES, 'm', '10m or 4h'],
  'bytes': [SIZES, 'B', '64KiB or 16MiB'],
  'kibibytes': [SIZES, 'KiB', '64KiB or 16MiB'],
  'mebibytes': [SIZES, 'MiB', '16MiB or 1GiB'],
  'bytes per second': [RATES, 'B/s', '24MiB/s'],
  'mebibytes per second': [RATES, 'MiB/s', '24MiB/s'],
};

/**
 * Parses the value of a setting as Cassandra 5.0 does: a quantity has a unit, which is not smaller than that of the setting.
 * https://github.com/apache/cassandra/blob/cassandra-5.0/src/java/org/apache/cassandra/config/DurationSpec.java
 */
export const CASSANDRA_VALUES: ValueReader = {
  ...JAVA_VALUES,
  suffixes: ({ unit = '' }) => QUANTITIES[unit] ? `, with a unit such as ${QUANTITIES[unit]![2]}` : '',
  integer: (value, setting) => {
    const quantity = QUANTITIES[setting.unit ?? ''];
    return quantity ? quantityOf(value, quantity) : JAVA_VALUES.integer(value, setting);
  },
  correct: (value, { unit = '' }: KnownSetting) => {
    const quantity = QUANTITIES[unit];
    return quantity && /^\d+$/.test(value) ? `${value}${quantity[1]}` : undefined;
  },
};

function quantityOf(value: string, [units, own]: readonly [Units, string, string]): bigint | undefined {
  const [, number, word] = /^(\d+)([a-zA-Zµ/]+)$/.exec(value) ?? [];
  const [factor, least] = [units[word], units[own]!];
  return number === undefined || factor === undefined || factor < least ? undefined : BigInt(number) * factor / least;
}
