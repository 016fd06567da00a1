import { runInNewContext } from 'vm';
import { App, Chart, Duration, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as library from 'cdk8s-stateful-app';
import { shapeErrors } from '../../src/checks/shape-check';
import { readShapes } from '../../src/checks/shape-data';
import { ValidationErrors } from '../../src/checks/validation-errors';

const { Ordinals, Port, AppProbe } = library;
const chart = new Chart(new App(), 'test');
const required = { name: 'redis', replicas: 3, image: 'redis:8' };

const errorsOf = (props: unknown) => ValidationErrors._ofCall('StatefulApp.new', [chart, 'Cache', props]).lines(chart);

/** A class of another copy of a package: another constructor of the same name. */
const twin = (name: string, members: object = {}) => ({ [name]: class { constructor() { Object.assign(this, members); } } })[name];
const [TwinSize, TwinDuration, TwinCpu, TwinEnvValue, TwinEnvFrom] = ['Size', 'Duration', 'Cpu', 'EnvValue', 'EnvFrom']
  .map(name => twin(name));
const TwinPort = twin('Port', { number: 1, protocol: 'TCP', forClients: true });

/** A bundler has shortened the name; jsii keeps the full one. */
const MinifiedCpu = Object.assign(twin('x'), { [Symbol.for('jsii.rtti')]: { fqn: 'cdk8s-plus-33.Cpu', version: '2.4.0' } });

function argumentsOf(_: string): IArguments {
  // eslint-disable-next-line prefer-rest-params
  return arguments;
}

class Huge extends TwinSize {}

class Props {
  public readonly replicas = 3;
  public readonly image = 'redis:8';
  public get name() { return 'redis'; }
}

describe('accepts', () => {
  test.each<[string, unknown]>([
    ['required props alone', {}],
    ['undefined for a prop that has a default', { ports: undefined, resources: { cpu: undefined } }],
    ['undefined under a name that there is not, since no value is lost', { storage: undefined }],
    ['undefined for a field of Kubernetes', { affinity: { nodeAffinity: undefined } }],
    ['empty structs, maps and lists', {
      headlessService: {}, resources: {}, claimRetention: {}, emptyDirs: { '/cache': {} }, labels: {}, ports: [],
    }],
    ['objects of another copy of the packages', {
      claims: { data: { size: new TwinSize() }, log: { size: new Huge() } },
      minReady: new TwinDuration(),
      resources: { cpu: { request: new TwinCpu(), limit: new MinifiedCpu() } },
      env: { LEVEL: new TwinEnvValue() },
      envFrom: [new TwinEnvFrom()],
      ports: [new TwinPort()],
    }],
    ['anything with the members of an interface', {
      imagePullSecrets: [{ name: 'registry' }, kplus.Secret.fromSecretName(chart, 'Registry', 'registry')],
      serviceAccount: new class { public get name() { return 'redis'; } }(),
    }],
    ['values of enums as strings', {
      podManagementPolicy: 'Parallel', claims: { data: { size: Size.gibibytes(1), accessModes: ['ReadWriteOncePod'] } },
    }],
    ['what Kubernetes reads, in its own words, and what cdk8s resolves later', {
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } },
      tolerations: [{ key: Lazy.any({ produce: () => 'dedicated' }) }],
    }],
    ['objects of another realm of JavaScript', runInNewContext('({ labels: { team: "shop" }, claims: {}, args: ["a"] })')],
  ])('%s', (_, props) => {
    expect(errorsOf({ ...required, ...props as object })).toEqual([]);
  });

  test('an object of a class of the user that has the props', () => {
    expect(errorsOf(new Props())).toEqual([]);
  });

  test('metadata with fields that only Kubernetes knows', () => {
    const props = { metadata: { name: 'x', generateName: 'y' }, podMetadata: {}, selectorLabels: {}, spec: {}, podSpec: {} };

    expect(shapeErrors('StatefulWorkload.new', [chart, 'Set', props])).toEqual([]);
  });
});

describe('refuses', () => {
  test('every mistake of a call at once, in the order of the types', () => {
    expect(errorsOf({ replicas: '3', image: 'redis:8', claim: {}, labels: { tier: 1 } })).toEqual([
      'the props must have no unknown props, got "claim"; use claims [PropUnknown at test]',
      'name must have a value, got undefined; use a string such as \'redis\' [ValueMissing at test]',
      'replicas must be a number, got "3"; remove the quotes: 3 [ValueTypeInvalid at test]',
      'labels.tier must be a string, got 1; put it in quotes: \'1\' [ValueTypeInvalid at test]',
    ]);
  });

  test('names that every object of JavaScript has', () => {
    expect(errorsOf({ ...required, toString: 1, constructor: 2 })).toHaveLength(2);
    expect(errorsOf(JSON.parse('{ "name": "x", "replicas": 1, "image": "x:1", "__proto__": {} }'))).toHaveLength(1);
  });

  test('an object of a class that is not asked for in one sentence', () => {
    expect(errorsOf({ ...required, headlessService: Port.tcp(1) })).toHaveLength(1);
  });

  test('entries of lists and maps that are undefined', () => {
    expect(errorsOf({ ...required, labels: { team: undefined }, args: [undefined], clientServices: { any: undefined } })).toHaveLength(3);
  });

  test('functions, circles and objects without a prototype where data is expected, since no YAML can have them', () => {
    const circle: any = {};
    circle.itself = { circle };

    for (const value of [() => undefined, circle, Object.create(null), BigInt(1)]) {
      const errors = errorsOf({ ...required, affinity: { podAffinity: value } });

      expect(errors).toEqual([expect.stringMatching(/^affinity.podAffinity\S* must be plain data, .*\[ValueTypeInvalid at test\]$/)]);
    }
    expect(errorsOf({ ...required, affinity: { podAffinity: required, nodeAffinity: required } })).toEqual([]);
  });

  test('maps, sets and objects without a prototype for an object', () => {
    // the last two have the prototype of a plain object
    for (const labels of [new Map([['team', 'shop']]), new Set(['team']), Object.create(null), Math, argumentsOf('shop')]) {
      expect(errorsOf({ ...required, labels })).toHaveLength(1);
    }
  });

  test('objects that look like an instance and were not made by a factory', () => {
    const errors = errorsOf({ ...required, readiness: Object.create(AppProbe.prototype) });

    expect(errors).toEqual([expect.stringContaining('must be an AppProbe from one of its factories')]);
  });

  test('a value that may be a secret without showing it', () => {
    const [env, secretFile, password] = [
      errorsOf({ ...required, env: { LEVEL: 'hunter2' } }),
      errorsOf({ ...required, secretFiles: { '/run/key': { secret: 'Hunter2!', key: 'x' } } }),
      errorsOf({ ...required, roles: { all: { ordinals: Ordinals.all(), env: { PASSWORD: ['hunter2'] } } } }),
    ];

    for (const errors of [env, secretFile]) { expect(errors).toEqual([expect.stringContaining('got "a literal value"')]); }
    expect(password.join()).not.toContain('hunter2');
  });

  test('the name of a Secret in its place, with the name', () => {
    expect(errorsOf({ ...required, secretFiles: { '/run/key': { secret: 'redis-auth', key: 'x' } } })).toEqual([
      expect.stringContaining('got "redis-auth"; use Secret.fromSecretName(this, \'Auth\', \'redis-auth\')'),
    ]);
  });
});

describe('the remedy', () => {
  const { classes } = readShapes();
  const made = Object.entries(classes).filter(([name]) => name in library)
    .flatMap(([name, { made: expressions }]) => expressions.map(expression => [name, expression]));

  test.each(made)('for a %s is right: %s', (name, expression) => {
    const values: Record<string, unknown> = { ...library, Duration, Size, secret: { name: 'auth' }, key: 'password' };
    const value = new Function(...Object.keys(values), `return ${expression}`)(...Object.values(values));

    expect(value).toBeInstanceOf((library as any)[name]);
  });
});

test('the props of an application are checked in less than a millisecond', () => {
  const claims = { data: { size: Size.gibibytes(1), mountPath: '/data' } };
  const props = { ...required, user: 999, ports: [Port.tcp(6379)], readiness: AppProbe.tcp(), claims };
  errorsOf(props);
  const rounds = Array.from({ length: 20 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < 10; i++) { errorsOf(props); }
    return process.cpuUsage(before).user / 10;
  });

  // the fastest round, because other programs that share the processor slow the rest down
  expect(Math.min(...rounds)).toBeLessThan(1000);
});
