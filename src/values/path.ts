/** Absolute and in its shortest form: no `..`, no `//`, no slash at the end. */
export function isAbsolutePath(path: string): boolean {
  return path === '/' || (/^(\/[^/\0]+)+$/.test(path) && !path.split('/').some(part => part === '.' || part === '..'));
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
  return path.slice(1).replace(/\//g, '.').replace(/[^-._a-zA-Z0-9]/g, '_');
}
