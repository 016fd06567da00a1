import { isDnsSubdomain } from './dns';
import { withArticle } from './kinds';
import { ClassShape, memberTypes, NamedType, readShapes, ShapeType } from './shape-data';

/** A type for the rule of a message: `a list of strings`. */
export function phraseOf(type: ShapeType): string {
  switch (type.kind) {
    case 'list': return `a list of ${pluralOf(type.element)}`;
    case 'map': return `an object that maps names to ${pluralOf(type.element)}`;
    case 'struct': return `an object with props of ${type.name}`;
    case 'enum': return `one of ${type.name}`;
    case 'class': return withArticle(nameOfClass(type.name));
    case 'any': return 'plain data';
    default: return type.name === 'boolean' ? 'true or false' : `a ${type.name}`;
  }
}

function pluralOf(type: ShapeType): string {
  switch (type.kind) {
    case 'list': return 'lists';
    case 'map': return 'objects';
    case 'struct': return `${type.name} objects`;
    case 'enum': return `values of ${type.name}`;
    case 'class': return `${nameOfClass(type.name)} objects`;
    default: return type.name === 'any' ? 'values' : `${type.name}s`;
  }
}

/** The name of a class in messages: `ISecret` becomes Secret. */
function nameOfClass(name: string): string {
  return readShapes().classes[name].anyWith ? name.slice(1) : name;
}

/** The correct form of the value, as an imperative. */
export function remedyFor(type: ShapeType, given: unknown, path: string): string {
  // a list of names is one value of some classes, such as CassandraRacks
  const isSingle = ['primitive', 'enum'].includes(type.kind) || (type.kind === 'class' && typeof (given as unknown[])?.[0] === 'object');
  if (isSingle && Array.isArray(given) && given.length > 0) { return given.length === 1 ? 'remove the brackets' : 'use one of them'; }
  switch (type.kind) {
    case 'list': return `use ${(isText(type.element) && wordsOf(given)) || `a list such as ${exampleOf(type)}`}`;
    case 'enum': return `use ${Object.keys(readShapes().enums[type.name]).map(member => `${type.name}.${member}`).join(' or ')}`;
    case 'class': return `use ${(madeFrom(type.name, given, path) ?? shapeOf(type.name).made).join(' or ')}`;
    case 'map':
    case 'struct': return `use ${exampleOf(type)}`;
    case 'any': return 'use strings, numbers, booleans, lists and plain objects';
    default: return remedyForPrimitive(type, given, path);
  }
}

const SIZES: Readonly<Record<string, string>> = { K: 'kibibytes', M: 'mebibytes', G: 'gibibytes', T: 'tebibytes' };
const TIMES: Readonly<Record<string, string>> = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };

/** Units in which people think of a time, if not in seconds. */
const UNITS: Readonly<Record<string, string>> = {
  binlogRetention: 'days',
  maxSessionTimeout: 'millis',
  minSessionTimeout: 'millis',
  purgeInterval: 'hours',
  retention: 'days',
  tickTime: 'millis',
};

/** Props for which no number or boolean in quotes is a valid string. */
const NEVER_QUOTED = ['clientAuth', 'image'];

function memberOf(path: string): string {
  return path.split('.').pop() ?? '';
}

/** Expressions for a value that is given in another form: `Size.gibibytes(10)` for `10Gi`. */
function madeFrom(name: string, given: unknown, path: string): string[] | undefined {
  const isNumber = typeof given === 'number' && Number.isFinite(given) && given > 0;
  const text = typeof given === 'string' ? given.trim() : '';
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text) ?? [];
  switch (name) {
    case 'Port': return isNumber ? [`Port.tcp(${given})`] : undefined;
    case 'Size': return isNumber ? [`Size.gibibytes(${given})`, `Size.mebibytes(${given})`]
      : amount && /^[KMGT]i?B?$/i.test(unit) ? [`Size.${SIZES[unit[0].toUpperCase()]}(${amount})`] : undefined;
    case 'Duration': return isNumber ? [`Duration.${UNITS[memberOf(path)] ?? 'seconds'}(${given})`]
      : amount && TIMES[unit] ? [`Duration.${TIMES[unit]}(${amount})`] : undefined;
    case 'Cpu': return isNumber ? [`Cpu.units(${given})`]
      : amount && (unit === 'm' || unit === '') ? [`Cpu.${unit === 'm' ? 'millis' : 'units'}(${amount})`] : undefined;
    case 'Cron': return cronOf(text);
    case 'EnvValue': return typeof given === 'number' || typeof given === 'boolean' ? [`EnvValue.fromValue('${given}')`] : undefined;
    case 'ISecret': return isDnsSubdomain(text) ? [`Secret.fromSecretName(this, 'Auth', '${text}')`] : undefined;
    case 'IServiceAccount': return isDnsSubdomain(text) ? [`ServiceAccount.fromServiceAccountName(this, 'Account', '${text}')`] : undefined;
    default: return undefined;
  }
}

const CRON_FIELDS = ['minute', 'hour', 'day', 'month', 'weekDay'];

/** `Cron` for the five fields of a cron line. */
function cronOf(line: string): string[] | undefined {
  const fields = line.split(/\s+/);
  if (fields.length !== CRON_FIELDS.length) { return undefined; }
  const given = CRON_FIELDS.flatMap((name, i) => fields[i] === '*' ? [] : [`${name}: '${fields[i]}'`]);
  return [`Cron.schedule({ ${given.join(', ')} })`];
}

/** A string in place of a Secret is its name if it has the form of one. */
export function isNameOfSecret(type: ShapeType, given: unknown): boolean {
  return type.kind === 'class' && type.name === 'ISecret' && isDnsSubdomain(given);
}

function remedyForPrimitive(type: NamedType, given: unknown, path: string): string {
  const { name } = type;
  const isSimple = ['number', 'boolean', 'bigint'].includes(typeof given) && !Number.isNaN(given);
  if (name === 'string' && isSimple && !NEVER_QUOTED.includes(memberOf(path))) { return `put it in quotes: '${given}'`; }
  const literal = typeof given === 'string' ? given.trim() : '';
  const isLiteral = name === 'number' ? literal !== '' && Number.isFinite(Number(literal)) : /^(true|false)$/.test(literal);
  if (name !== 'string' && isLiteral) { return `remove the quotes: ${literal}`; }
  return name === 'boolean' ? 'use true or false' : `use a ${name} such as ${exampleOf(type, memberOf(path))}`;
}

function isText(type: ShapeType): boolean {
  return type.kind === 'primitive' && type.name === 'string';
}

/** The words of a shell command as a list, if it has no quotes. */
function wordsOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || /['"\\]/.test(given)) { return undefined; }
  return `[${given.split(/\s+/).filter(word => word !== '').map(word => `'${word}'`).join(', ')}]`;
}

/** A value in the syntax of a program. */
function exampleOf(type: ShapeType, member?: string): string {
  switch (type.kind) {
    case 'list': return `[${exampleOf(type.element)}]`;
    case 'map': return `{ name: ${exampleOf(type.element)} }`;
    case 'struct': return structExample(type.name);
    case 'enum': return `${type.name}.${Object.keys(readShapes().enums[type.name])[0]}`;
    case 'class': return shapeOf(type.name).made[0];
    case 'any': return '{}';
    default: return examplePrimitive(type.name, member);
  }
}

function examplePrimitive(name: string, member?: string): string {
  const { examples } = readShapes();
  const known = member !== undefined && Object.hasOwn(examples, member) ? examples[member] : undefined;
  const isString = known?.startsWith('\'') ?? false;
  if (known !== undefined && isString === (name === 'string')) { return known; }
  return { number: '3', boolean: 'true' }[name] ?? '\'text\'';
}

/** The required props, or the first prop if none is required. */
function structExample(name: string): string {
  const props = [...memberTypes(readShapes().structs[name]).types].map(([prop, type]) => ({ prop, type }));
  const required = props.filter(({ type }) => !type.isOptional);
  const shown = required.length > 0 ? required : props.slice(0, 1);
  return `{ ${shown.map(({ prop, type }) => `${prop}: ${exampleOf(type, prop)}`).join(', ')} }`;
}

function shapeOf(name: string): ClassShape {
  return readShapes().classes[name];
}
