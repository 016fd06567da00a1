/** Each class that jsii compiles carries its full name: `cdk8s-plus-28.Cpu`. https://github.com/aws/jsii-compiler */
const RTTI = Symbol.for('jsii.rtti');

type Constructor = Function & { readonly [RTTI]?: { readonly fqn?: string } };

/** Anything with props: a plain object, an instance of a class, a module. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) { return false; }
  return ['[object Object]', '[object Module]'].includes(Object.prototype.toString.call(value));
}

/**
 * An object as `{}` creates it, in this or another JavaScript realm. Maps, sets and instances of classes have entries that no code would
 * read, and cdk8s cannot write objects without a prototype.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  const prototype = isObject(value) ? Object.getPrototypeOf(value) : null;
  return prototype !== null && Object.getPrototypeOf(prototype) === null;
}

export function hasPrototype(value: unknown): boolean {
  return typeof value !== 'object' || Object.getPrototypeOf(value) !== null;
}

/** The names of classes by the prototype of their instances. A program makes many objects of few classes. */
const namesByPrototype = new WeakMap<object, ReadonlySet<string>>();

/** Compares the names of classes, so that an object of another copy or version of a package is recognized. */
export function isInstanceOf(value: unknown, name: string): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) { return false; }
  let names = namesByPrototype.get(prototype);
  if (!names) {
    names = new Set(classesOf(value).flatMap(constructor => [constructor.name, constructor[RTTI]?.fqn?.split('.').pop() ?? '']));
    namesByPrototype.set(prototype, names);
  }
  return names.has(name);
}

/** `a Size` for an object of that class. */
export function phraseOfInstance(value: object): string {
  return hasPrototype(value) ? withArticle(classesOf(value)[0]?.name || 'object') : 'an object without a prototype';
}

export function withArticle(noun: string): string {
  return /^([AEIOaeio]|Up)/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** The object's class and the classes that it extends. */
function classesOf(value: unknown): Constructor[] {
  const classes: Constructor[] = [];
  let prototype = typeof value === 'object' && value !== null ? Object.getPrototypeOf(value) : null;
  while (prototype !== null) {
    if (Object.hasOwn(prototype, 'constructor') && typeof prototype.constructor === 'function') { classes.push(prototype.constructor); }
    prototype = Object.getPrototypeOf(prototype);
  }
  return classes;
}
