import { AppFiles } from './app-files';
import { DeclaredContainer } from './render-container';
import { ContainerInput, declaredSpec } from '../blocks/containers';
import { secretVolumeName, VolumeMount } from '../blocks/files';
import { containerSecurityContext, securityOf, SecurityProps } from '../blocks/security';
import { kplus } from '../kplus';
import { podIndexVariable, roleEnvMounts, roleEnvPrefix, selectRoleMounts } from '../scripting/role-scripts';
import { Json } from '../values/manifest';
import { Port } from '../values/port';
import { copyMounts } from '../values/secret-files';

/** What every kind of container is made from. */
export interface ContainerDeclaration extends ContainerInput {
  readonly imagePullPolicy?: kplus.ImagePullPolicy;
  readonly sharesFiles?: boolean;
}

/** A container beside the main one, which may run as another user than the pod. */
export interface OtherDeclaration extends ContainerDeclaration {
  readonly user?: number;
}

/** Gives every container of the pod the application's security, pull policy, `/tmp` and files. */
export class ContainerFactory {
  constructor(private readonly props: SecurityProps & { readonly shell?: string }, private readonly files: AppFiles) {}

  /** What cdk8s-plus' container is made from: its own defaults are taken out, `declare` brings ours. */
  public kplusProps(name: string, container: ContainerDeclaration): kplus.ContainerProps {
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

  public declareMain(name: string, container: ContainerDeclaration, claimPaths: string[]): DeclaredContainer {
    const emptyDirs = this.files.emptyDirMounts();
    const ownPaths = [...claimPaths, ...emptyDirs.map(mount => mount.mountPath)];
    const usesRoleEnv = this.files.needsRoleScript && this.files.hasRoleEnv;
    return {
      ...this.declare(container),
      sharesFiles: true,
      mounts: [...emptyDirs, ...usesRoleEnv ? roleEnvMounts() : [], ...this.tmpMounts(name, ownPaths)],
      commandPrefix: usesRoleEnv && this.props.shell ? roleEnvPrefix(this.props.shell) : [],
    };
  }

  /** A further container, an init container or a sidecar (`restartPolicy: Always`). */
  public declareOther(name: string, container: OtherDeclaration, restartPolicy?: string): DeclaredContainer {
    return { ...this.declare(container, restartPolicy, container.user), mounts: this.tmpMounts(name, []) };
  }

  /** The init container that picks what the pod's role has. It runs the application's image, whose shell it needs. */
  public declareRole(container: ContainerDeclaration): DeclaredContainer {
    return {
      ...this.declare(container),
      mounts: selectRoleMounts(),
      env: [podIndexVariable()],
    };
  }

  /** The init container that copies Secrets which the group must not read. */
  public declareSecretCopies(container: ContainerDeclaration): DeclaredContainer {
    return { ...this.declare(container), mounts: copyMounts(this.files.secrets, secretVolumeName) };
  }

  private declare(container: ContainerDeclaration, restartPolicy?: string, user?: number): DeclaredContainer {
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
