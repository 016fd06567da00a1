import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PresetProps } from './preset-props';
import { checkConstruction, markChecked } from '../../checks/calls';
import type { Errors } from '../../checks/errors';
import { placeIn, ValidationErrors } from '../../checks/validation-errors';
import { checkApp } from '../../stateful-app-checks';
import { StatefulAppProps } from '../../stateful-app-props';

/** Where the props are given. */
export interface Place {
  /** Path of the construct. */
  readonly path: string;
  /** Namespace of the preset, where it or its chart has one. */
  readonly namespace?: string;
}

/** What a preset knows about its props: the contract that each `<system>-checks.ts` satisfies. */
export interface PresetRules<P extends PresetProps> {
  /** Name of the class, by which the types of its props are known. */
  readonly preset: string;

  /** Adds an error for each rule of the system that the props break. `validBlueprints` checks the rules of every application. */
  readonly check: (props: P, errors: Errors, place: Place) => void;

  /** The sets of pods as pure functions of the props. The first one is the preset itself. */
  readonly blueprints: (props: P) => StatefulAppProps[];

  /** Props that the blueprints can do without. A wrong value of one of them could stop a blueprint before the rest is checked. */
  readonly optional: readonly (keyof P)[];

  /** Valid values for the other props of the system, for the same reason. */
  readonly placeholders: (props: P) => Partial<P>;
}

/**
 * Checks the props once and makes the blueprints once. One error lists what breaks a rule of the system and what breaks a rule of every
 * application.
 *
 * @throws an Error with one line for each broken rule
 */
export function validBlueprints<P extends PresetProps>(rules: PresetRules<P>, scope: Construct, id: string, props: P): StatefulAppProps[] {
  checkConstruction(rules.preset, scope, id, props);
  const errors: Errors = new ValidationErrors();
  rules.check(props, errors, { path: placeIn(scope, id), namespace: props.namespace ?? Chart.of(scope).namespace });
  const blueprints = rules.blueprints(errors.isEmpty ? props : withPlaceholders(rules, props));
  for (const blueprint of blueprints) { checkApp(blueprint, errors); }
  errors.throwIfAny(scope, id);
  return blueprints.map(markChecked);
}

function withPlaceholders<P extends PresetProps>({ optional, placeholders }: PresetRules<P>, props: P): P {
  const rest = Object.fromEntries(Object.entries(props).filter(([prop]) => !(optional as string[]).includes(prop)));
  return { ...rest as P, ...placeholders(props) };
}
