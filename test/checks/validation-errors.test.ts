import { App, Chart } from 'cdk8s';
import { ValidationErrors, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const chart = () => new Chart(new App(), 'shop');
const described = (got: unknown) => {
  const errors = new ValidationErrors();
  errors.add('Code', { rule: 'rule', got, remedy: 'remedy' });
  return errors.lines(chart())[0];
};

test('an error reads: rule, what was given, remedy, code and place', () => {
  expect(described(4)).toBe('rule, got 4; remedy [Code at shop]');
});

test.each<[unknown, string]>([
  [undefined, 'undefined'], [null, 'null'], ['', '""'], ['3', '"3"'], [NaN, 'NaN'], [Infinity, 'Infinity'], [{ a: 1 }, '{"a":1}'],
  [() => 1, 'a function'],
])('what was given is shown so that its type is clear: %#', (got, shown) => {
  expect(described(got)).toContain(`got ${shown};`);
});

test('an object of a class is shown by its name', () => {
  expect(described(chart())).toContain('got a Chart; remedy [Code at shop]');
  expect(described(new Map())).toContain('got a Map; remedy');
});

test('a value that JSON cannot have does not hide the error', () => {
  const circle: any = {};
  circle.itself = circle;

  expect(described(circle)).toContain('got an object that cannot be shown;');
  expect(described(BigInt(1))).toContain('got an object that cannot be shown;');
});

test('nothing is thrown where nothing is wrong', () => {
  expect(() => new ValidationErrors().throwIfAny(chart())).not.toThrow();
});

test('all errors are thrown at once, in the order in which they were noted', () => {
  const errors = new ValidationErrors();
  errors.add('B', { rule: 'b', got: 1, remedy: 'x' });
  errors.add('A', { rule: 'a', got: 2, remedy: 'y' });

  expect(() => errors.throwIfAny(new App())).toThrow(new Error('b, got 1; x [B at app]\na, got 2; y [A at app]'));
});

test('a subclass reports at its own place what is wrong with its own props, before it is a construct', () => {
  class Quorum extends StatefulApp {
    constructor(scope: Construct, id: string, replicas: number) {
      const errors = new ValidationErrors();
      if (replicas % 2 === 0) { errors.add('QuorumEven', { rule: 'replicas must be odd', got: replicas, remedy: 'use 3' }); }
      errors.throwIfAny(scope, id);
      super(scope, id, { name: 'quorum', replicas, image: 'quorum:1', user: 1000 });
    }
  }

  expect(() => new Quorum(chart(), 'Orders', 4)).toThrow(new Error('replicas must be odd, got 4; use 3 [QuorumEven at shop/Orders]'));
  expect(() => new Quorum(chart(), 'Orders', 3)).not.toThrow();
});
