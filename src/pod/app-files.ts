import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject, configMapData } from './app-object';
import { PodFiles } from './render-container';
import {
  checkFiles, checkNewFile, checksumAnnotation, ConfigFileOptions, emptyDirMounts, EmptyDirOptions, emptyDirVolume, emptyDirVolumes,
  fileMounts, FilesProps, fileVolumes, reloadedVolumes, secretVolumeName, textsByKey, VolumeMount, volumeNameOf,
} from '../blocks/files';
import { listedRoleItems, maxOrdinalOf, namedRoles, NamedRole, roleFileData, rolePaths, RolesProps, roleScriptData } from '../blocks/roles';
import { SecurityProps } from '../blocks/security';
import { isDnsLabel } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { keyOfPath } from '../checks/path';
import { isExecutable, volumeMode } from '../checks/text-files';
import { ValidationErrors } from '../checks/validation-errors';
import { PICKED_VOLUME, podIndexVariable, roleScriptTexts, roleScriptVolumes } from '../scripting/role-scripts';
import { areFarBelowLimit, bytesTooMany, MAX_APPLIED_BYTES } from '../values/applied-size';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';
import { isExecutableSecret, needsSecretCopies, SecretFile, secretMounts, secretVolumes } from '../values/secret-files';

type AppFilesProps = FilesProps & RolesProps & Pick<SecurityProps, 'notSecret'>;

/** All files of the containers, and the ConfigMaps that contain them. */
export class AppFiles implements PodFiles {
  public readonly roles: NamedRole[];
  public readonly texts: Record<string, string>;
  public readonly reloadedTexts: Record<string, string>;
  public readonly secrets: Record<string, SecretFile>;
  /** Files and directories that were added. A count of all of them would be one for each chart. */
  public size = 0;
  private readonly emptyDirs: Record<string, EmptyDirOptions>;
  private readonly tmpVolumes = new Set<string>();
  private readonly configMaps = new Map<string, ApiObject>();

  constructor(private readonly scope: Construct, private readonly identity: Identity, private readonly props: AppFilesProps) {
    this.roles = namedRoles(props);
    this.texts = { ...props.files };
    this.reloadedTexts = { ...props.reloadedFiles };
    this.secrets = { ...props.secretFiles };
    this.emptyDirs = { ...props.emptyDirs };
    this.createConfigMaps();
  }

  /** The role of a pod, including one that `kubectl scale` adds later. */
  public roleAt(ordinal: number): NamedRole | undefined {
    return this.roles.find(role => role.ordinals.includes(ordinal));
  }

  /** Whether an init container has to select the files and the environment of the pod's role. */
  public get needsRoleScript(): boolean {
    return this.props.shell !== undefined && this.roles.some(role => role.files || role.env);
  }

  /** Whether an init container has to copy Secrets that the group must not read. */
  public get needsSecretCopies(): boolean {
    return needsSecretCopies(this.secrets);
  }

  /** Paths of files that are not executable. */
  public notExecutable(): string[] {
    const texts = [this.texts, this.reloadedTexts, ...this.roles.map(role => role.files ?? {})].flatMap(files => Object.entries(files));
    return [
      ...texts.filter(([, text]) => !isExecutable(text)).map(([path]) => path),
      ...Object.keys(this.secrets).filter(path => !isExecutableSecret(this.secrets[path])),
    ];
  }

  public get hasRoleEnv(): boolean {
    return this.roles.some(role => Object.keys(role.env ?? {}).length > 0);
  }

  /** The ConfigMaps in the manifest. */
  public get objects(): ApiObject[] {
    return [...this.configMaps.values()];
  }

  public checkText(path: string, text: string, { reloaded }: ConfigFileOptions, errors: Errors): void {
    const { texts, reloadedTexts, props: { notSecret } } = this;
    checkNewFile(path, { ...texts, ...reloadedTexts }, errors);
    const added = reloaded ? { reloadedFiles: { ...reloadedTexts, [path]: text } } : { files: { ...texts, [path]: text } };
    checkFiles({ ...added, notSecret }, errors);
  }

  public addText(path: string, text: string, { reloaded }: ConfigFileOptions): void {
    (reloaded ? this.reloadedTexts : this.texts)[path] = text;
    this.size++;
    this.createConfigMaps();
  }

  /** A dedicated `/tmp` for each container, because two servers in one directory would use the same names for their sockets. */
  public addTmp(container: string): VolumeMount {
    const name = isDnsLabel(`tmp-${container}`) ? `tmp-${container}` : volumeNameOf('tmp', `/${container}`);
    this.tmpVolumes.add(name);
    this.size++;
    return { name, mountPath: '/tmp' };
  }

  public emptyDirMounts(): VolumeMount[] {
    return emptyDirMounts(this.emptyDirs);
  }

  public annotations(): Record<string, string> {
    return checksumAnnotation({ ...textsByKey(this.texts), ...this.roleData() });
  }

  public volumes(): Json[] {
    return [
      ...fileVolumes(this.configMapName('files'), this.texts),
      ...reloadedVolumes(this.configMapName('reloaded-files'), this.reloadedTexts).values(),
      ...secretVolumes(this.secrets, secretVolumeName),
      ...this.roleVolumes(),
      ...emptyDirVolumes(this.emptyDirs),
      ...[...this.tmpVolumes].map(name => emptyDirVolume(name, {})),
    ];
  }

  /** Containers whose mounts depend on the pod's ordinal have to know it. */
  public sharedEnv(): Json[] {
    return !this.needsRoleScript && rolePaths(this.roles).length > 0 ? [podIndexVariable()] : [];
  }

  public sharedMounts(): VolumeMount[] {
    return [
      ...fileMounts('files', Object.keys(this.texts)),
      ...[...reloadedVolumes('', this.reloadedTexts)].map(([mountPath, { name }]) => ({ name, mountPath, readOnly: true })),
      ...secretMounts(this.secrets, secretVolumeName),
      ...this.roleMounts(),
    ];
  }

  private roleMounts(): VolumeMount[] {
    const paths = rolePaths(this.roles);
    if (this.needsRoleScript) { return fileMounts(PICKED_VOLUME, paths); }
    return paths.map(mountPath => ({ name: 'roles', mountPath, subPathExpr: `$(POD_INDEX)/${keyOfPath(mountPath)}`, readOnly: true }));
  }

  private roleVolumes(): Json[] {
    const defaultMode = volumeMode(this.roles.flatMap(role => Object.values(role.files ?? {})));
    if (this.needsRoleScript) { return roleScriptVolumes(this.configMapName('roles'), defaultMode); }
    if (rolePaths(this.roles).length === 0) { return []; }
    const items = listedRoleItems(this.roles, this.identity.firstOrdinal, maxOrdinalOf(this.props));
    return [{ name: 'roles', configMap: { name: this.configMapName('roles'), defaultMode, items } }];
  }

  private roleData(): Record<string, string> {
    const files = roleFileData(this.roles);
    return this.needsRoleScript ? { ...files, ...roleScriptData(this.roles), ...roleScriptTexts() } : files;
  }

  private configMapName(suffix: string): string {
    return `${this.identity.name}-${suffix}`;
  }

  private createConfigMaps(): void {
    this.createConfigMap('Files', 'files', this.texts, () => textsByKey(this.texts));
    this.createConfigMap('ReloadedFiles', 'reloaded-files', this.reloadedTexts, () => textsByKey(this.reloadedTexts));
    this.createConfigMap('Roles', 'roles', this.roleData(), () => this.roleData());
  }

  private createConfigMap(id: string, suffix: string, texts: Record<string, string>, produce: () => Record<string, string>): void {
    if (Object.keys(texts).length === 0) { return; }
    const configMap = this.configMaps.get(id) ?? addObject(this.scope, id, this.identity, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.configMapName(suffix) },
      ...configMapData(produce),
    });
    this.configMaps.set(id, configMap);
    guardSize(this.scope, configMap, texts);
  }
}

/** The ConfigMaps whose size is checked at synthesis. */
const guarded = new WeakSet<ApiObject>();

/**
 * Rejects a ConfigMap of files that `kubectl apply` could not write. Call it again after a file is added. cdk8s validates the whole app
 * once for each chart, so a small ConfigMap has no validation.
 */
export function guardSize(scope: Construct, configMap: ApiObject, texts: Record<string, string>): void {
  if (guarded.has(configMap) || areFarBelowLimit(Object.values(texts))) { return; }
  guarded.add(configMap);
  configMap.node.addValidation({
    validate: () => {
      const bytes = bytesTooMany(configMap, Object.values(texts));
      if (bytes === undefined) { return []; }
      const errors: Errors = new ValidationErrors();
      errors.add('FilesTooLarge', {
        rule: `the ConfigMap ${configMap.name} must have at most ${MAX_APPLIED_BYTES} bytes as JSON, `
          + 'because kubectl apply stores the whole object in an annotation',
        got: bytes,
        remedy: 'move large files to the image or a volume, or split them between files and reloadedFiles',
      });
      return errors.lines(scope);
    },
  });
}
