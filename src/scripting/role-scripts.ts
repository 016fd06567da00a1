import { shippedText } from '../checks/shipped-file';
import { Json } from '../values/manifest';
import { POD_INDEX } from '../values/pod-env';

/*
 * Path of a role's files and environment into the pod: an init container copies them from ROLES_PATH, where the ConfigMap with all roles is
 * mounted, to PICKED_PATH, which the main container mounts.
 */

const DIRECTORY = `${__dirname}/scripts`;

/** Keys of the ConfigMap. A role's name has neither underscores nor dots, so no key of a role collides with them. */
const SELECT = 'select_role';
const WITH_ENV = 'with_role_env';

const ROLES_VOLUME = 'roles';
const ROLES_PATH = '/run/stateful-app/roles';
const PICKED_PATH = '/run/stateful-app/role';

/** The volume with the files that the init container selected for this pod. */
export const PICKED_VOLUME = 'role';

interface ScriptMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
}

/** ConfigMap data. */
export function roleScriptTexts(): Record<string, string> {
  return { [SELECT]: shippedText(DIRECTORY, 'select-role.sh'), [WITH_ENV]: shippedText(DIRECTORY, 'with-role-env.sh') };
}

export function roleScriptVolumes(configMap: string, defaultMode: number | undefined): Json[] {
  return [{ name: ROLES_VOLUME, configMap: { name: configMap, defaultMode } }, { name: PICKED_VOLUME, emptyDir: {} }];
}

/** The command of the init container that copies Secrets. It contains the script, because the set may have no ConfigMap. */
export function copySecretsCommand(shell: string, words: string[]): string[] {
  return [shell, '-c', shippedText(DIRECTORY, 'copy-secrets.sh'), 'copy-secrets', ...words];
}

/** The command of the init container. */
export function selectRoleCommand(shell: string, set: string): string[] {
  return [shell, `${ROLES_PATH}/${SELECT}`, ROLES_PATH, PICKED_PATH, set];
}

export function selectRoleMounts(): ScriptMount[] {
  return [{ name: ROLES_VOLUME, mountPath: ROLES_PATH, readOnly: true }, { name: PICKED_VOLUME, mountPath: PICKED_PATH }];
}

/** Prefix of the main container's command that sets the role's environment. No key of a file contains an `@`. */
export function roleEnvPrefix(shell: string): string[] {
  return [shell, `${ROLES_PATH}/${WITH_ENV}`, `${PICKED_PATH}/@env`];
}

export function roleEnvMounts(): ScriptMount[] {
  return [{ name: ROLES_VOLUME, mountPath: ROLES_PATH, readOnly: true }, { name: PICKED_VOLUME, mountPath: PICKED_PATH, readOnly: true }];
}

/** Environment of the init container. */
export function selectRoleEnv(): Json[] {
  return [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, podIndexVariable()];
}

export function podIndexVariable(): Json {
  return { name: 'POD_INDEX', valueFrom: { fieldRef: { fieldPath: `metadata.labels['${POD_INDEX}']` } } };
}
