/**
 * Writes `postgresql-<major>.json`: the settings of a server with types, limits, units and values. The server lists them itself, so start
 * the official image with any data and ask it:
 *
 *     psql -XAtq -F $'\t' -c "SELECT name, vartype, unit, min_val, max_val, array_to_string(enumvals, ','), boot_val, context
 *       FROM pg_settings" > settings.tsv
 *     npx tsx projenrc/known-settings/postgresql.ts 18 settings.tsv
 *
 * Left out: values that the server only reports (the context `internal`), and `transaction_*`, which no file may set. Settings of
 * extensions, which have a dot in their names, exist once the extension is loaded. Names are in lower case, because the server ignores
 * their case.
 */
import { readFileSync } from 'fs';
import { Described, writeKnownSettings } from './write';

const TYPES: { readonly [vartype: string]: string } = {
  bool: 'boolean', integer: 'integer', real: 'decimal', enum: 'enum', string: 'string',
};

const LEFT_OUT = /^transaction_/;

/** File modes, for which a leading zero is common. The server reads such a number as octal. */
const MODES = ['log_file_mode', 'unix_socket_permissions'];

/** The largest number, which is no limit. */
const LARGEST = '1.79769e+308';

function describe(row: string[]): Described {
  const [name, vartype, unit, min, max, values, standard] = row;
  const type = TYPES[vartype];
  return {
    type,
    ...min === '' ? {} : { min },
    ...max === '' || max === LARGEST ? {} : { max },
    ...unit === '' ? {} : { unit },
    ...values === '' ? {} : { values: values.split(',') },
    ...type === 'string' || standard === '' ? {} : { default: standard },
    ...MODES.includes(name) ? { decodes: true } : {},
  };
}

const [major, file] = process.argv.slice(2);
const rows = readFileSync(file, 'utf8').trim().split('\n').map(line => line.split('\t'));
const settings = rows.filter(([name, , , , , , , context]) => context !== 'internal' && !LEFT_OUT.test(name));
writeKnownSettings(`postgresql-${major}.json`, new Map(settings.map(row => [row[0].toLowerCase(), describe(row)])));
