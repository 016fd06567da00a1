import { IConstruct } from 'constructs';

/** One thing that is wrong with what was given. */
export interface Problem {
  /** The prop, and what must hold for it: `replicas must be odd so that one loss leaves a majority`. */
  readonly rule: string;

  /** What was given instead. */
  readonly got: any;

  /** What to do: `use 3 or 5`. */
  readonly remedy: string;
}

/**
 * Collects what is wrong with one call, so that the user sees all of it at once.
 *
 * A preset uses it as the library itself does:
 *
 * ```ts
 * const problems = new Problems();
 * if (4 % 2 === 0) {
 *   problems.add('QuorumEven', { rule: 'replicas must be odd so that one loss leaves a majority', got: 4, remedy: 'use 3 or 5' });
 * }
 * ```
 */
export class Problems {
  private readonly found: [code: string, problem: Problem][] = [];

  /**
   * Notes a problem.
   *
   * @param code stable and in PascalCase: what a search engine, a test or a colleague finds it by
   * @param problem what must hold, what was given, what to do
   */
  public add(code: string, problem: Problem): void {
    this.found.push([code, problem]);
  }

  /**
   * The problems noted so far, one line each, as the user will read them.
   *
   * @param scope the construct that was given the bad value
   */
  public describe(scope: IConstruct): string[] {
    return this.describeAt(placeOf(scope));
  }

  /**
   * Ends the call with one error that lists all problems, if there are any.
   *
   * @param scope the construct that was given the bad value
   * @param id where that construct is still to be made in `scope`, its id: what a subclass says before it calls `super`
   * @throws an Error with a line for each problem
   */
  public throwIfAny(scope: IConstruct, id?: string): void {
    this._throwAt(id === undefined ? placeOf(scope) : placeIn(scope, id));
  }

  /**
   * For a function that no construct calls: `Settings.ini`.
   *
   * @internal
   */
  public _throwAt(place: string): void {
    if (this.found.length > 0) {
      throw new Error(this.describeAt(place).join('\n'));
    }
  }

  private describeAt(place: string): string[] {
    return this.found.map(([code, p]) => `${p.rule}, got ${show(p.got)}; ${p.remedy} [${code} at ${place}]`);
  }
}

/** Where a construct would be that is refused before it is one. */
export function placeIn(scope: IConstruct, id: string): string {
  return [scope.node.path, id].filter(part => part !== '').join('/');
}

function placeOf(scope: IConstruct): string {
  return scope.node.path || scope.node.id || 'app';
}

function show(value: unknown): string {
  if (value === undefined) { return 'nothing'; }
  if (typeof value === 'number') { return String(value); }
  try {
    return JSON.stringify(value) ?? `a ${typeof value}`;
  } catch {
    // a construct, for instance, refers to itself
    return 'an object that cannot be shown';
  }
}
