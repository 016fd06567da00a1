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
  switch (type.kind) {
    case 'list': return `use ${(isText(type.element) && wordsOf(given)) || `a list such as ${exampleOf(type)}`}`;
    case 'enum': return `use ${Object.keys(readShapes().enums[type.name]).map(member => `${type.name}.${member}`).join(' or ')}`;
    case 'class': return `use ${shapeOf(type.name).made.join(' or ')}`;
    case 'map':
    case 'struct': return `use ${exampleOf(type)}`;
    case 'any': return 'use strings, numbers, booleans, lists and plain objects';
    default: return remedyForPrimitive(type, given, path);
  }
}

function remedyForPrimitive(type: NamedType, given: unknown, path: string): string {
  const { name } = type;
  const isSimple = ['number', 'boolean', 'bigint'].includes(typeof given) && !Number.isNaN(given);
  if (name === 'string' && isSimple) { return `put it in quotes: '${given}'`; }
  const literal = typeof given === 'string' ? given.trim() : '';
  const isLiteral = name === 'number' ? literal !== '' && Number.isFinite(Number(literal)) : /^(true|false)$/.test(literal);
  if (name !== 'string' && isLiteral) { return `remove the quotes: ${literal}`; }
  return name === 'boolean' ? 'use true or false' : `use a ${name} such as ${exampleOf(type, path.split('.').pop())}`;
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
