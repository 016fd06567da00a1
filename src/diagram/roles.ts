import { Fields, list, nameOf, namespaceOf, record, text } from './fields';
import { containersOf, environmentOf, Workload } from './workloads';

/** In a group of MySQL, the members elect the primary, and label the pods while they run. */
const GROUP_ROLE = 'cdk8s-stateful-app/group-role';

/** Gives the role of an ordinal, if the set has roles. */
export type RoleOf = (ordinal: number) => string | undefined;

/**
 * Roles are in the ConfigMap that `StatefulApp` writes for its `roles`, or follow from the environment by which the scripts of a preset
 * find them.
 */
export function rolesOf(set: Workload, manifests: Fields[]): RoleOf {
  return tableOfRoles(set, manifests) ?? listedRoles(set) ?? rolesOfPreset(set);
}

/** With `shell`, the ConfigMap has a line for each role: its first ordinal, its last one or `-`, and its name. */
function tableOfRoles({ name, namespace }: Workload, manifests: Fields[]): RoleOf | undefined {
  const map = manifests.find(object =>
    object.kind === 'ConfigMap' && nameOf(object) === `${name}-roles` && namespaceOf(object) === namespace);
  const table = text(record(map?.data).ordinals);
  if (table === '') { return undefined; }
  const rows = table.trim().split('\n').map(line => line.split(' '));
  return ordinal => rows.find(([first, last]) => ordinal >= Number(first) && (last === '-' || ordinal <= Number(last)))?.[2];
}

/** Without `shell`, a volume lists the files of each ordinal: the key `primary.etc.app.conf` is at the path `0/etc.app.conf`. */
function listedRoles({ pod }: Workload): RoleOf | undefined {
  const items = list(pod.volumes).flatMap(({ configMap }) => list(record(configMap).items));
  const pairs = items.map(({ key, path }) => [/^(\d+)\//.exec(text(path))?.[1], text(key).split('.')[0]] as const);
  const roles = new Map(pairs.filter(([ordinal]) => ordinal !== undefined));
  return roles.size > 0 ? ordinal => roles.get(String(ordinal)) : undefined;
}

function rolesOfPreset(set: Workload): RoleOf {
  const { PRIMARY_ORDINAL: primary, CONTROLLERS: controllers, CONTROLLER_SET: controllerSet } = environmentOf(set);
  if (GROUP_ROLE in set.labels) { return () => 'primary or secondary'; }
  if (primary !== undefined) { return ordinal => ordinal === Number(primary) ? 'primary' : 'replica'; }
  if (controllers === undefined) { return () => undefined; }
  if (controllerSet !== set.name) { return () => 'broker'; }
  return hasFile(set, 'controller.properties')
    ? () => 'controller'
    : ordinal => ordinal < Number(controllers) ? 'broker, controller' : 'broker';
}

function hasFile(set: Workload, name: string): boolean {
  return containersOf(set).flatMap(({ volumeMounts }) => list(volumeMounts)).some(({ mountPath }) => text(mountPath).endsWith(`/${name}`));
}
