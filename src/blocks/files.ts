import { Size } from 'cdk8s';
import { kplus } from '../kplus';
import { checksum } from '../values/checksum';
import { Json } from '../values/manifest';
import { baseName, directoryOf, isAbsolutePath, keyOfPath } from '../values/path';
import { Problems } from '../values/problems';
import { isUsableSize, sizeQuantity } from '../values/quantity';

/** A writable directory that is empty when the pod starts. */
export interface EmptyDirOptions {
  /**
   * Keeps the files in memory; they count against the container's memory limit.
   * @default false
   */
  readonly inMemory?: boolean;

  /**
   * The pod is evicted when the directory grows beyond this.
   * @default - what the node has
   */
  readonly sizeLimit?: Size;
}

/** Files and directories of the main container. */
export interface FilesProps {
  /**
   * Text files by absolute path. A change of the content rolls the pods.
   * @default - the image's own files
   */
  readonly files?: { [path: string]: string };

  /**
   * Text files that the server reads again by itself: a change reaches running pods within about a minute and rolls nothing.
   * Kubernetes refreshes whole directories only, so a file's directory shows nothing but these files.
   *
   * @default - the image's own files
   */
  readonly reloadedFiles?: { [path: string]: string };

  /**
   * Keys of existing Secrets as files, by absolute path. A rotation reaches running pods within about a minute and rolls nothing.
   * A file's directory shows nothing but these files.
   *
   * @default - no secret is mounted
   */
  readonly secretFiles?: { [path: string]: kplus.SecretValue };

  /**
   * Writable directories that are empty when the pod starts, by absolute path.
   * @default - `/tmp`, where the root file system is read-only
   */
  readonly emptyDirs?: { [path: string]: EmptyDirOptions };
}

/** Directories of an image that a mount would hide, and the system with them. */
const SYSTEM_DIRECTORIES = new Set([
  '/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/lib64', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/var',
  '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin', '/usr/sbin', '/usr/share', '/var/lib', '/var/log', '/var/run',
]);

/** The API server refuses larger ConfigMaps. */
const MAX_CONFIG_MAP_BYTES = 1024 * 1024;

/** Where a volume appears in a container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
}

export function checkFiles(props: FilesProps, problems: Problems): void {
  for (const prop of ['files', 'reloadedFiles', 'secretFiles', 'emptyDirs'] as const) {
    for (const path of Object.keys(props[prop] ?? {})) { checkPath(prop, path, problems); }
  }
  for (const prop of ['reloadedFiles', 'secretFiles'] as const) {
    for (const path of Object.keys(props[prop] ?? {})) { checkDirectoryOf(prop, path, problems); }
  }
  for (const prop of ['files', 'reloadedFiles'] as const) { checkTexts(prop, props[prop] ?? {}, problems); }
  for (const [path, { sizeLimit }] of Object.entries(props.emptyDirs ?? {})) {
    if (sizeLimit && !isUsableSize(sizeLimit)) {
      problems.add('EmptyDirSizeInvalid', {
        rule: `emptyDirs.${path}.sizeLimit must be more than nothing`, got: sizeQuantity(sizeLimit), remedy: 'leave it out, or use Size.mebibytes(64)',
      });
    }
  }
}

export function checkPath(prop: string, path: string, problems: Problems): void {
  if (!isAbsolutePath(path)) {
    problems.add('PathNotAbsolute', {
      rule: `${prop} must have absolute paths without . or .. and without a slash at the end`, got: path, remedy: 'begin it with a slash, as in /etc/redis/redis.conf',
    });
  }
}

function checkDirectoryOf(prop: string, path: string, problems: Problems): void {
  if (isAbsolutePath(path) && SYSTEM_DIRECTORIES.has(directoryOf(path))) {
    problems.add('DirectoryHidden', {
      rule: `${prop} must be in a directory of their own, because Kubernetes mounts the whole directory and would hide ${directoryOf(path)} of the image`,
      got: path,
      remedy: `use a path such as ${directoryOf(path) === '/' ? '' : directoryOf(path)}/app/${baseName(path)}`,
    });
  }
}

/** Texts that go into one ConfigMap. */
export function checkTexts(prop: string, texts: Record<string, string>, problems: Problems): void {
  const pathOfKey = new Map<string, string>();
  for (const [path, text] of Object.entries(texts)) {
    const other = pathOfKey.get(keyOfPath(path));
    if (other !== undefined) {
      problems.add('FileKeyTaken', {
        rule: `${prop} must differ in more than slashes and dots, because both become the key ${keyOfPath(path)} of a ConfigMap`,
        got: [other, path],
        remedy: 'rename one of them',
      });
    }
    pathOfKey.set(keyOfPath(path), path);
    if (typeof text === 'string' && /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
      problems.add('SecretInline', {
        rule: `${prop}.${path} must not hold a private key: everybody who reads the manifest would have it`,
        got: 'a private key',
        remedy: 'put it into a Secret and use secretFiles',
      });
    }
  }
  const bytes = Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MAX_CONFIG_MAP_BYTES) {
    problems.add('FilesTooLarge', {
      rule: `${prop} must have at most ${MAX_CONFIG_MAP_BYTES} bytes together, the most that a ConfigMap holds`, got: bytes, remedy: 'put large files into the image or on a volume',
    });
  }
}

/** ConfigMap data by key. */
export function textsByKey(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [keyOfPath(path), text]));
}

/** One file at a time, so that the image's other files of the directory stay visible. */
export function fileMounts(volume: string, paths: string[]): VolumeMount[] {
  return paths.map(mountPath => ({ name: volume, mountPath, subPath: keyOfPath(mountPath), readOnly: true }));
}

/** A name for the volume that is mounted at a path: `secret-run-secrets-mysql`. */
export function volumeNameOf(prefix: string, path: string): string {
  const name = `${prefix}-${keyOfPath(path).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
  return name.length <= 63 ? name : `${name.slice(0, 46)}-${checksum({ path })}`;
}

/** One volume for each directory, since only whole directories are refreshed. */
export function reloadedVolumes(configMap: string, paths: string[]): Map<string, Json> {
  return new Map([...byDirectory(paths)].map(([directory, files]) => [directory, {
    name: volumeNameOf('reloaded', directory),
    configMap: { name: configMap, items: files.map(path => ({ key: keyOfPath(path), path: baseName(path) })) },
  }]));
}

/** Readable by the group, which is how an unprivileged process gets at it: Secret files belong to root and the fsGroup. */
const SECRET_MODE = 0o440;

export function secretVolumes(secretFiles: Record<string, kplus.SecretValue>): Map<string, Json> {
  return new Map([...byDirectory(Object.keys(secretFiles))].map(([directory, files]) => [directory, {
    name: volumeNameOf('secret', directory),
    projected: {
      defaultMode: SECRET_MODE,
      sources: files.map(path => ({
        secret: { name: secretFiles[path].secret.name, items: [{ key: secretFiles[path].key, path: baseName(path) }] },
      })),
    },
  }]));
}

export function emptyDirVolume(name: string, options: EmptyDirOptions): Json {
  return {
    name,
    emptyDir: { medium: options.inMemory ? 'Memory' : undefined, sizeLimit: options.sizeLimit && sizeQuantity(options.sizeLimit) },
  };
}

function byDirectory(paths: string[]): Map<string, string[]> {
  const directories = new Map<string, string[]>();
  for (const path of paths) {
    directories.set(directoryOf(path), [...directories.get(directoryOf(path)) ?? [], path]);
  }
  return directories;
}
