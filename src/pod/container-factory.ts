import { AppFiles } from './app-files';
import { containerGettersOf } from './pod-getters';
import { ContainerOverlay } from './render-container';
import { ContainerInput, declaredSpec } from '../blocks/containers';
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
  constructor(private readonly props: SecurityProps & { readonly shell?: string }, private readonly files: AppFiles) {}

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
    const usesRoleEnv = this.files.needsRoleScript && this.files.hasRoleEnv;
    return {
      ...this.overlay(container),
      sharesFiles: true,
      mounts: [...emptyDirs, ...usesRoleEnv ? roleEnvMounts() : [], ...this.tmpMounts(name, ownPaths)],
      commandPrefix: usesRoleEnv && this.props.shell ? roleEnvPrefix(this.props.shell) : [],
    };
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

function toKplusPort(port: Port): kplus.ContainerPort {
  return { number: port.number, name: port.name, protocol: port.protocol as kplus.Protocol };
}

/** The variables whose values are in the manifest. */
export function literalsOf(env: Record<string, kplus.EnvValue>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, { value }]) => typeof value === 'string' ? [[name, value]] : []));
}
