import { IConstruct } from 'constructs';
import { isPlainObject, phraseOfInstance } from './kinds';
import { shapeErrors } from './shape-check';
import { userError } from './user-error';

/** One error in the given values. */
export interface ValidationError {
  /** The prop and its rule: `replicas must be odd so that one loss leaves a majority`. */
  readonly rule: string;

  /**
   * The value that was given.
   * @default - the message has `undefined`
   */
  readonly got?: any;

  /** The change that fixes the error: `use 3 or 5`. */
  readonly remedy: string;
}

/**
 * Collects the errors of one call, so that the user gets all of them at once.
 *
 * Use it in a preset as the library does:
 *
 * ```ts
 * const errors = new ValidationErrors();
 * if (4 % 2 === 0) {
 *   errors.add('QuorumEven', { rule: 'replicas must be odd so that one loss leaves a majority', got: 4, remedy: 'use 3 or 5' });
 * }
 * ```
 */
export class ValidationErrors {
  /**
   * Errors in the types of the arguments of a call.
   *
   * @internal
   */
  public static _ofCall(call: string, args: unknown[]): ValidationErrors {
    const errors = new this();
    for (const { code, ...error } of shapeErrors(call, args)) { errors.found.push([code, error]); }
    return errors;
  }

  private readonly found: [code: string, error: ValidationError][] = [];

  /**
   * Adds an error.
   *
   * @param code stable code in PascalCase, by which search engines, tests and people find the error
   * @param error the rule, the value that was given, and the remedy
   */
  public add(code: string, error: ValidationError): void {
    checkOwnCall('add', code, error);
    this.found.push([code, error]);
  }

  /** Whether no error has been added so far. */
  public get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /**
   * The errors added so far, one line each, as the user reads them.
   *
   * @param scope the construct that received the bad value
   */
  public lines(scope: IConstruct): string[] {
    checkOwnCall('lines', scope);
    return this.linesAt(placeOf(scope));
  }

  /**
   * Throws one Error that lists all errors added so far. Returns if no error was added.
   *
   * @param scope the construct that received the bad value
   * @param id the id of the construct if it does not exist yet in `scope`, as in a subclass before it calls `super`
   * @throws an Error with one line for each error
   */
  public throwIfAny(scope: IConstruct, id?: string): void {
    checkOwnCall('throwIfAny', scope, id);
    this._throwAt(id === undefined ? placeOf(scope) : placeIn(scope, id));
  }

  /**
   * For a function that is not called on a construct: `Settings.ini`.
   *
   * @internal
   */
  public _throwAt(place: string): void {
    if (this.found.length > 0) { throw userError(this.linesAt(place).join('\n')); }
  }

  private linesAt(place: string): string[] {
    return this.found.map(([code, p]) => `${p.rule}, got ${formatValue(p.got)}; ${p.remedy} [${code} at ${place}]`);
  }
}

function checkOwnCall(method: string, ...args: unknown[]): void {
  ValidationErrors._ofCall(`ValidationErrors.${method}`, args)._throwAt(`ValidationErrors.${method}`);
}

/** Path of a construct that is rejected before it exists. */
export function placeIn(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter(part => part !== '').join('/');
}

function placeOf(scope: IConstruct): string {
  return scope.node.path || scope.node.id || 'app';
}

/** Characters that JSON leaves as they are and that a terminal does not show. */
const INVISIBLE = /[\x7f-\x9f\u2028\u2029\ufffe\uffff]/g;

function formatValue(value: unknown): string {
  if (value === undefined) { return 'undefined'; }
  if (typeof value === 'number') { return String(value); }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainObject(value)) { return phraseOfInstance(value); }
  try {
    return JSON.stringify(value)?.replace(INVISIBLE, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
      ?? `a ${typeof value}`;
  } catch {
    // an object that refers to itself, for instance
    return 'an object that cannot be shown';
  }
}
