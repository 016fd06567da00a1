/**
 * Writes src/checks/shapes.json, by which every call is checked: npx projen compile && npx projen shapes
 *
 * jsii knows each parameter and prop of the public API with its type.
 * Structs and classes of cdk8s and cdk8s-plus are in the assemblies of those packages.
 */
import { readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as own from '../src';
import { kplus } from '../src/kplus';

const ROOT = join(__dirname, '..');
const OWN = 'cdk8s-stateful-app';
const PACKAGES = ['cdk8s-plus-28', 'cdk8s', 'constructs'];

/** The parts of an assembly that are read here: https://github.com/aws/jsii/tree/main/packages/@jsii/spec */
interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}
interface Member {
  readonly name: string;
  readonly type: TypeReference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly static?: boolean;
  readonly parameters?: Member[];
  readonly returns?: { readonly type: TypeReference };
  readonly locationInModule?: { readonly line: number };
}
interface Type {
  readonly assembly: string;
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly interfaces?: string[];
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly initializer?: { readonly parameters?: Member[] };
  readonly members?: { readonly name: string }[];
}

/** Every object of metadata may have fields of its own, which jsii does not know. */
const OPEN_STRUCTS = ['ApiObjectMetadata'];

/** What a check found, which may be anything. */
const UNKNOWN = ['ValidationError.got'];

/** A check of the preset proposes a value: an ID that differs from construct to construct, an image with the metrics agent. */
const MISSING_IS_JUDGED_LATER = ['KafkaProps.clusterId', 'KafkaMonitoringProps.image'];

/** The members of foreign types that are read: objects of any line of cdk8s-plus have them. */
const READ: Record<string, Record<string, string>> = {
  Cron: { expressionString: 'string' },
  IConstruct: { node: 'any' },
  IClientWorkload: { node: 'any', name: 'string', containers: '[unknown]', initContainers: '[unknown]', toPodSelectorConfig: 'function' },
  ISecret: { name: 'string' },
  IServiceAccount: { name: 'string' },
};

/** How values of foreign types are made. Those of this package have static factories. */
const MADE: Record<string, string[]> = {
  IClientWorkload: ['a workload of cdk8s-plus', 'the workload of another StatefulApp'],
  Chart: ['new Chart(app, \'shop\')'],
  Construct: ['this, or another construct below a chart'],
  IConstruct: ['this, or another construct'],
  Cpu: ['Cpu.millis(500)', 'Cpu.units(2)'],
  Cron: ['Cron.schedule({ minute: \'0\', hour: \'3\' })'],
  Duration: ['Duration.seconds(30)'],
  EnvFrom: ['new EnvFrom(ConfigMap.fromConfigMapName(this, \'Settings\', \'settings\'))'],
  EnvValue: ['EnvValue.fromValue(\'text\')', 'EnvValue.fromSecretValue({ secret, key })'],
  ISecret: ['Secret.fromSecretName(this, \'Auth\', \'auth\')'],
  IServiceAccount: ['ServiceAccount.fromServiceAccountName(this, \'Account\', \'account\')'],
  ResolutionContext: ['the context that cdk8s passes to a resolver'],
  Size: ['Size.gibibytes(20)'],
};

/** Arguments of factories, where 1 or the name of the parameter would be odd. */
const ARGUMENTS: Record<string, string> = {
  'DedicatedControllersOptions': '{ replicas: 3 }',
  'Durability.timeout': 'Duration.seconds(10)',
  'AppGrpcProbeOptions': '{ port: 9090 }',
  'ExternalMySqlOptions': '{ host: \'db.example.com\', user: \'replicator\', password: { secret, key } }',
  'JobCleanup.time': 'Duration.minutes(10)',
  'KafkaPermission.topic': '\'orders\'',
  'KafkaPermission.group': '\'shop\'',
  'KafkaPermission.transactionalId': '\'shop-*\'',
  'CassandraRacks.zones': '[\'eu-1a\', \'eu-1b\', \'eu-1c\']',
  'KafkaSasl.settings': '{ \'sasl.oauthbearer.jwks.endpoint.url\': \'https://id.example.com/keys\' }',
  'LifecycleHook.command': '[\'sleep\', \'5\']',
  'LifecycleHook.path': '\'/stop\'',
  'LifecycleHook.port': '8080',
  'LifecycleHook.duration': 'Duration.seconds(5)',
  'NetworkPeer.labels': '{ app: \'shop\' }',
  'NetworkPeer.cidr': '\'10.0.0.0/8\'',
  'NetworkPeer.name': '\'shop\'',
  'Ordinals.ordinal': '0',
  'Ordinals.last': '2',
  'Port.number': '6379',
  'AppProbe.command': '[\'redis-cli\', \'ping\']',
  'AppProbe.path': '\'/healthz\'',
  'ServiceTarget.labels': '{ leader: \'true\' }',
  'ServiceTarget.name': '\'source\'',
  'ServiceTarget.ordinal': '0',
  'ZooKeeperExternalOptions': '{ servers: { 1: \'zookeeper-0.zookeeper-headless.shop.svc.cluster.local\' } }',
};

/** Values for remedies, where `text` and 3 would be odd. */
const EXAMPLES: Record<string, string> = {
  clientAuth: '\'required\'',
  code: '\'QuorumEven\'',
  database: '\'shop\'',
  fsGroup: '999',
  group: '999',
  host: '\'kafka-0.example.com\'',
  id: '\'Db\'',
  image: '\'redis:8\'',
  key: '\'password\'',
  kind: '\'StatefulSet\'',
  name: '\'redis\'',
  path: '\'/etc/app.conf\'',
  port: '8080',
  suffix: '\'primary\'',
  targetPort: '8080',
  user: '999',
};

const types: Record<string, Type> = Object.assign({}, ...[ROOT, ...PACKAGES.map(name => dirname(require.resolve(`${name}/package.json`)))]
  .map(directory => JSON.parse(readFileSync(join(directory, '.jsii'), 'utf8')).types));

const structs: Record<string, object> = {};
const enums: Record<string, object> = {};
const classes: Record<string, object> = {};
const calls: Record<string, object> = {};

/** A type in short: `[Port]` is a list of ports, `{string}` a map of strings. */
function short(type: TypeReference): string {
  if (type.primitive) { return type.primitive; }
  if (type.collection) {
    const inner = short(type.collection.elementtype);
    return type.collection.kind === 'array' ? `[${inner}]` : `{${inner}}`;
  }
  visit(type.fqn!);
  return types[type.fqn!].name;
}

function members(owner: string, list: Member[]): Record<string, string> {
  return Object.fromEntries(list.map(member => {
    if (UNKNOWN.includes(`${owner}.${member.name}`)) { return [member.name, 'unknown?']; }
    const isOptional = member.optional || member.type.primitive === 'any' || MISSING_IS_JUDGED_LATER.includes(`${owner}.${member.name}`);
    return [`${member.variadic ? '...' : ''}${member.name}`, `${short(member.type)}${isOptional ? '?' : ''}`];
  }));
}

function visit(fqn: string): void {
  const type = types[fqn];
  const { name, kind } = type;
  if (name in structs || name in enums || name in classes) { return; }
  if (kind === 'enum') {
    enums[name] = valuesOf(type);
  } else if (type.datatype) {
    structs[name] = {};
    structs[name] = OPEN_STRUCTS.includes(name) ? { ...members(name, propsOf(type)), '*': 'any?' } : members(name, propsOf(type));
  } else {
    classes[name] = {};
    classes[name] = { made: MADE[name] ?? factoriesOf(fqn), ...readOf(type) };
  }
}

/** With those of the structs that it extends. */
function propsOf(type: Type): Member[] {
  return [...inOrder(type.properties ?? []), ...(type.interfaces ?? []).flatMap(base => propsOf(types[base]))];
}

/** In the order of the source, where the most common factory comes first. */
function inOrder(list: Member[]): Member[] {
  const lineOf = ({ locationInModule }: Member) => locationInModule?.line ?? 0;
  return [...list].sort((a, b) => lineOf(a) - lineOf(b));
}

function valuesOf({ assembly, name }: Type): object {
  return (assembly === OWN ? own : kplus as any)[name];
}

/** What is read of an object: nothing that newer lines of another package could have changed, unless it is all that the object is for. */
function readOf({ assembly, name, kind, properties = [], initializer }: Type): object {
  if (kind === 'interface') { return { anyWith: READ[name] }; }
  if (name in READ) { return { has: READ[name] }; }
  // values alone: constructs have checked what they were made from
  return assembly === OWN && !initializer ? { has: Object.fromEntries(properties.map(property => [property.name, given(property)])) } : {};
}

/** A factory has checked structs, which may also be larger ones than the property has: it is enough that they are there. */
function given({ type, optional }: Member): string {
  const isChecked = type.fqn !== undefined && types[type.fqn].datatype;
  return `${isChecked ? 'any' : short(type)}${optional ? '?' : ''}`;
}

function factoriesOf(fqn: string): string[] {
  const { name, methods = [] } = types[fqn];
  return inOrder(methods).filter(method => method.static && method.returns?.type.fqn === fqn).map(({ name: method, parameters = [] }) =>
    `${name}.${method}(${parameters.filter(isInExample).map(parameter => argument(name, parameter)).join(', ')})`);
}

function isInExample({ optional, variadic }: Member): boolean {
  return !optional && !variadic;
}

function argument(owner: string, { name, type }: Member): string {
  const known = ARGUMENTS[`${owner}.${name}`] ?? ARGUMENTS[type.fqn?.split('.')[1] ?? ''];
  return known ?? { number: '1', string: `'${name}'` }[type.primitive!]!;
}

for (const [fqn, { name, kind, methods = [], initializer }] of Object.entries(types).filter(([, type]) => type.assembly === OWN)) {
  if (kind !== 'class') { continue; }
  for (const call of [{ name: 'new', parameters: initializer?.parameters }, ...methods]) {
    if (call.parameters?.length) { calls[`${name}.${call.name}`] = members(fqn, call.parameters); }
  }
}

const sorted = (object: object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => a < b ? -1 : 1));
const shapes = { calls: sorted(calls), structs: sorted(structs), classes: sorted(classes), enums: sorted(enums), examples: EXAMPLES };
writeFileSync(process.argv[2] ?? join(ROOT, 'src', 'checks', 'shapes.json'), `${JSON.stringify(shapes, null, 1)}\n`);
