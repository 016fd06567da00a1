import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './snippets';

interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: { name: string; optional?: boolean }[];
}

/** What the compiler knows of the public API; `npm test` compiles first. */
const types: Record<string, Type> = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types;

const fqn = (name: string) => `cdk8s-stateful-app.${name}`;

/** An interface of props or options. */
export class Struct {
  public static all(): Struct[] {
    return Object.entries(types).filter(([, { kind, datatype }]) => kind === 'interface'
      && datatype).map(([name]) => new Struct(name.split('.')[1]));
  }

  constructor(public readonly name: string) {}

  /** The interfaces that it extends, and theirs. */
  public get bases(): Struct[] {
    const own = this.interfaces.filter(base => base in types).map(base => new Struct(base.split('.')[1]));
    return own.flatMap(base => [base, ...base.bases]);
  }

  /** Whether it extends one of another package, whose props are not known here. */
  public get extendsForeign(): boolean {
    return [this, ...this.bases].some(struct => struct.interfaces.some(base => !(base in types)));
  }

  private get interfaces(): string[] {
    return types[fqn(this.name)]?.interfaces ?? [];
  }

  public get props(): { name: string; optional?: boolean }[] {
    return [this, ...this.bases].flatMap(({ name }) => types[fqn(name)]?.properties ?? []);
  }

  public get optionalProps(): string[] {
    return this.props.filter(prop => prop.optional).map(prop => prop.name);
  }
}
