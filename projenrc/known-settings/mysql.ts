/**
 * Writes `mysql-<series>.json`: the options of a server with types, ranges and values.
 *
 *     mysql -NBe 'SELECT VARIABLE_NAME, MIN_VALUE, MAX_VALUE FROM performance_schema.variables_metadata' > limits.tsv
 *     npx tsx projenrc/known-settings/mysql.ts 9.7 limits.tsv docker run --rm --memory 4g --entrypoint mysqld mysql:9.7
 *
 * The words at the end are the command that runs `mysqld`. It is run some thousand times, always with `--verbose --help`: it parses its
 * options, prints their values and ends, so that no data is needed. For each option, a value that nothing can be tells the type by the
 * complaint, and numbers in the place of names come back as the names. Its memory must be limited, because some options allocate what they
 * are told: `docker run --memory 4g`, or `prlimit --as=4000000000` without a container.
 *
 * The limits of whole numbers are those of `variables_metadata`. It has none for options that are no variables and for one plugin (0 to 0),
 * and it prints those of decimal numbers as the bits of a double: these come from numbers too small and too large, which come back as the
 * limits. In turn, that way is of no use for numbers that the server computes (`back_log` of 0) or limits by what the process may do
 * (`table_open_cache`). `variables_metadata` also lacks the values of enumerations, and has some enumerations as strings.
 *
 * Options of plugins are asked for with the plugins loaded. Left out: what belongs to NDB Cluster, to the preset's own plugins
 * (group replication, semi-synchronous replication), what prints and exits, and what is for Windows.
 */
import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { Described, writeKnownSettings } from './write';

const PLUGINS = [
  'auth_socket.so', 'connection_control.so', 'ddl_rewriter.so', 'mysql_clone.so', 'mysql_no_login.so', 'rewriter.so', 'thread_pool.so',
  'validate_password.so',
];

const LEFT_OUT = new RegExp([
  '^(ndb|group_replication|rpl_semi_sync|defaults_)',
  '^((no_)?login_paths?|(no|print)_defaults|help|verbose|version(_with_update)?|console)$',
].join('|'));

/** A value that is no number, no name and no word for a boolean. */
const NONSENSE = '@';

const TOO_LOW = '-9223372036854775807';
/** The largest that numbers with and without a sign take, and the largest of those without. */
const TOO_HIGH = '9223372036854775807';
const LARGEST = '18446744073709551615';

const [series, limitsFile, ...mysqld] = process.argv.slice(2);

const LIMITS = new Map(readFileSync(limitsFile, 'utf8').trim().split('\n').map((line): [string, string[]] => {
  const [name, min, max] = line.split('\t');
  return [name, [min, max]];
}));

/**
 * The table is empty where a plugin is forced, and where the library for FIPS is missing:
 * https://dev.mysql.com/doc/refman/9.7/en/plugin-loading.html
 */
const NOT_PRINTED: { readonly [printed: string]: string[] | undefined } = {
  'OFF,ON,,': ['OFF', 'ON', 'FORCE', 'FORCE_PLUS_PERMANENT'],
  'OFF,,': ['OFF', 'ON', 'STRICT'],
};

interface Answer {
  readonly help: string;
  readonly errors: string;
  /** The values of the options after the given ones were read, by their names. */
  readonly values: Map<string, string>;
}

function run(...options: string[]): { stdout: string; stderr: string } {
  const [command, ...words] = mysqld;
  return spawnSync(command, [...words, ...options], { encoding: 'utf8', maxBuffer: 2 ** 24 });
}

function ask(...options: string[]): Answer {
  const plugins = `--plugin-load-add=${PLUGINS.join(';')}`;
  const { stdout, stderr } = run('--no-defaults', plugins, '--verbose', '--help', ...options);
  const [help, table = ''] = stdout.split(/^-{20,} -+$/m);
  const values = [...table.matchAll(/^([a-z][a-z0-9-]*) +(.*)$/gm)]
    .map(([, name, value]): [string, string] => [name.replace(/-/g, '_'), value.trim()]);
  return { help, errors: stderr, values: new Map(values) };
}

/** How the server reads an option. */
function describe(name: string, takes: Takes, isOfPlugin: boolean): Described {
  const traits = { ...takes === 'nothing or a value' ? { bare: true } : {}, ...isOfPlugin ? { plugin: true } : {} };
  const { errors, values } = ask(`--${name}=${NONSENSE}`);
  if (/cannot take an argument/.test(errors)) { return { type: 'flag', ...traits }; }
  if (/Unknown suffix/.test(errors)) { return { type: 'integer', ...limitsOf(name, 'integer'), ...traits }; }
  if (/Invalid decimal value/.test(errors)) { return { type: 'decimal', ...limitsOf(name, 'decimal'), ...traits }; }
  if (/Error while setting value/.test(errors)) { return { ...choiceOf(name), ...traits }; }
  if (values.get(name) === 'FALSE' || values.get(name) === 'TRUE') { return { type: 'boolean', ...traits }; }
  return { type: 'string', ...traits };
}

function limitsOf(name: string, type: string): { min?: string; max?: string } {
  const [min, max] = LIMITS.get(name) ?? [];
  if (type === 'integer' && min && max && min !== max) { return { min, max }; }
  const high = ask(`--${name}=${TOO_HIGH}`).values.get(name);
  return { min: written(ask(`--${name}=${TOO_LOW}`).values.get(name)), max: written(high === TOO_HIGH ? largestOf(name) : high) };
}

function isRefused({ errors }: Answer): boolean {
  return /Error while setting value/.test(errors);
}

function largestOf(name: string): string | undefined {
  const answer = ask(`--${name}=${LARGEST}`);
  return isRefused(answer) ? TOO_HIGH : answer.values.get(name);
}

/** The table has large decimal numbers as 3.1536e+07; the largest of them are no limit, but what was asked for. */
function written(value: string | undefined): string | undefined {
  if (value === undefined || !/e\+/.test(value)) { return value; }
  return Number(value) < 1e15 ? String(Number(value)) : undefined;
}

/** An enumeration, a set, or a set of switches: the numbers in the place of names lead to the names. */
function choiceOf(name: string): Described {
  const first = ask(`--${name}=0`);
  if (isRefused(first)) {
    const switches = [...(first.values.get(name) ?? '').matchAll(/([a-z_]+)=(on|off)/g)].map(match => match[1]);
    return switches.length > 0 ? { type: 'switches', values: switches } : { type: 'string' };
  }
  const isSet = (first.values.get(name) ?? '') === '' || (ask(`--${name}=3`).values.get(name) ?? '').includes(',');
  const texts: string[] = [];
  for (let i = 0; i < 64; i++) {
    const answer = ask(`--${name}=${isSet ? 2n ** BigInt(i) : i}`);
    if (isRefused(answer)) { break; }
    texts.push(answer.values.get(name) ?? '');
  }
  return isSet ? { type: 'set', values: namesOf(texts) } : { type: 'enum', values: NOT_PRINTED[texts.join()] ?? texts };
}

/** A mode of sql_mode that stands for others is printed with them. Places of modes that were removed have names, too. */
function namesOf(texts: string[]): string[] {
  const alone = new Set(texts.filter(text => !text.includes(',')));
  const names = texts.map(text => text.split(',').filter(name => text === name || !alone.has(name)).join(','));
  return names.filter(name => !/^NOT_USED/.test(name));
}

type Takes = 'nothing' | 'nothing or a value' | 'a value';

/** The options by name, as `--help` prints them: `--x`, `--x[=name]`, `--x=name`. */
function optionsOf(help: string): Map<string, Takes> {
  const options = [...help.matchAll(/^ {2}(?:-\S, )?--([a-z][a-z0-9-]*)(\[?=)?/gm)];
  const takes = (sign: string | undefined) => sign === '=' ? 'a value' : sign ? 'nothing or a value' : 'nothing';
  return new Map(options.map(([, name, sign]): [string, Takes] => [name.replace(/-/g, '_'), takes(sign)]));
}

function main(): void {
  const bare = optionsOf(run('--no-defaults', '--verbose', '--help').stdout);
  const { help, values } = ask();
  const settings = new Map<string, Described>();
  for (const [name, takes] of optionsOf(help)) {
    if (LEFT_OUT.test(name)) { continue; }
    const described = describe(name, takes, !bare.has(name));
    const standard = values.get(name);
    const isTelling = standard !== undefined && described.type !== 'string' && described.type !== 'flag';
    settings.set(name, isTelling ? { ...described, default: written(standard) } : described);
  }
  writeKnownSettings(`mysql-${series}.json`, settings);
}

main();
