import { Json } from './manifest';
import type { Errors } from '../checks/errors';
import { baseName, byDirectory, directoryOf, keyOfPath } from '../checks/path';
import { kplus } from '../kplus';

/** A key of an existing Secret as a file. */
export interface SecretFile extends kplus.SecretValue {
  /**
   * Permissions of the file. Some servers reject a key that others can read. If the group must not read the file (`0o400`), an init
   * container copies the files of the directory to a volume in memory, because Kubernetes lets the group of the volumes read every file of
   * a Secret. This requires `shell`, and a rotation of these files reaches a pod at its next start.
   *
   * @default 0o440
   */
  readonly mode?: number;
}

/** Readable by the group, so that an unprivileged process can read it: Secret files belong to root and the fsGroup. */
const SECRET_MODE = 0o440;

/** Directory from which the init container copies the files. */
const SOURCE = '/run/stateful-app/secrets';
const TARGET = '/run/stateful-app/private';
const COPIES = 'secret-copies';

type SecretFiles = Record<string, SecretFile>;

export function checkSecretFiles(files: SecretFiles, shell: string | undefined, errors: Errors): void {
  for (const [path, file] of Object.entries(files)) {
    if (!/^[4-7][0145][0145]$/.test(modeOf(file))) {
      errors.add('SecretModeInvalid', {
        rule: `secretFiles.${path}.mode must be permissions that let the owner read and prevent others from writing`,
        got: file.mode,
        remedy: 'use an octal number such as 0o400, or omit it for the default (0o440)',
      });
    } else if (isPrivate(file) && shell === undefined) {
      errors.add('SecretModeNeedsShell', {
        rule: `secretFiles.${path}.mode requires shell, because Kubernetes lets the group of the volumes read every file of a Secret, so `
          + 'an init container must copy it',
        got: `0o${modeOf(file)}`,
        remedy: 'add shell: \'/bin/sh\', or omit the mode for the default (0o440)',
      });
    }
  }
}

/** The mode in octal digits for the owner, the group and others. */
function modeOf(file: SecretFile): string {
  return Number(file.mode ?? SECRET_MODE).toString(8);
}

function isPrivate(file: SecretFile): boolean {
  return /^.[01]/.test(modeOf(file));
}

export function isExecutableSecret(file: SecretFile): boolean {
  return /[157]/.test(modeOf(file));
}

/** Directories whose files are copied, because one of them is private. */
function copiedDirectories(files: SecretFiles): [directory: string, paths: string[]][] {
  return [...byDirectory(Object.keys(files))].filter(([, paths]) => paths.some(path => isPrivate(files[path])));
}

export function needsSecretCopies(files: SecretFiles): boolean {
  return copiedDirectories(files).length > 0;
}

/** One projected volume for each directory, and one for all copies. */
export function secretVolumes(files: SecretFiles, volumeNameOf: (directory: string) => string): Json[] {
  return [
    ...[...byDirectory(Object.keys(files))].map(([directory, paths]) => ({
      name: volumeNameOf(directory),
      projected: {
        defaultMode: SECRET_MODE,
        sources: paths.map(path => ({
          secret: {
            name: files[path].secret.name,
            items: [{ key: files[path].key, path: baseName(path), mode: files[path].mode }],
          },
        })),
      },
    })),
    ...needsSecretCopies(files) ? [{ name: COPIES, emptyDir: { medium: 'Memory' } }] : [],
  ];
}

interface SecretMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

/** Mounts of the files in the containers. */
export function secretMounts(files: SecretFiles, volumeNameOf: (directory: string) => string): SecretMount[] {
  const copied = new Map(copiedDirectories(files));
  return [...byDirectory(Object.keys(files)).keys()].map(directory => copied.has(directory)
    ? { name: COPIES, mountPath: directory, subPath: keyOfPath(directory), readOnly: true }
    : { name: volumeNameOf(directory), mountPath: directory, readOnly: true });
}

/** Mounts of the container that copies. */
export function copyMounts(files: SecretFiles, volumeNameOf: (directory: string) => string): SecretMount[] {
  return [
    ...copiedDirectories(files).map(([directory]) => ({
      name: volumeNameOf(directory),
      mountPath: `${SOURCE}/${keyOfPath(directory)}`,
      readOnly: true,
    })),
    { name: COPIES, mountPath: TARGET },
  ];
}

/** Arguments of copy-secrets.sh. */
export function copyArguments(files: SecretFiles): string[] {
  return copiedDirectories(files).flatMap(([, paths]) => paths).flatMap(path => {
    const [directory, name] = [keyOfPath(directoryOf(path)), baseName(path)];
    return [`${SOURCE}/${directory}/${name}`, `${TARGET}/${directory}`, name, modeOf(files[path])];
  });
}
