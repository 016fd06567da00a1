import { kplus } from '../kplus';

/**
 * Variables by name, except that a variable follows those that its value refers to, because Kubernetes replaces only references to earlier
 * ones: `$(POD_NAME).$(NAME)`. `$$` is its escape for `$`.
 */
export function variablesInOrder(variables: Record<string, kplus.EnvValue>): [name: string, value: kplus.EnvValue][] {
  const visited = new Set<string>();
  const withReferences = (name: string): [string, kplus.EnvValue][] => {
    if (!Object.hasOwn(variables, name) || visited.has(name)) { return []; }
    visited.add(name);
    const references = [...`${variables[name].value ?? ''}`.matchAll(/\$\$|\$\(([^)]+)\)/g)].map(match => match[1]);
    return [...references.flatMap(withReferences), [name, variables[name]]];
  };
  return Object.keys(variables).sort().flatMap(withReferences);
}
