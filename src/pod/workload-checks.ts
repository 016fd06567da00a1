import { VolumeMount } from '../blocks/files';
import { Claim } from '../blocks/storage';
import type { Errors } from '../checks/errors';
import { isAbsolutePath } from '../checks/path';
import { formatSize } from '../checks/quantity';
import { repeated } from '../checks/repeated';
import { ValidationErrors } from '../checks/validation-errors';
import { kplus } from '../kplus';

export function mountsOf(container: kplus.Container): kplus.VolumeMount[] {
  return container.mounts;
}

/** Parts of the pod that cdk8s-plus' containers do not show. */
interface WorkloadParts {
  readonly containers: kplus.Container[];
  /** Containers that run at the same time. An init container has exited before the others start. */
  readonly together: kplus.Container[];
  readonly claims: Claim[];
  /** Volumes in the order in which they are written. */
  readonly volumes: kplus.Volume[];
  /** Names of the volumes that the library adds. */
  readonly fileVolumes: string[];
  readonly mountsOfFiles: (container: kplus.Container) => VolumeMount[];
  /** Commands of the container, of its probes and of its hooks that run with the files. */
  readonly commandsWithFiles: (container: kplus.Container) => string[][];
  readonly notExecutable: string[];
  readonly envOfFiles: (container: kplus.Container) => string[];
}

/** Rules that depend on calls after the constructor. Containers, mounts and claims can be added until synthesis. */
export function workloadErrors(parts: WorkloadParts): Errors {
  const errors: Errors = new ValidationErrors();
  checkNames(parts.containers, errors);
  checkPorts(parts.together, errors);
  checkStorageLimits(parts.containers, errors);
  for (const container of parts.containers) {
    const fromFiles = parts.mountsOfFiles(container);
    const paths = [...mountsOf(container).map(mount => mount.path), ...fromFiles.map(mount => mount.mountPath)];
    checkMounts(container.name, paths, fromFiles, errors);
    checkVariables(container, parts.envOfFiles(container), errors);
  }
  for (const container of parts.containers) {
    checkCommands(container.name, parts.commandsWithFiles(container), parts.notExecutable, errors);
  }
  checkClaims(parts.containers, parts.claims, errors);
  checkVolumeNames([
    ...parts.fileVolumes,
    ...new Set([...parts.claims.map(claim => claim._volume()), ...parts.volumes]),
  ].map(v => typeof v === 'string' ? v : v.name), errors);
  return errors;
}

function checkNames(containers: kplus.Container[], errors: Errors): void {
  const names = containers.map(container => container.name);
  for (const name of repeated(names)) {
    errors.add('ContainerNameTaken', {
      rule: 'the containers of a pod must have different names',
      got: name,
      remedy: 'rename one of them',
    });
  }
}

/** The containers of a pod share one address, so only one of them can listen on a port. */
function checkPorts(containers: kplus.Container[], errors: Errors): void {
  const users = new Map<string, Set<string>>();
  for (const { name, ports } of containers) {
    for (const { number, protocol = kplus.Protocol.TCP } of ports) {
      const port = `${number}/${protocol}`;
      users.set(port, (users.get(port) ?? new Set()).add(name));
    }
  }
  for (const [port, names] of [...users].filter(([, { size }]) => size > 1)) {
    errors.add('ContainerPortTaken', {
      rule: `containers ${[...names].join(' and ')} must listen on different ports, because the containers of a pod share one address`,
      got: port,
      remedy: 'change the port of one of them',
    });
  }
}

/**
 * The kubelet adds up the limits of ephemeral storage, and applies the sum to the logs, written files and empty directories of the pod.
 * https://github.com/kubernetes/kubernetes/blob/v1.35.0/pkg/kubelet/eviction/eviction_manager.go
 */
function checkStorageLimits([main, ...others]: kplus.Container[], errors: Errors): void {
  const limited = others.find(({ resources }) => resources?.ephemeralStorage?.limit);
  if (!limited || main.resources?.ephemeralStorage?.limit) { return; }
  errors.add('StorageLimitOfWholePod', {
    rule: `resources.ephemeralStorage of container ${limited.name} must have no limit unless that of container ${main.name} has one, `
      + 'because the kubelet would apply the limit to the logs and files of the whole pod and evict it',
    got: formatSize(limited.resources?.ephemeralStorage?.limit),
    remedy: `remove the limit, or also set resources.ephemeralStorage.limit of container ${main.name}`,
  });
}

/**
 * @param container - name of the container
 * @param paths - paths of all its mounts
 * @param fromFiles - those of its mounts that the library adds
 */
export function checkMounts(container: string, paths: string[], fromFiles: VolumeMount[], errors: Errors): void {
  for (const path of paths.filter(p => !isAbsolutePath(p))) {
    errors.add('MountPathNotAbsolute', {
      rule: `container ${container} must mount volumes at absolute paths below the root, without a colon, . or .., and without a `
        + 'trailing slash',
      got: path,
      remedy: 'use a path such as /data',
    });
  }
  for (const path of repeated(paths)) {
    errors.add('MountPathTaken', {
      rule: `container ${container} must mount only one volume at each path`,
      got: `two volumes at ${path}`,
      remedy: 'move one of them to another path',
    });
  }
  checkHiddenByFiles(container, paths, fromFiles, errors);
}

/** The runtime cannot create a directory or file in a mounted ConfigMap or Secret, so the container would never start. */
function checkHiddenByFiles(container: string, paths: string[], fromFiles: VolumeMount[], errors: Errors): void {
  for (const { mountPath: directory } of fromFiles.filter(mount => mount.readOnly && !mount.subPath && !mount.subPathExpr)) {
    for (const path of paths.filter(p => p.startsWith(`${directory}/`))) {
      errors.add('MountInsideFiles', {
        rule: `container ${container} must mount volumes outside ${directory}, because that directory contains only the files of `
          + 'reloadedFiles or secretFiles',
        got: path,
        remedy: 'move one of them to another directory',
      });
    }
  }
}

/** If two variables have the same name, the last one wins, and the pod would read the files of another role. */
function checkVariables(container: kplus.Container, ofFiles: string[], errors: Errors): void {
  for (const name of ofFiles.filter(n => n in container.env.variables)) {
    errors.add('EnvNameTaken', {
      rule: `env of container ${container.name} must not contain ${name}, because the library sets it to select the files of a role`,
      got: name,
      remedy: 'use another name',
    });
  }
}

/**
 * The kernel reads the interpreter of a file from its first line. Without it, the container would fail with "exec format error" or
 * "permission denied".
 */
export function checkCommands(container: string, commands: string[][], notExecutable: string[], errors: Errors): void {
  for (const path of new Set(commands.map(([first]) => first).filter(first => notExecutable.includes(first)))) {
    errors.add('FileNotExecutable', {
      rule: `container ${container} must run files that begin with #! and an interpreter, or pass them to an interpreter`,
      got: path,
      remedy: `use ['sh', '${path}'], or begin the file with #!/bin/sh`,
    });
  }
}

function checkClaims(containers: kplus.Container[], claims: Claim[], errors: Errors): void {
  const mounted = new Set(containers.flatMap(container => mountsOf(container).map(mount => mount.volume)));
  for (const claim of claims.filter(c => !mounted.has(c._volume()))) {
    errors.add('ClaimNotMounted', {
      rule: `claims.${claim.name} must be mounted by a container, because otherwise each pod would pay for an unused volume`,
      got: 'no mount',
      remedy: `set its mountPath, or call container.mount(path, app.claim('${claim.name}'))`,
    });
  }
}

export function checkVolumeNames(names: string[], errors: Errors): void {
  for (const name of repeated(names)) {
    errors.add('VolumeNameTaken', {
      rule: 'the volumes and claims of a pod must have different names, including the names that the library derives from paths',
      got: name,
      remedy: 'rename one of the volumes or paths',
    });
  }
}
