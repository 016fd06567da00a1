import { checkLiteral } from '../checks/arguments';
import { isDnsLabel, nameRemedy } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { isAbsolutePath, keyOfPath } from '../checks/path';
import { checkWhole } from '../checks/ranges';
import { checkPath, checkTexts } from '../checks/text-files';
import { shellQuote } from '../scripting/script';
import { MAX_REPLICAS } from '../values/identity';
import { Json } from '../values/manifest';
import { Ordinals } from '../values/ordinals';

/** Files and environment of the pods of one role. */
export interface AppRoleProps {
  /** Ordinals of the pods that have the role. */
  readonly ordinals: Ordinals;

  /**
   * Text files by absolute path. Every role has the same paths, each with its content for that role.
   * @default - the role has no files
   */
  readonly files?: { [path: string]: string };

  /**
   * Environment of the main container. Requires `shell` and `command`, because Kubernetes gives all pods of a set the same environment.
   * @default - the role adds no variables to `env`
   */
  readonly env?: { [name: string]: string };
}

/** Roles by ordinal. */
export interface RolesProps {
  /**
   * Roles by name. Together they must cover every ordinal, because `kubectl scale` can add pods.
   * @default - all pods are configured alike
   */
  readonly roles?: { [name: string]: AppRoleProps };

  /**
   * Path of a POSIX shell in the image, such as `/bin/sh`. With it, an init container selects the files and the environment of the pod's
   * role for any ordinal, and another one copies `secretFiles` that the group must not read.
   * @default - no shell is used: the manifest lists the files of each ordinal up to `maxOrdinal`
   */
  readonly shell?: string;

  /**
   * Highest ordinal that gets the files of its role without `shell`. A pod with a higher ordinal finds an empty directory instead.
   * A change rolls the pods.
   *
   * @default 9
   */
  readonly maxOrdinal?: number;
}

/** A role with its name. */
export interface NamedRole extends AppRoleProps {
  readonly name: string;
}

const DEFAULT_MAX_ORDINAL = 9;

/** With a higher ordinal, the manifest would approach the 1.5 MiB that etcd accepts. */
const LAST_LISTED = 999;

export function namedRoles(props: RolesProps): NamedRole[] {
  return Object.entries(props.roles ?? {}).map(([name, role]) => ({ name, ...role }));
}

export function maxOrdinalOf(props: RolesProps): number {
  return props.maxOrdinal ?? DEFAULT_MAX_ORDINAL;
}

/** Input of the checks in addition to the roles. */
interface RolesInput extends RolesProps {
  readonly replicas: number;
  readonly ordinalsStart?: number;
  readonly command?: string[];
  readonly notSecret?: string[];
}

export function checkRoles(input: RolesInput, errors: Errors): void {
  const roles = namedRoles(input);
  const valid = roles.filter(role => checkOrdinals(role, errors));
  for (const { name } of roles.filter(role => !isDnsLabel(role.name))) {
    errors.add('RoleNameInvalid', {
      rule: 'the name of a role must be a DNS label (lower-case letters, digits and dashes)',
      got: name,
      remedy: nameRemedy(name, 'replica'),
    });
  }
  if (valid.length === roles.length) { checkCoverage(valid, input.ordinalsStart ?? 0, errors); }
  checkTextsOf(input, roles, errors);
  checkEnvironments(input, roles, errors);
  checkDelivery(input, roles, errors);
}

function checkTextsOf({ notSecret }: RolesInput, roles: NamedRole[], errors: Errors): void {
  for (const { name, files = {} } of roles) {
    for (const path of Object.keys(files)) { checkPath(`roles.${name}.files`, path, errors); }
    checkTexts(`roles.${name}.files`, files, notSecret, errors);
  }
}

function checkOrdinals({ name, ordinals }: NamedRole, errors: Errors): boolean {
  const { first, last } = ordinals;
  const isOrdinal = (n: number) => Number.isInteger(n) && n >= 0;
  if (!isOrdinal(first) || (last !== undefined && (!isOrdinal(last) || last < first))) {
    errors.add('OrdinalsInvalid', {
      rule: `roles.${name}.ordinals must be whole numbers, 0 or more, with the first not greater than the last`,
      got: ordinals.toString(),
      remedy: 'use Ordinals.range(0, 2)',
    });
    return false;
  }
  return true;
}

function checkCoverage(roles: NamedRole[], start: number, errors: Errors): void {
  if (roles.length === 0) { return; }
  const sorted = [...roles].sort((a, b) => a.ordinals.first - b.ordinals.first);
  let next: number | undefined = start;
  let widest: NamedRole | undefined;
  for (const role of sorted) {
    const { name, ordinals } = role;
    if (widest && (next === undefined || ordinals.first < next)) {
      errors.add('RolesOverlap', {
        rule: `roles.${name}.ordinals must not overlap with roles.${widest.name}`,
        got: ordinals.toString(),
        remedy: 'give each ordinal to one role',
      });
    } else if (next !== undefined && ordinals.first > next) {
      uncovered(next, ordinals.first - 1, errors);
    }
    if (next !== undefined && (ordinals.last === undefined || ordinals.last + 1 > next)) {
      widest = role;
      next = ordinals.last === undefined ? undefined : ordinals.last + 1;
    }
  }
  if (next !== undefined) { uncovered(next, undefined, errors); }
}

function uncovered(first: number, last: number | undefined, errors: Errors): void {
  errors.add('OrdinalsUncovered', {
    rule: 'roles must cover every ordinal, because kubectl scale can add pods',
    got: `no role for ${(last === undefined ? Ordinals.startingAt(first) : Ordinals.range(first, last)).toString()}`,
    remedy: last === undefined ? `use Ordinals.startingAt(${first}) for one role` : 'extend a role or add one',
  });
}

function checkEnvironments(input: RolesInput, roles: NamedRole[], errors: Errors): void {
  const withEnv = roles.filter(role => Object.keys(role.env ?? {}).length > 0);
  if (withEnv.length > 0 && (input.shell === undefined || !input.command?.length)) {
    errors.add('RoleEnvNeedsShell', {
      rule: `roles.${withEnv[0].name}.env requires shell and command, because Kubernetes gives all pods of a set the same environment, so `
        + 'a script must set the variables of a role',
      got: { shell: input.shell, command: input.command },
      remedy: 'add shell: \'/bin/sh\' and the command of the image, or use files',
    });
  }
  for (const { name, env } of withEnv) {
    for (const [variable, value] of Object.entries(env ?? {})) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
        errors.add('RoleEnvNameInvalid', {
          rule: `roles.${name}.env must have names that a shell can export`,
          got: variable,
          remedy: 'use letters, digits and underscores, with a letter or underscore first',
        });
      }
      checkLiteral(`roles.${name}.env.${variable}`, variable, value, input.notSecret, errors);
    }
  }
}

function checkDelivery(input: RolesInput, roles: NamedRole[], errors: Errors): void {
  const { shell, maxOrdinal } = input;
  if (shell !== undefined && !isAbsolutePath(shell)) {
    errors.add('ShellInvalid', {
      rule: 'shell must be the absolute path of a POSIX shell in the image',
      got: shell,
      remedy: 'use /bin/sh',
    });
  }
  checkWhole(errors, {
    code: 'MaxOrdinalInvalid',
    prop: 'maxOrdinal',
    value: maxOrdinal,
    because: 'the manifest lists each ordinal',
    remedy: 'omit it for the default (9), or set shell',
  }, 0, LAST_LISTED);
  const paths = rolePaths(roles);
  for (const role of roles) {
    for (const path of paths.filter(p => role.files?.[p] === undefined)) {
      errors.add('RoleFileMissing', {
        rule: `roles.${role.name}.files must have every file that another role has, because otherwise its pods would find an empty `
          + `directory at ${path}`,
        got: Object.keys(role.files ?? {}),
        remedy: 'add it, if necessary as an empty string',
      });
    }
  }
  const last = (input.ordinalsStart ?? 0) + input.replicas - 1;
  if (shell === undefined && paths.length > 0 && Number.isInteger(last) && input.replicas <= MAX_REPLICAS && maxOrdinalOf(input) < last) {
    errors.add('MaxOrdinalTooLow', {
      rule: `maxOrdinal must be at least ${last}, the last ordinal of ${input.replicas} pods, because otherwise some pods would find an `
        + 'empty directory instead of the files of their role',
      got: maxOrdinalOf(input),
      remedy: `set maxOrdinal to ${last} or to the highest ordinal that kubectl scale may reach, or set shell`,
    });
  }
}

/** Every path that any role has. */
export function rolePaths(roles: NamedRole[]): string[] {
  return [...new Set(roles.flatMap(role => Object.keys(role.files ?? {})))];
}

/** ConfigMap data: the files of each role. */
export function roleFileData(roles: NamedRole[]): Record<string, string> {
  return Object.fromEntries(roles.flatMap(role =>
    Object.entries(role.files ?? {}).map(([path, text]) => [`${role.name}.${keyOfPath(path)}`, text])));
}

/**
 * ConfigMap data for the script that selects the role in the pod: the ordinals of each role, its files and its environment. These keys have
 * no dot, unlike every key of a file.
 */
export function roleScriptData(roles: NamedRole[]): Record<string, string> {
  const table = roles.map(({ name, ordinals }) => `${ordinals.first} ${ordinals.last ?? '-'} ${name}\n`).join('');
  const keys = roles.map(({ name, files = {} }) => [`${name}-files`, Object.keys(files).map(path => `${keyOfPath(path)}\n`).join('')]);
  const environments = roles.map(({ name, env }) =>
    [`${name}-env`, Object.entries(env ?? {}).map(([key, value]) => `${key}=${shellQuote(value)}\n`).join('')]);
  return { ordinals: table, ...Object.fromEntries([...keys, ...environments]) };
}

/** Without a shell, lists a directory for each ordinal. A pod mounts its directory by `subPathExpr`. */
export function listedRoleItems(roles: NamedRole[], firstOrdinal: number, maxOrdinal: number): Json[] {
  const ordinals = Array.from({ length: maxOrdinal - firstOrdinal + 1 }, (_, i) => firstOrdinal + i);
  return ordinals.flatMap(ordinal => {
    const role = roles.find(r => r.ordinals.includes(ordinal));
    return Object.keys(role?.files ?? {}).map(path => ({ key: `${role?.name}.${keyOfPath(path)}`, path: `${ordinal}/${keyOfPath(path)}` }));
  });
}
