import { App, Chart } from 'cdk8s';
import { Give, PROGRAMS } from './support/every-struct';
import { Struct } from './support/structs';

type Change = (name: string, struct: object) => object;

const structsOf = (program: string) => {
  const names = new Set<string>();
  outcome(program, (name, struct) => { names.add(name); return struct; });
  return [...names].sort();
};

describe.each(Object.keys(PROGRAMS))('in a program with %s', program => {
  test.each(structsOf(program))('each prop of %s that is undefined yields what it yields when it is left out', name => {
    const differing = new Struct(name).optionalProps.filter(prop => {
      const change = (made: (struct: object) => object): Change => (other, struct) => other === name ? made(struct) : struct;
      const undefinedProp = outcome(program, change(struct => ({ ...struct, [prop]: undefined })));
      return undefinedProp !== outcome(program, change(struct => without(struct, prop)));
    });

    expect(differing).toEqual([]);
  });

  test('all optional props that are left out can be undefined at once', () => {
    const all: Change = (name, struct) => ({
      ...Object.fromEntries(new Struct(name).optionalProps.map(prop => [prop, undefined])),
      ...struct,
    });

    expect(outcome(program, all)).toBe(outcome(program, (_, struct) => struct));
  });

  test('nothing is refused, and the structs have the props that their types have', () => {
    const unknown: string[] = [];
    const manifests = outcome(program, (name, struct) => {
      const props = new Struct(name).props.map(prop => prop.name);
      unknown.push(...Object.keys(struct).filter(key => !props.includes(key)
        && !new Struct(name).extendsForeign).map(key => `${name}.${key}`));
      return struct;
    });

    expect(manifests).toContain('kind: StatefulSet');
    expect(unknown).toEqual([]);
  });
});

test('every struct of the API with optional props is in one of the programs, by itself or as the base of one that is', () => {
  // StatefulApp hands the first to its workload, a program receives the next ones, and validation-errors.test.ts has the last
  const used = [
    'StatefulWorkloadProps', 'CassandraConnection', 'MySqlConnection', 'KafkaConnection', 'PostgreSqlConnection', 'ZooKeeperConnection',
    'PlanReason', 'PlanStep', 'ValidationError',
    ...Object.keys(PROGRAMS).flatMap(structsOf).flatMap(name => [name, ...new Struct(name).bases.map(base => base.name)]),
  ];

  expect(Struct.all().filter(struct => struct.optionalProps.length > 0
    && !used.includes(struct.name)).map(struct => struct.name)).toEqual([]);
});

/** The YAML of a program, or the error that it ends in. */
function outcome(program: string, change: Change): string {
  const app = new App();
  try {
    PROGRAMS[program](new Chart(app, 'test', { namespace: 'shop' }), change as Give);
    return app.synthYaml();
  } catch (error) {
    return (error as Error).message;
  }
}

function without(struct: object, prop: string): object {
  return Object.fromEntries(Object.entries(struct).filter(([key]) => key !== prop));
}
