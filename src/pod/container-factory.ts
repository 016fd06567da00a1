import { AppFiles } from './app-files';
import { ContainerOverlay } from './render-container';
import { ContainerInput, declaredSpec } from '../blocks/containers';
import { secretVolumeName, VolumeMount } from '../blocks/files';
import { containerSecurityContext, securityOf, SecurityProps } from '../blocks/security';
import { kplus } from '../kplus';
import { podIndexVariable, roleEnvMounts, roleEnvPrefix, selectRoleMounts } from '../scripting/role-scripts';
import { Json } from '../values/manifest';
import { Port } from '../values/port';
import { copyMounts } from '../values/secret-files';

/** What every kind of container is made from. */
export interface LibraryContainer extends ContainerInput {
  readonly imagePullPolicy?: kplus.ImagePullPolicy;
  readonly sharesFiles?: boolean;
}

/** A container beside the main one, which may run as another user than the pod. */
export interface AddedContainer extends LibraryContainer {
  readonly user?: number;
}

/** Gives every container of the pod the application's security, pull policy, `/tmp` and files. */
export class ContainerFactory {
  constructor(private readonly props: SecurityProps & { readonly shell?: string }, private readonly files: AppFiles) {}

  /** What cdk8s-plus' container is made from: its own defaults are taken out, and the overlay adds ours. */
  public kplusProps(name: string, container: LibraryContainer): kplus.ContainerProps {
    return {
      name,
      image: container.image,
      command: container.command,
      args: container.args,
      workingDir: container.workingDir,
      envVariables: { ...container.env },
      envFrom: [...container.envFrom ?? []],
      ports: container.ports?.map(toKplusPort),
      resources: {},
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

  /** A further container, an init container or a sidecar (`restartPolicy: Always`). */
  public overlayForOther(name: string, container: AddedContainer, restartPolicy?: string): ContainerOverlay {
    return { ...this.overlay(container, restartPolicy, container.user), mounts: this.tmpMounts(name, []) };
  }

  /** The init container that picks what the pod's role has. It runs the application's image, whose shell it needs. */
  public overlayForRole(container: LibraryContainer): ContainerOverlay {
    return {
      ...this.overlay(container),
      mounts: selectRoleMounts(),
      env: [podIndexVariable()],
    };
  }

  /** The init container that copies Secrets which the group must not read. */
  public overlayForSecretCopies(container: LibraryContainer): ContainerOverlay {
    return { ...this.overlay(container), mounts: copyMounts(this.files.secrets, secretVolumeName) };
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
