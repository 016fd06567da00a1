/**
 * Writes `cassandra-<version>.json`: the settings of cassandra.yaml with types, units and defaults.
 *
 *     npx tsx projenrc/known-settings/cassandra.ts 5.0 DIRECTORY
 *
 * DIRECTORY has the unpacked `cassandra-all-5.0.9-sources.jar` of Maven Central. Each public field of the class Config is a setting of its
 * name. The settings in a map have the name of the map, a dot and their own name, and a star stands for a name that the user chooses.
 * Lists of maps, and maps in `LEFT_OUT`, are no settings of the preset.
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
  // a text without quotes is the name of a constant
  if (type === 'string' && quoted === undefined) { return {}; }
  const text = quoted ?? (isNumber ? plain?.replace(/_/g, '') : plain);
  return text === undefined || text === 'null' || (isNumber && !/^-?[\d.]/.test(text)) ? {} : { default: text };
}

/** The preset has encryption and repairs as props, and the others contain lists of maps, or names that the source does not have. */
const LEFT_OUT = /Encryption|AutoRepair|SubnetGroups|RepairConfig/;

const FIELD = /^ {4}public (?:final |volatile )*(?:Config\.)?([\w.]+(?:\[\]|<.+>)?) (\w+)(?: = ([^;]+))?;/gm;

function fieldsOf(text: string, prefix = ''): [string, Described][] {
  return [...text.matchAll(FIELD)].flatMap(([, type, name, standard]) => settingsAt(`${prefix}${name}`, type, standard));
}

/** The settings of a field: one of its name, or those in its map. */
function settingsAt(name: string, type: string, standard?: string): [string, Described][] {
  const described = describe(type);
  if (described) { return [[name, { ...described, ...defaultOf(standard, described) }]]; }
  const [, item] = /^(?:Set|List)<(\w+)>$/.exec(type) ?? /^(String)\[\]$/.exec(type) ?? [];
  const values = enums.get(item);
  if (item === 'String' || values) { return [[name, { type: 'list', distinct: true, ...values && { values } }]]; }
  const [, key, value] = /^(?:Linked|Hash)*Map<(\w+), (.+)>$/.exec(type) ?? [];
  if (value) { return (enums.get(key) ?? ['*']).flatMap(each => settingsAt(`${name}.${each}`, value.replace('Object', 'String'))); }
  return LEFT_OUT.test(type) ? [] : fieldsOf(classText(type), `${name}.`);
}

/** The text of a class and of those that it extends. */
function classText(type: string): string {
  const inner = new RegExp(`^    public static class ${type}\\n.*?^    }`, 'ms').exec(source)?.[0];
  const file = files.find(path => path.endsWith(`/${type}.java`));
  const text = inner?.replace(/^ {4}/gm, '') ?? (file ? uncommented(join(directory, file)) : '');
  const [, base] = new RegExp(`class ${type} extends (\\w+)`).exec(text) ?? [];
  return base ? `${text}\n${classText(base)}` : text;
}

const settings = new Map(fieldsOf(source.slice(source.indexOf('public String cluster_name'))));

writeKnownSettings(`cassandra-${version}.json`, settings);
