import { Chart, Size, Testing } from 'cdk8s';
import { Kafka, Manifests, MySql, Ordinals, Port, AppProbe, Settings, StatefulApp, ValidationErrors, ZooKeeper } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { PLAIN, render } from '../support/render';

const THIS_FILE = /^ {4}at .*user-error\.test\.ts:(\d+):\d+/;
const chart = () => new Chart(Testing.app(), 'test');
const wrong: any = 'wrong';

/** A user's subclass that passes its props on unchecked. */
class Etcd extends StatefulApp {
  constructor(scope: Construct, id: string, props: any) { super(scope, id, { ...PLAIN, ...props }); }
}

/** A function of the user between the call and the test. */
const deep = (levels: number, act: () => unknown): unknown => levels === 0 ? act() : deep(levels - 1, act);

function errorOf(act: () => unknown): Error {
  try {
    act();
  } catch (error) { return error as Error; }
  throw new Error('the call must be refused');
}

const framesOf = ({ stack, message }: Error) => (stack ?? '').slice(`Error: ${message}\n`.length).split('\n');

/** One call of each way into the library. */
const calls: Record<string, () => unknown> = {
  'a constructor': () => new StatefulApp(chart(), 'App', wrong),
  'a constructor whose rules are broken': () => new StatefulApp(chart(), 'App', { ...PLAIN, replicas: -1 }),
  'a preset': () => new MySql(chart(), 'Db', wrong),
  'a preset whose rules are broken': () => new Kafka(chart(), 'Queue', { name: 'kafka', replicas: -1 } as any),
  'a preset with a rule of its system': () => new ZooKeeper(chart(), 'Zoo', { replicas: 2, storage: Size.gibibytes(1) }),
  'a subclass': () => new Etcd(chart(), 'Etcd', { replicas: 2.5 }),
  'a method': () => render().app.addClaim('data', wrong),
  'a method whose rules are broken': () => render().app.addClaim('Data', { size: Size.gibibytes(1) }),
  'a method that looks up a name': () => render().app.role('leader'),
  'a method without arguments': () => render().app.fqdn(0),
  'a getter': () => render().app.serviceFqdn,
  'a factory': () => AppProbe.http('healthz', { port: wrong } as any),
  'a factory of ports': () => Port.tcp(wrong),
  'a factory with numbers': () => Ordinals.range(3, wrong),
  'a factory of files': () => Settings.ini(wrong),
  'a label that is added later': () => render().app.headlessService.metadata.addLabel('team', 'the shop'),
  'a search in manifests': () => Manifests.one(chart(), 'Job'),
  'an error of the user': () => {
    const errors = new ValidationErrors();
    errors.add('QuorumEven', { rule: 'replicas must be odd', got: 4, remedy: 'use 3' });
    errors.throwIfAny(chart());
  },
};

test.each(Object.entries(calls))('the first frame of the error of %s is the line that made the call', (_, act) => {
  expect(framesOf(errorOf(act))[0]).toMatch(THIS_FILE);
});

test('the frames of the user below the first one stay, up to the usual number', () => {
  const frames = framesOf(errorOf(() => deep(3, () => Port.tcp(wrong))));

  expect(frames.slice(0, 4).map(frame => THIS_FILE.test(frame))).toEqual([true, true, true, true]);
  expect(frames.length).toBeLessThanOrEqual(Error.stackTraceLimit);
});

test('the stack begins with the message, all of its lines', () => {
  const error = errorOf(() => new StatefulApp(chart(), 'App', { ...PLAIN, replicas: -1, name: 'Redis' }));

  expect(error.message.split('\n')).toHaveLength(2);
  expect(error.stack?.startsWith(`Error: ${error.message}\n    at `)).toBe(true);
});

test('a program that allows no frames gets none', () => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    expect(errorOf(() => Port.tcp(wrong)).stack).toMatch(/^Error: .*$/);
  } finally { Error.stackTraceLimit = stackTraceLimit; }
});
