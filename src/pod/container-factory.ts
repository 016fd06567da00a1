import { AppFiles } from './app-files';
import { containerGettersOf } from './pod-getters';
import { ContainerOverlay } from './render-container';
import { AppContainerProps, BootstrapContainerProps, ContainerInput, declaredSpec } from '../blocks/containers';
import { secretVolumeName, VolumeMount } from '../blocks/files';
import { containerSecurityContext, securityOf, SecurityProps } from '../blocks/security';
import { kplus } from '../kplus';
import {
  copySecretsCommand, roleEnvMounts, roleEnvPrefix, selectRoleCommand, selectRoleEnv, selectRoleMounts,
} from '../scripting/role-scripts';
import { Json } from '../values/manifest';
import { Port } from '../values/port';
import { copyArguments, copyMounts } from '../values/secret-files';

/** Input of every kind of container. */
interface LibraryContainer extends ContainerInput {
  readonly imagePullPolicy?: kplus.ImagePullPolicy;
  readonly sharesFiles?: boolean;
}

/** A container in addition to the main one, which may run as another user than the pod. */
interface AddedContainer extends LibraryContainer {
  readonly user?: number;
}

/** The set, whose main container the init containers prepare. */
interface PreparedApp extends LibraryContainer {
  readonly name: string;
  readonly shell?: string;
}

/** An init container that the library adds. */
interface PreparingContainer {
  readonly name: string;
  readonly container: LibraryContainer;
  readonly overlay: ContainerOverlay;
}

/** Gives every container of the pod the security, pull policy, `/tmp` and files of the set. */
export class ContainerFactory {
  constructor(private readonly props: SecurityProps & LibraryContainer & { readonly shell?: string }, private readonly files: AppFiles) {}

  /** Props of cdk8s-plus' container. The defaults of cdk8s-plus are removed, and the overlay adds those of this library. */
  public kplusProps(name: string, container: LibraryContainer, { spec }: ContainerOverlay): kplus.ContainerProps {
    return {
      name,
      image: container.image,
      command: container.command,
      args: container.args,
      workingDir: container.workingDir,
      envVariables: { ...container.env },
      envFrom: [...container.envFrom ?? []],
      ports: container.ports?.map(toKplusPort),
      resources: container.resources ?? {},
      ...containerGettersOf(spec),
    };
  }

  public overlayForMain(name: string, container: LibraryContainer, claimPaths: string[]): ContainerOverlay {
    const emptyDirs = this.files.emptyDirMounts();
    const ownPaths = [...claimPaths, ...emptyDirs.map(mount => mount.mountPath)];
    const { mounts, commandPrefix } = this.roleEnv();
    return {
      ...this.overlay(container),
      sharesFiles: true,
      mounts: [...emptyDirs, ...mounts, ...this.tmpMounts(name, ownPaths)],
      commandPrefix,
    };
  }

  /** An init container with the image, resources and files of the main container. */
  public bootstrap({ name = 'bootstrap', image = this.props.image, ...given }: BootstrapContainerProps): AppContainerProps {
    const { resources, imagePullPolicy, notSecret } = this.props;
    return { ...given, name, image, resources, imagePullPolicy, notSecret, sharesFiles: true };
  }

  /** The overlay of a container that has the environment of the main one. The environment of a role needs the shell of its image. */
  public overlayForBootstrap(container: AppContainerProps, main: kplus.Container): ContainerOverlay {
    const overlay = this.overlayForOther(container.name, container);
    const { mounts, commandPrefix } = container.image === this.props.image ? this.roleEnv() : { mounts: [], commandPrefix: [] };
    return { ...overlay, mounts: [...mounts, ...overlay.mounts], commandPrefix, sharesEnvOf: main };
  }

  /** The overlay of an additional container, an init container or a sidecar (`restartPolicy: Always`). */
  public overlayForOther(name: string, container: AddedContainer, restartPolicy?: string): ContainerOverlay {
    return { ...this.overlay(container, restartPolicy, container.user), mounts: this.tmpMounts(name, []) };
  }

  /** The init containers that run before all others. They use the image of the main container, because they need its shell. */
  public preparing({ name: set, shell, image, imagePullPolicy, resources }: PreparedApp): PreparingContainer[] {
    if (shell === undefined) { return []; }
    const { needsRoleScript, needsSecretCopies, secrets } = this.files;
    const prepare = (name: string, command: string[], parts: Partial<ContainerOverlay>): PreparingContainer => {
      const container = { image, imagePullPolicy, resources, command };
      return { name, container, overlay: { ...this.overlay(container), ...parts } };
    };
    return [
      // the files of the pod's role
      ...needsRoleScript ? [prepare('role', selectRoleCommand(shell, set), { mounts: selectRoleMounts(), env: selectRoleEnv() })] : [],
      // copies of Secrets that the group must not read
      ...needsSecretCopies ? [prepare(
        'secrets', copySecretsCommand(shell, copyArguments(secrets)), { mounts: copyMounts(secrets, secretVolumeName) },
      )] : [],
    ];
  }

  /** Loads the environment of the pod's role. */
  private roleEnv(): Pick<ContainerOverlay, 'mounts' | 'commandPrefix'> {
    const { shell } = this.props;
    return this.files.needsRoleScript && this.files.hasRoleEnv && shell !== undefined
      ? { mounts: roleEnvMounts(), commandPrefix: roleEnvPrefix(shell) }
      : { mounts: [], commandPrefix: [] };
  }

  private overlay(container: LibraryContainer, restartPolicy?: string, user?: number): ContainerOverlay {
    const spec: Json = {
      ...declaredSpec(container),
      imagePullPolicy: container.imagePullPolicy ?? this.props.imagePullPolicy,
      securityContext: containerSecurityContext(this.props, user),
      restartPolicy,
    };
    return { sharesFiles: container.sharesFiles ?? false, mounts: [], env: [], commandPrefix: [], spec };
  }

  private tmpMounts(name: string, takenPaths: string[]): VolumeMount[] {
    return securityOf(this.props).hasReadOnlyRoot && !takenPaths.includes('/tmp') ? [this.files.addTmp(name)] : [];
  }
}

export function toKplusPort(port: Port): kplus.ContainerPort {
  return { number: port.number, name: port.name, protocol: port.protocol as kplus.Protocol };
}

/** The ports that a container declares. */
export function portsOf(container: kplus.Container): Port[] {
  return container.ports.map(({ number, name, protocol = kplus.Protocol.TCP }) => PORTS[protocol](number, { name }));
}

const PORTS = { [kplus.Protocol.TCP]: Port.tcp, [kplus.Protocol.UDP]: Port.udp, [kplus.Protocol.SCTP]: Port.sctp };

/** The variables whose values are in the manifest. */
export function literalsOf(env: Record<string, kplus.EnvValue>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, { value }]) => typeof value === 'string' ? [[name, value]] : []));
}
