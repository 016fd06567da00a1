import { Size } from 'cdk8s';
import type { Errors } from '../checks/errors';
import { baseName, byDirectory, directoryOf, isAbsolutePath, keyOfPath } from '../checks/path';
import { sizeQuantity } from '../checks/quantity';
import { checkSize } from '../checks/ranges';
import { checkPath, checkTexts, volumeMode } from '../checks/text-files';
import { checksum, CHECKSUM_ANNOTATION, Json } from '../values/manifest';
import { checkSecretFiles, SecretFile } from '../values/secret-files';

/** Options of a writable directory that is empty when the pod starts. */
export interface EmptyDirOptions {
  /**
   * Keeps the files in memory. They count against the container's memory limit.
   * @default false
   */
  readonly inMemory?: boolean;

  /**
   * Size above which the pod is evicted.
   * @default - the directory can fill the storage of the node
   */
  readonly sizeLimit?: Size;
}

/** Options of a file that is mounted in the pods. */
export interface ConfigFileOptions {
  /**
   * Set it if the server reads the file again when it changes. A change then does not roll the pods. See `reloadedFiles`.
   * @default false
   */
  readonly reloaded?: boolean;
}

/** Files and directories of the main container. */
export interface FilesProps {
  /**
   * Text files by absolute path. A change of the content rolls the pods. Files that begin with `#!` are executable.
   * @default - only the image's files
   */
  readonly files?: { [path: string]: string };

  /**
   * Text files that the server reads again when they change. A change reaches running pods within about a minute and does not roll them.
   * Kubernetes refreshes whole directories only, so a file's directory contains only these files.
   *
   * @default - only the image's files
   */
  readonly reloadedFiles?: { [path: string]: string };

  /**
   * Keys of existing Secrets as files, by absolute path. A rotation reaches running pods within about a minute and does not roll them. A
   * file's directory contains only these files. The group of the volumes can read them, unless `mode` is set.
   *
   * @default - no secret is mounted
   */
  readonly secretFiles?: { [path: string]: SecretFile };

  /**
   * Writable directories that are empty when the pod starts, by absolute path.
   * @default - only `/tmp`, if the root file system is read-only
   */
  readonly emptyDirs?: { [path: string]: EmptyDirOptions };
}

/** Directories that every process needs. */
const VITAL_DIRECTORIES = [
  '/bin', '/dev', '/etc', '/lib', '/lib64', '/proc', '/sbin', '/sys', '/usr', '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin',
  '/usr/sbin',
];

/** Directories of an image that a mount of single files would hide. */
const SYSTEM_DIRECTORIES = new Set([
  '/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/lib64', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp',
  '/usr', '/var',
  '/usr/bin', '/usr/lib', '/usr/local', '/usr/local/bin', '/usr/sbin', '/usr/share', '/var/lib', '/var/log', '/var/run',
]);

/** Mount path of a volume in a container. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
  readonly readOnly?: boolean;
}

interface FilesInput extends FilesProps {
  readonly shell?: string;
  readonly notSecret?: string[];
}

export function checkFiles(props: FilesInput, errors: Errors): void {
  for (const prop of ['files', 'reloadedFiles', 'secretFiles', 'emptyDirs'] as const) {
    for (const path of Object.keys(props[prop] ?? {})) { checkPath(prop, path, errors); }
  }
  for (const prop of ['reloadedFiles', 'secretFiles'] as const) {
    for (const path of Object.keys(props[prop] ?? {})) { checkDirectoryOf(prop, path, errors); }
  }
  for (const path of Object.keys(props.emptyDirs ?? {}).filter(p => VITAL_DIRECTORIES.includes(p))) {
    errors.add('DirectoryVital', {
      rule: 'emptyDirs must not hide a system directory of the image, because processes cannot start without it',
      got: path,
      remedy: 'use the subdirectory that the server writes to',
    });
  }
  for (const prop of ['files', 'reloadedFiles'] as const) { checkTexts(prop, props[prop] ?? {}, props.notSecret, errors); }
  checkSecretFiles(props.secretFiles ?? {}, props.shell, errors);
  for (const [path, options] of Object.entries(props.emptyDirs ?? {})) {
    checkSize(errors, {
      code: 'EmptyDirSizeInvalid',
      prop: `emptyDirs.${path}.sizeLimit`,
      value: options?.sizeLimit,
      remedy: 'omit it, or use Size.mebibytes(64)',
    });
  }
}

function checkDirectoryOf(prop: string, path: string, errors: Errors): void {
  if (isAbsolutePath(path) && SYSTEM_DIRECTORIES.has(directoryOf(path))) {
    errors.add('DirectoryHidden', {
      rule: `${prop} must be in a dedicated directory, because Kubernetes mounts the whole directory and would hide ${directoryOf(path)} `
        + 'of the image',
      got: path,
      remedy: `use a path such as ${directoryOf(path) === '/' ? '' : directoryOf(path)}/app/${baseName(path)}`,
    });
  }
}

/** A path is given once, otherwise one of two contents would be lost silently. */
export function checkNewFile(path: string, taken: Record<string, string>, errors: Errors): void {
  if (path in taken) {
    errors.add('FileTaken', { rule: 'a file must be defined only once', got: path, remedy: 'change the first definition' });
  }
}

/** The annotation of pods whose files have these texts. */
export function checksumAnnotation(texts: Record<string, string>): Record<string, string> {
  return Object.keys(texts).length > 0 ? { [CHECKSUM_ANNOTATION]: checksum(texts) } : {};
}

/** ConfigMap data by key. */
export function textsByKey(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [keyOfPath(path), text]));
}

/** Mounts one file at a time, so that the image's other files in the directory stay visible. */
export function fileMounts(volume: string, paths: string[]): VolumeMount[] {
  return paths.map(mountPath => ({ name: volume, mountPath, subPath: keyOfPath(mountPath), readOnly: true }));
}

export function emptyDirMounts(emptyDirs: Record<string, EmptyDirOptions>): VolumeMount[] {
  return Object.keys(emptyDirs).map(mountPath => ({ name: volumeNameOf('empty', mountPath), mountPath }));
}

export function emptyDirVolumes(emptyDirs: Record<string, EmptyDirOptions>): Json[] {
  return Object.entries(emptyDirs).map(([path, options]) => emptyDirVolume(volumeNameOf('empty', path), options));
}

/** The volume of the texts by path, whose ConfigMap has their keys. */
export function fileVolumes(configMap: string, texts: Record<string, string>): Json[] {
  const contents = Object.values(texts);
  return contents.length > 0 ? [{ name: 'files', configMap: { name: configMap, defaultMode: volumeMode(contents) } }] : [];
}

/** A name for the volume that is mounted at a path: `secret-run-secrets-mysql`. */
export function volumeNameOf(prefix: string, path: string): string {
  const name = `${prefix}-${keyOfPath(path).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}`;
  return name.length <= 63 ? name : `${name.slice(0, 46)}-${checksum({ path })}`;
}

/** One volume for each directory, because Kubernetes refreshes whole directories only. */
export function reloadedVolumes(configMap: string, texts: Record<string, string>): Map<string, Json> {
  return new Map([...byDirectory(Object.keys(texts))].map(([directory, files]) => [directory, {
    name: volumeNameOf('reloaded', directory),
    configMap: {
      name: configMap,
      defaultMode: volumeMode(files.map(path => texts[path])),
      items: files.map(path => ({ key: keyOfPath(path), path: baseName(path) })),
    },
  }]));
}

export function secretVolumeName(directory: string): string {
  return volumeNameOf('secret', directory);
}

export function emptyDirVolume(name: string, options: EmptyDirOptions | undefined): Json {
  return {
    name,
    emptyDir: { medium: options?.inMemory ? 'Memory' : undefined, sizeLimit: options?.sizeLimit && sizeQuantity(options.sizeLimit) },
  };
}
