import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PresetProps } from './preset-props';
import { checkConstruction, markChecked } from '../../checks/calls';
import type { Errors } from '../../checks/errors';
import { isPositiveSize, mebibytesOf } from '../../checks/quantity';
import { placeIn, ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { checkApp } from '../../stateful-app-checks';
import { StatefulAppProps } from '../../stateful-app-props';
import { sortKeys } from '../../values/manifest';
import { LEAST_MEMORY_LIMIT_MIB } from '../../values/resources';

/** Construct and namespace of the props. */
export interface Place {
  /** Path of the construct. */
  readonly path: string;
  /** Namespace of the preset, if it or its chart has one. */
  readonly namespace?: string;
}

/** Props with the preset's defaults for those that are not given. */
export type Resolved<P, D> = P & Required<Pick<P, keyof P & keyof D>>;

/** Knowledge of a preset about its props, which each `<system>-checks.ts` provides. */
export interface PresetRules<P extends PresetProps, D extends Partial<P>> {
  /** Name of the class, under which the types of its props are registered. */
  readonly preset: string;

  /** Values of props that are not given. Each is defined here only. */
  readonly defaults: D;

  /** Adds an error for each rule of the system that the props break. `validBlueprints` checks the rules of `StatefulApp`. */
  readonly check: (props: Resolved<P, D>, errors: Errors, place: Place) => void;

  /** The sets of pods as pure functions of the props. The first one is the preset. */
  readonly blueprints: (props: Resolved<P, D>) => StatefulAppProps[];

  /** Props that the blueprints do not need. A wrong value of one of them could stop a blueprint before the rest is checked. */
  readonly optional: readonly (keyof P)[];

  /** Valid values for the other props of the system, for the same reason. */
  readonly placeholders: (props: P) => Partial<P>;
}

/** A preset's props that broke no rule, and the sets of pods that they describe. */
interface Valid<P> {
  readonly props: P;
  readonly blueprints: StatefulAppProps[];
}

/**
 * Resolves the defaults, checks the props and creates the blueprints, each once. One error lists the broken rules of the system and those
 * of `StatefulApp`.
 *
 * @throws an Error with one line for each broken rule
 */
export function validProps<P extends PresetProps, D extends Partial<P>>(
  rules: PresetRules<P, D>, scope: Construct, id: string, input: P,
): Valid<Resolved<P, D>> {
  checkConstruction(rules.preset, scope, id, input);
  const given = sortKeys(input);
  const props = resolve(rules, given);
  const errors: Errors = new ValidationErrors();
  rules.check(props, errors, { path: placeIn(scope, id), namespace: props.namespace ?? Chart.of(scope).namespace });
  const blueprints = rules.blueprints(errors.isEmpty ? props : resolve(rules, withPlaceholders(rules, given))).map(withCheckedFiles);
  for (const blueprint of blueprints) {
    const isFurther = blueprint !== blueprints[0];
    // the sets of a system share most props, and one fault is reported once
    if (!(isFurther && !errors.isEmpty)) { checkApp(blueprint, errors); }
  }
  errors.throwIfAny(scope, id);
  return { props, blueprints: blueprints.map(markChecked) };
}

function resolve<P extends PresetProps, D extends Partial<P>>({ defaults }: PresetRules<P, D>, props: P): Resolved<P, D> {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  return { ...defaults, ...given } as unknown as Resolved<P, D>;
}

function withPlaceholders<P extends PresetProps, D extends Partial<P>>({ optional, placeholders }: PresetRules<P, D>, props: P): P {
  const rest = Object.fromEntries(Object.entries(props).filter(([prop]) => !(optional as string[]).includes(prop)));
  return { ...rest as P, ...placeholders(props), resources: withoutTinyMemory(props.resources) };
}

/** The preset has checked the settings and scripts of the user by their names, and the rest of its files is its own. */
function withCheckedFiles(blueprint: StatefulAppProps): StatefulAppProps {
  const { notSecret = [], files, reloadedFiles } = blueprint;
  return { ...blueprint, notSecret: [...notSecret, ...Object.keys({ ...files, ...reloadedFiles })] };
}

/** Every preset knows a higher least memory than `StatefulApp`, so its message is the one that helps. */
function withoutTinyMemory(resources: kplus.ContainerResources | undefined): kplus.ContainerResources | undefined {
  const limit = resources?.memory?.limit;
  return isPositiveSize(limit) && mebibytesOf(limit) < LEAST_MEMORY_LIMIT_MIB ? { ...resources, memory: undefined } : resources;
}
