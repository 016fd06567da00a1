/**
 * A path at which a container can mount something: absolute and in its shortest form, below the root,
 * without the colon and the names beginning with two dots that Kubernetes refuses.
 */
export function isAbsolutePath(path: unknown): path is string {
  return typeof path === 'string' && /^(\/[^/:\p{Cc}]+)+$/u.test(path)
    && !path.split('/').some(part => part === '.' || part.startsWith('..'));
}

/** `/etc/redis` for `/etc/redis/role.conf`. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** `role.conf` for `/etc/redis/role.conf`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A ConfigMap's keys know no slash: `etc.redis.role.conf`. Two paths that meet in one key are refused by the caller. */
export function keyOfPath(path: string): string {
  return path.slice(1).replaceAll('/', '.').replace(/[^-._a-zA-Z0-9]/g, '_');
}

/** The paths of each directory. */
export function byDirectory(paths: string[]): Map<string, string[]> {
  const directories = new Map<string, string[]>();
  for (const path of paths) {
    directories.set(directoryOf(path), [...directories.get(directoryOf(path)) ?? [], path]);
  }
  return directories;
}
