import { shippedData } from './shipped-file';

/** Types by the names of props or parameters, in the short form of `shapes.json`. */
export type Members = Readonly<Record<string, string>>;

/** A class or an interface with methods. */
export interface ClassShape {
  /** Expressions that create a value. */
  readonly made: string[];
  /** Members that every instance must have. */
  readonly has?: Members;
  /** For an interface, the members that are read. An object that has them is accepted. */
  readonly anyWith?: Members;
}

/** The parameters and props of the public API. Written by `npx projen shapes` from the assembly of the compiler. */
interface Shapes {
  readonly calls: Readonly<Record<string, Members>>;
  readonly structs: Readonly<Record<string, Members>>;
  readonly classes: Readonly<Record<string, ClassShape>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Strings and numbers by the name of a prop or parameter, for remedies. */
  readonly examples: Readonly<Record<string, string>>;
}

let shapes: Shapes | undefined;

/** Reads the file at the first call, because a program that only loads the package does not need it. */
export function readShapes(): Shapes {
  return shapes ??= shippedData(__dirname, 'shapes.json');
}

export type ShapeType = NamedType | ContainerType;

export interface NamedType {
  /** `any` is data for a manifest. `unknown` accepts every value. */
  readonly kind: 'primitive' | 'any' | 'unknown' | 'struct' | 'enum' | 'class';
  readonly name: string;
  readonly isOptional: boolean;
}

export interface ContainerType {
  readonly kind: 'list' | 'map';
  readonly element: ShapeType;
  readonly isOptional: boolean;
}

/** A parsed type by its short form. */
const typesByForm = new Map<string, ShapeType>();

/** `[Port]?` is an optional list of ports, `{string}` a map of strings. */
function typeOf(form: string): ShapeType {
  const known = typesByForm.get(form);
  if (known) { return known; }
  const type = parse(form);
  typesByForm.set(form, type);
  return type;
}

function parse(form: string): ShapeType {
  const isOptional = form.endsWith('?');
  const name = isOptional ? form.slice(0, -1) : form;
  if (name.startsWith('[')) { return { kind: 'list', element: typeOf(name.slice(1, -1)), isOptional }; }
  if (name.startsWith('{')) { return { kind: 'map', element: typeOf(name.slice(1, -1)), isOptional }; }
  return { kind: kindOf(name), name, isOptional };
}

function kindOf(name: string): NamedType['kind'] {
  const { structs, enums, classes } = readShapes();
  if (name in structs) { return 'struct'; }
  if (name in enums) { return 'enum'; }
  if (name in classes) { return 'class'; }
  return name === 'any' || name === 'unknown' ? name : 'primitive';
}

/** The props of a struct, or the members of an object. */
interface MemberTypes {
  readonly types: ReadonlyMap<string, ShapeType>;
  /** Whether other members are allowed. */
  readonly isOpen: boolean;
}

/** Parsed members, so that each is parsed once for all calls. */
const typesByMembers = new WeakMap<Members, MemberTypes>();

export function memberTypes(members: Members): MemberTypes {
  const known = typesByMembers.get(members);
  if (known) { return known; }
  const { '*': others, ...named } = members;
  const parsed = { types: new Map(Object.entries(named).map(([name, form]) => [name, typeOf(form)])), isOpen: others !== undefined };
  typesByMembers.set(members, parsed);
  return parsed;
}
