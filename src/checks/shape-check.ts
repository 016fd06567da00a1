import { closestProp } from './closest-match';
import type { Code } from './codes';
import { isConfigMapKey, isDnsSubdomain } from './dns';
import { hasPrototype, isInstanceOf, isObject, isPlainObject } from './kinds';
import { ContainerType, Members, memberTypes, NamedType, readShapes, ShapeType } from './shape-data';
import { isNameOfSecret, phraseOf, remedyFor } from './shape-words';
import { hasToken } from './tokens';
import { missingText, secretKeyError, secretNameError, textOfMissing } from './written-values';

type ShapeCode = 'PropUnknown' | 'SecretKeyInvalid' | 'SecretNameInvalid' | 'TextOfMissingValue' | 'ValueMissing' | 'ValueTypeInvalid';

/** A value that does not have the shape of its type. */
interface ShapeError {
  readonly code: Extract<Code, ShapeCode>;
  readonly rule: string;
  readonly got?: any;
  readonly remedy: string;
}

/** The key of a map, which is a string as any other. */
const KEY: ShapeType = { kind: 'primitive', name: 'string', isOptional: false };

/** Values of these types or under these names may be secrets, which must not appear in logs. */
const SECRET_TYPES = ['EnvValue', 'ISecret', 'SecretFile', 'SecretValue'];
const SECRET_STRUCTS = ['SecretFile', 'SecretValue'];
const SECRET_NAME = /pass|secret|token|credential|key$/i;

/**
 * Compares the arguments of a call with the types of its parameters.
 *
 * @param call the name of a class and of one of its methods, or `new`: `AppProbe.http`
 */
export function shapeErrors(call: string, args: readonly unknown[]): ShapeError[] {
  const check = new ShapeCheck(call);
  check.call(args);
  return check.errors;
}

/** `undefined` means "not given", except as an entry of a list or map. `null` is an error, because it hides a missing value. */
class ShapeCheck {
  public readonly errors: ShapeError[] = [];
  /** Names and indexes that lead to the value that is checked. Few values have an error, for which the text is made. */
  private readonly path: (string | number)[] = [];
  /** Lists and data objects that contain the value that is checked. */
  private around?: Set<unknown>;

  constructor(private readonly callee: string) {}

  public call(args: readonly unknown[]): void {
    const { types } = memberTypes(readShapes().calls[this.callee]);
    let i = 0;
    for (const [name, type] of types) {
      if (name.startsWith('...')) {
        this.path.push(name.slice(3));
        this.elements(type, args.slice(i));
        this.path.pop();
      } else if (this.isConstructor && type.kind === 'struct') {
        // the props of a constructor are shown by their names alone
        this.value(type, args[i]);
      } else {
        this.valueAt(name, type, args[i]);
      }
      i++;
    }
  }

  /** The members of an object that are read. */
  public members(members: Members, value: Record<string, unknown>): void {
    for (const [name, type] of memberTypes(members).types) {
      const inner = value[name];
      if (inner !== undefined || !type.isOptional) { this.valueAt(name, type, inner); }
    }
  }

  private valueAt(key: string | number, type: ShapeType, value: unknown): void {
    this.path.push(key);
    this.value(type, value);
    this.path.pop();
  }

  private value(type: ShapeType, value: unknown): void {
    if (type.kind === 'unknown') { return; }
    if (value === undefined || value === null) {
      if (value === null || !type.isOptional) { this.missing(type, value); }
      return;
    }
    switch (type.kind) {
      case 'list': return this.list(type, value);
      case 'map': return this.map(type, value);
      case 'struct': return this.struct(type, value);
      case 'any': return this.data(type, value);
      default: return isOfType(type, value) ? this.content(type, value) : this.wrongType(type, value);
    }
  }

  private list(type: ContainerType, value: unknown): void {
    if (!Array.isArray(value)) { return this.wrongType(type, value); }
    this.elements(type.element, value);
  }

  private elements(type: ShapeType, values: unknown[]): void {
    // not forEach, which skips holes
    for (let i = 0; i < values.length; i++) { this.valueAt(i, type, values[i]); }
  }

  private map(type: ContainerType, value: unknown): void {
    if (!isPlainObject(value)) { return this.wrongType(type, value); }
    // an entry without a value is an error, unless it is a field in the Kubernetes format that may be left out
    for (const key of Object.keys(value)) {
      this.valueAt(key, KEY, key);
      if (value[key] !== undefined || type.element.kind !== 'any') { this.valueAt(key, type.element, value[key]); }
    }
  }

  private struct(type: NamedType, value: unknown): void {
    if (!isObject(value)) { return this.wrongType(type, value); }
    const members = readShapes().structs[type.name];
    const { types, isOpen } = memberTypes(members);
    for (const key of isOpen ? [] : Object.keys(value)) {
      if (types.has(key) || value[key] === undefined) { continue; }
      // an object of another class: one sentence instead of one for each of its members
      if (!isPlainObject(value)) { return this.wrongType(type, value); }
      this.unknown(members, key);
    }
    this.members(members, value);
    const { key } = value;
    if (SECRET_STRUCTS.includes(type.name) && typeof key === 'string' && !isConfigMapKey(key) && !hasToken(key)) { this.secretKey(key); }
  }

  /** Data that can be written as YAML. Instances of classes are accepted: `Lazy`, for instance, is resolved at synthesis. */
  private data(type: NamedType, value: unknown): void {
    const kind = typeof value;
    if (kind === 'string' || kind === 'number' || kind === 'boolean') { return; }
    const isCode = kind === 'function' || kind === 'symbol' || kind === 'bigint';
    if (isCode || !hasPrototype(value) || this.around?.has(value)) { return this.wrongType(type, value); }
    this.around ??= new Set();
    this.around.add(value);
    if (Array.isArray(value)) {
      this.elements(type, value);
    } else if (isPlainObject(value)) {
      this.map({ kind: 'map', element: type, isOptional: false }, value);
    }
    this.around.delete(value);
  }

  /** Rules for the content of a value, wherever a prop takes one. */
  private content({ name }: NamedType, value: unknown): void {
    const isSecret = name === 'ISecret';
    const text = isSecret ? (value as { readonly name: string }).name : value;
    if (typeof text !== 'string') { return; }
    const written = textOfMissing(text);
    if (written !== undefined) {
      this.errors.push({ code: 'TextOfMissingValue', ...missingText(this.label(), written, text) });
    } else if (isSecret && !isDnsSubdomain(text) && !hasToken(text)) {
      this.errors.push({ code: 'SecretNameInvalid', ...secretNameError(this.label(), text) });
    }
  }

  private secretKey(key: string): void {
    this.path.push('key');
    this.errors.push({ code: 'SecretKeyInvalid', ...secretKeyError(this.label(), key) });
    this.path.pop();
  }

  private missing(type: ShapeType, got: unknown): void {
    const remedy = type.isOptional ? 'omit it, or set a value' : remedyFor(type, got, this.pathText());
    this.errors.push({ code: 'ValueMissing', rule: `${this.label()} must have a value`, got, remedy });
  }

  private wrongType(type: ShapeType, got: unknown): void {
    const path = this.pathText();
    const made = type.kind === 'class' && isInstanceOf(got, type.name) ? ' from one of its factories' : '';
    const rule = `${this.label()} must be ${phraseOf(type)}${made}`;
    const shown = maySay(type, path) || isNameOfSecret(type, got) ? got : masked(got);
    this.errors.push({ code: 'ValueTypeInvalid', rule, got: shown, remedy: remedyFor(type, got, path) });
  }

  private unknown(members: Members, key: string): void {
    const known = Object.keys(members);
    const closest = closestProp(key, known);
    const remedy = closest === undefined ? `remove it; the props are ${known.join(', ')}` : `use ${closest}`;
    this.errors.push({ code: 'PropUnknown', rule: `${this.label()} must have no unknown props`, got: key, remedy });
  }

  /** `ports[0].name` */
  private pathText(): string {
    return this.path.reduce<string>((text, part) => {
      if (typeof part === 'number') { return `${text}[${part}]`; }
      return text === '' ? part : `${text}.${part}`;
    }, '');
  }

  private label(): string {
    const path = this.pathText();
    if (this.isConstructor) { return path === '' ? 'the props' : path; }
    const [owner, method] = this.callee.split('.');
    // an error of a construct names the construct
    return `${path} of ${isConstruct(owner) ? method : this.callee}`;
  }

  private get isConstructor(): boolean {
    return this.callee.endsWith('.new');
  }
}

function isConstruct(name: string): boolean {
  return readShapes().calls[`${name}.new`]?.scope !== undefined;
}

function isOfType({ kind, name }: NamedType, value: unknown): boolean {
  if (kind === 'primitive') { return typeof value === name && !Number.isNaN(value); }
  if (kind === 'enum') { return Object.values(readShapes().enums[name]).includes(value as string); }
  const { has, anyWith } = readShapes().classes[name];
  const members = anyWith ?? has;
  return (anyWith !== undefined || isInstanceOf(value, name)) && (members === undefined || hasMembers(value, members));
}

/** JavaScript can call a private constructor with any arguments. */
function hasMembers(value: unknown, members: Members): boolean {
  if (typeof value !== 'object') { return false; }
  const check = new ShapeCheck('');
  check.members(members, value as Record<string, unknown>);
  // a member of the right type can have a wrong text
  return check.errors.every(({ code }) => code === 'TextOfMissingValue');
}

function maySay(type: ShapeType, path: string): boolean {
  if (!('name' in type)) { return !SECRET_NAME.test(path); }
  const holdsSecret = type.kind === 'struct'
    && Object.values(readShapes().structs[type.name]).some(form => /SecretValue|SecretFile/.test(form));
  return !(holdsSecret || SECRET_TYPES.includes(type.name) || SECRET_NAME.test(path));
}

function masked(value: unknown): unknown {
  return typeof value === 'string' || Array.isArray(value) || isPlainObject(value) ? 'a literal value' : value;
}
