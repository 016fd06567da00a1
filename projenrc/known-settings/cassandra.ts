/**
 * Writes `cassandra-<version>.json`: the settings of cassandra.yaml with types, units and defaults.
 *
 *     npx tsx projenrc/known-settings/cassandra.ts 5.0 DIRECTORY
 *
 * DIRECTORY has the unpacked `cassandra-all-5.0.9-sources.jar` of Maven Central. Each public field of the class Config is a setting of its
 * name. Settings that are no single value (maps, lists, classes with parameters) are left out, because the preset writes those it needs.
 */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Described, writeKnownSettings } from './write';

const [version, directory] = process.argv.slice(2);

const uncommented = (path: string) => readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

const source = uncommented(join(directory, 'org/apache/cassandra/config/Config.java'));

/** The values of each enum of a text, by the name of the type. */
function enumsIn(text: string): [name: string, values: string[]][] {
  return [...text.matchAll(/\benum (\w+)[^{]*\{([^;}]*)/g)]
    .map(([, name, list]) => [name, list.replace(/\([^)]*\)/g, '').split(',').map(value => value.trim()).filter(value => /^\w+$/.test(value))]);
}

const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.java')).sort();
// those of Config come last, because other classes may have enums of the same names
const enums = new Map([...files.flatMap(path => enumsIn(uncommented(join(directory, path)))), ...enumsIn(source)]);

const NUMBERS: Record<string, Described> = {
  int: { type: 'integer', min: '-2147483648', max: '2147483647' },
  long: { type: 'integer', min: '-9223372036854775808', max: '9223372036854775807' },
  double: { type: 'decimal' },
  float: { type: 'decimal' },
  boolean: { type: 'boolean' },
  string: { type: 'string' },
};

/** `DurationSpec.IntMillisecondsBound` is a number of milliseconds that fits into an int. */
function quantity(type: string): Described | undefined {
  const [, kind, width, unit] = /^(Duration|DataStorage|DataRate)Spec\.(Int|Long)(\w+)Bound$/.exec(type) ?? [];
  if (kind === undefined) { return undefined; }
  const words = unit.replace(/PerSecond$/, '').toLowerCase();
  return {
    type: 'integer',
    min: '0',
    max: NUMBERS[width.toLowerCase()].max,
    unit: kind === 'DataRate' ? `${words} per second` : words,
  };
}

function describe(type: string): Described | undefined {
  const primitive = NUMBERS[({ Integer: 'int', Boolean: 'boolean' }[type] ?? type).toLowerCase()];
  const values = enums.get(type.replace(/^Config\./, ''));
  return primitive ?? quantity(type) ?? (values && { type: 'enum', values });
}

/** A number, a word or the text of a quantity. A default that follows from another setting is left out. */
function defaultOf(expression: string | undefined, { type }: Described): { default?: string } {
  const [, quoted] = /^(?:new [\w.]+\()?"([^"]*)"\)?$/.exec(expression ?? '') ?? [];
  const [, plain] = /^(?:\w+\.)?(-?[\w.]+?)[LfF]?$/.exec(expression ?? '') ?? [];
  const isNumber = type === 'integer' || type === 'decimal';
  const text = quoted ?? (isNumber ? plain?.replace(/_/g, '') : plain);
  return text === undefined || text === 'null' || (isNumber && !/^-?[\d.]/.test(text)) ? {} : { default: text };
}

const body = source.slice(source.indexOf('public String cluster_name'));
const FIELD = /^ {4}public (?:volatile )?(?:Config\.)?([\w.]+) (\w+)(?: = ([^;]+))?;/gm;
const settings = new Map([...body.matchAll(FIELD)].flatMap(([, type, name, standard]): [string, Described][] => {
  const described = describe(type);
  return described ? [[name, { ...described, ...defaultOf(standard, described) }]] : [];
}));

writeKnownSettings(`cassandra-${version}.json`, settings);
