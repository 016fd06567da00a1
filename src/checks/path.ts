/**
 * A path at which a container can mount a volume. It is absolute, in its shortest form and below the root, and it contains neither a colon
 * nor names that begin with two dots, which Kubernetes rejects.
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

/**
 * The key of a path in a ConfigMap, which must not contain a slash: `etc.redis.role.conf`. The caller rejects two paths with the same key.
 */
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
