import { VolumeMount } from '../blocks/files';
import { kplus } from '../kplus';
import { Json, undefinedIfEmpty } from '../values/manifest';
import { variablesInOrder } from '../values/variables';

/** Fields that cdk8s-plus' container cannot set, or sets without being asked. */
export interface ContainerOverlay {
  /** Whether the container gets the files of the set. */
  readonly sharesFiles: boolean;
  /** Mounts and variables that the library adds. */
  readonly mounts: VolumeMount[];
  readonly env: Json[];
  /** A container whose variables this one has, including those that are added later. */
  readonly sharesEnvOf?: kplus.Container;
  /** Words that are inserted before the command. */
  readonly commandPrefix: string[];
  /** Probes, hooks, resources, security context, pull policy and restart policy. */
  readonly spec: Json;
}

/** Volumes, mounts, variables and annotations of the set's files. */
export interface PodFiles {
  /** A number that grows with every file and directory that is added. */
  readonly size: number;
  volumes(): Json[];
  sharedMounts(): VolumeMount[];
  sharedEnv(): Json[];
  annotations(): Record<string, string>;
  notExecutable(): string[];
}

export function libraryMounts(overlay: ContainerOverlay, files: PodFiles | undefined): VolumeMount[] {
  return [...overlay.sharesFiles ? files?.sharedMounts() ?? [] : [], ...overlay.mounts];
}

/** Renders a container. One that was added with the API of cdk8s-plus keeps the defaults of that library. */
export function renderContainer(container: kplus.Container, overlay: ContainerOverlay | undefined, files: PodFiles | undefined): Json {
  if (!overlay) { return kplus.k8s.toJson_Container(container._toKube()) as Json; }
  const { command, args, workingDir } = container;
  const environments = [...overlay.sharesEnvOf ? [overlay.sharesEnvOf.env] : [], container.env];
  return {
    name: container.name,
    image: container.image,
    command: command && [...overlay.commandPrefix, ...command],
    args,
    workingDir,
    env: undefinedIfEmpty([
      ...overlay.env,
      ...overlay.sharesFiles ? files?.sharedEnv() ?? [] : [],
      ...variablesInOrder(Object.assign({}, ...environments.map(env => env.variables)))
        .map(([name, value]) => renderVariable(name, value)),
    ]),
    envFrom: undefinedIfEmpty(environments.flatMap(env => env.sources).map(source => source._toKube())),
    ports: undefinedIfEmpty(container.ports.map(renderPort)),
    volumeMounts: undefinedIfEmpty([...container.mounts.map(renderMount), ...libraryMounts(overlay, files)]),
    ...overlay.spec,
  };
}

/** The commands that run in a container: its command, probes and hooks. */
export function commandsOf(container: kplus.Container, { spec }: ContainerOverlay): string[][] {
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = spec;
  const handlers = [startupProbe, readinessProbe, livenessProbe, lifecycle?.postStart, lifecycle?.preStop];
  return [container.command ?? [], ...handlers.map(handler => handler?.exec?.command ?? [])];
}

/** A claim without a file system is a device at its path instead of a mount. */
export function withDevices(container: Json, devices: Set<string>): Json {
  const mounts: Json[] = container.volumeMounts ?? [];
  if (!mounts.some(mount => devices.has(mount.name))) { return container; }
  return {
    ...container,
    volumeMounts: undefinedIfEmpty(mounts.filter(mount => !devices.has(mount.name))),
    volumeDevices: mounts.filter(mount => devices.has(mount.name)).map(({ name, mountPath }) => ({ name, devicePath: mountPath })),
  };
}

export function renderVariable(name: string, { value, valueFrom }: kplus.EnvValue): Json {
  const resource = valueFrom?.resourceFieldRef;
  return {
    name,
    value,
    valueFrom: resource?.divisor ? { resourceFieldRef: { ...resource, divisor: resource.divisor.value } } : valueFrom,
  };
}

function renderPort({ number, name, protocol, hostPort, hostIp }: kplus.ContainerPort): Json {
  return { containerPort: number, name, protocol: protocol === kplus.Protocol.TCP ? undefined : protocol, hostPort, hostIP: hostIp };
}

function renderMount({ volume, path, readOnly, propagation, subPath, subPathExpr }: kplus.VolumeMount): Json {
  return { name: volume.name, mountPath: path, readOnly, mountPropagation: propagation, subPath, subPathExpr };
}
