import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from 'cdk8s-stateful-app';
import { Give, PROGRAMS } from './every-struct';
import { ROOT } from './snippets';
import { Struct } from './structs';

interface TypeReference { readonly primitive?: string; readonly fqn?: string; readonly collection?: { readonly kind: string } }
interface Parameter { readonly name: string; readonly optional?: boolean; readonly type: TypeReference }
interface Method { readonly name: string; readonly static?: boolean; readonly parameters?: Parameter[] }
interface Class { readonly kind: string; readonly methods?: Method[]; readonly initializer?: Method }

/** What the compiler knows of the public API; `npm test` compiles first. */
const types: Record<string, Class & { readonly properties?: Parameter[] }> = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')).types;

/** One mistake in a program that is right otherwise. */
export interface Mistake {
  readonly title: string;
  readonly run: (chart: Chart) => unknown;
  readonly expected: RegExp;
}

/** A value that no type of this kind has. */
function wrongFor({ primitive, collection }: TypeReference): unknown {
  if (collection) { return collection.kind === 'array' ? { first: 1 } : [1]; }
  return primitive === 'string' ? 1 : 'wrong';
}

type Change = (struct: object) => object;

/** A program in which all structs of a name are changed. */
function changed(program: string, name: string, change: Change): (chart: Chart) => unknown {
  const give = (other: string, struct: object) => other === name ? change(struct) : struct;
  return chart => PROGRAMS[program](chart, give as Give);
}

const structsOf = (program: string) => {
  const names = new Set<string>();
  const give = (name: string, struct: object) => { names.add(name); return struct; };
  PROGRAMS[program](new Chart(new App(), 'test', { namespace: 'shop' }), give as Give);
  return [...names].map(name => [name, program]);
};

/** The struct by its name, and a program that has it. */
const PROGRAM_OF = new Map(Object.keys(PROGRAMS).flatMap(structsOf) as [string, string][]);

/** Each prop of each struct of the API with a value of another kind, with null, and beside a prop that there is not. */
export const WRONG_STRUCTS = [...PROGRAM_OF].sort().map(([struct, program]) => ({
  struct,
  wrong: [
    {
      title: 'an unknown prop',
      run: changed(program, struct, props => ({ ...props, doesNotExist: 1 })),
      expected: /must have no unknown props, got "doesNotExist"; .* \[PropUnknown at /,
    },
    ...propsOf(struct).filter(({ type }) => type.primitive !== 'any').flatMap(({ name, type }): Mistake[] => [
      {
        title: `${name} of the wrong kind`,
        run: changed(program, struct, props => ({ ...props, [name]: wrongFor(type) })),
        expected: new RegExp(`\\b${name}( of \\S+)? must be .* \\[ValueTypeInvalid at `),
      },
      {
        title: `${name} that is null`,
        run: changed(program, struct, props => ({ ...props, [name]: null })),
        expected: new RegExp(`\\b${name}( of \\S+)? must have a value, got null; .* \\[ValueMissing at `),
      },
    ]),
  ],
}));

function propsOf(name: string): Parameter[] {
  return [name, ...new Struct(name).bases.map(base => base.name)].flatMap(struct => types[`cdk8s-stateful-app.${struct}`].properties ?? []);
}

const js: any = library;
const INSTANCES: Record<string, (chart: Chart) => any> = {
  HelmEscapeResolver: () => new js.HelmEscapeResolver(),
  Cassandra: chart => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'auth');
    const superuser = { password: { secret, key: 'admin' } };
    return new js.Cassandra(chart, 'Ring', { replicas: 3, storage: Size.gibibytes(20), clusterName: 'shop', superuser });
  },
  CassandraDurability: () => js.CassandraDurability.batch(),
  Kafka: chart => new js.Kafka(chart, 'Kafka', { replicas: 3, storage: Size.gibibytes(20), clusterId: 'Tm90IGEgcmFuZG9tIGlkLg' }),
  MySql: chart => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'auth');
    const accounts = { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } };
    return new js.MySql(chart, 'Db', { replicas: 3, storage: Size.gibibytes(20), accounts });
  },
  Ordinals: () => js.Ordinals.all(),
  PostgreSql: chart => {
    const secret = kplus.Secret.fromSecretName(chart, 'Auth', 'auth');
    const accounts = { superuserPassword: { secret, key: 'superuser' }, replicationPassword: { secret, key: 'replication' } };
    const image = 'registry.example.com/postgres-patroni:18';
    return new js.PostgreSql(chart, 'Db', { namespace: 'shop', image, replicas: 3, storage: Size.gibibytes(20), accounts });
  },
  StatefulApp: chart => new js.StatefulApp(chart, 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 }),
  ValidationErrors: () => new js.ValidationErrors(),
  ZooKeeper: chart => new js.ZooKeeper(chart, 'Zk', { replicas: 3, storage: Size.gibibytes(20) }),
};

interface Call {
  readonly title: string;
  readonly parameters: Parameter[];
  readonly call: (chart: Chart, args: unknown[]) => unknown;
}

function callsOf([fqn, { initializer, methods = [] }]: [string, Class]): Call[] {
  const name = fqn.split('.')[1];
  const called = methods.map(method => ({
    title: `${name}.${method.name}`,
    parameters: method.parameters ?? [],
    call: (chart: Chart, args: unknown[]) => (method.static ? js[name] : INSTANCES[name](chart))[method.name](...args),
  }));
  return [{ title: name, parameters: initializer?.parameters ?? [], call: (_, args) => new js[name](...args) }, ...called];
}

/** Each parameter of each constructor and method of the API with a value of another kind, and with null. */
export const WRONG_CALLS: Mistake[] = Object.entries(types).filter(([, type]) => type.kind === 'class').flatMap(callsOf)
  .flatMap(({ title, parameters, call }) => parameters.flatMap((parameter, i) => [wrongFor(parameter.type), null].map(value => ({
    title: `${parameter.name} of ${title} that is ${JSON.stringify(value)}`,
    run: (chart: Chart) => call(chart, parameters.map((_, j) => j === i ? value : undefined)),
    expected: new RegExp(`(${parameter.name}(\\[0\\])?|the props)( of \\S+)? must (be|have) .* \\[Value\\w+ at `),
  }))));
