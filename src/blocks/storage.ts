import { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkConstruction, checkFactory } from '../checks/calls';
import type { Code } from '../checks/codes';
import { isDnsLabel, nameRemedy } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { checkFields } from '../checks/kubernetes-fields';
import { checkAnnotations, checkLabels } from '../checks/labels';
import { isAbsolutePath } from '../checks/path';
import { isQuantity, sizeQuantity } from '../checks/quantity';
import { checkSize } from '../checks/ranges';
import { ValidationErrors } from '../checks/validation-errors';
import { kplus } from '../kplus';
import { Json, withoutUndefined } from '../values/manifest';

/** A dedicated volume for each pod. It outlives the pod and the set. */
export interface ClaimProps {
  /** Requested size, 1 MiB or more, written in the unit in which it is given. */
  readonly size: Size;

  /**
   * Path at which the main container mounts the volume.
   * @default - not mounted; mount it with `container.mount(path, app.claim(name))`
   */
  readonly mountPath?: string;

  /**
   * Storage class.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * Access modes, which decide how nodes may mount the volume.
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * File system or raw block device. A container finds a device at the path where it is mounted.
   * @default PersistentVolumeMode.FILE_SYSTEM
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * Labels of the claims. Cannot be changed after the first deployment.
   * @default - only the labels of the selector, which Kubernetes adds
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims. Cannot be changed after the first deployment.
   * @default - the claims have no annotations
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Further fields of the claim's spec in the Kubernetes format: `selector`, `dataSource`, `volumeAttributesClassName`.
   * @default - only the fields above are set
   */
  readonly spec?: { [field: string]: any };
}

/** Deletion of the claims and the data in them. */
export interface ClaimRetention {
  /**
   * Deletes the claims when the StatefulSet is deleted.
   * @default false
   */
  readonly deleteWithApp?: boolean;

  /**
   * Deletes a pod's claim when the set is scaled below its ordinal.
   * @default false
   */
  readonly deleteWhenScaled?: boolean;

  /**
   * Confirms that the data may be deleted. Required if `deleteWithApp` or `deleteWhenScaled` is true.
   * @default false
   */
  readonly dataMayBeLost?: boolean;
}

/** Retention of claims. */
export interface StorageProps {
  /**
   * Deletion of the claims and the data in them.
   * @default - never: the claims stay until they are deleted by hand
   */
  readonly claimRetention?: ClaimRetention;
}

/**
 * A claim template of the StatefulSet. Mount it with `container.mount(path, claim)`.
 *
 * It is not part of the construct tree, because it is not an object: cdk8s walks over the whole tree once for each chart.
 */
export class Claim extends Construct implements kplus.IStorage {
  private handle?: kplus.Volume;
  private handedOut = false;

  constructor(
    /** Name of the template. The claim of a pod is called `<name>-<app>-<ordinal>`. */
    public readonly name: string,
    /** The props of the claim. */
    public readonly props: ClaimProps,
  ) {
    checkFactory('Claim.new', name, props);
    super(undefined as any, name);
  }

  /** The volume under which containers mount the claim. */
  public asVolume(): kplus.Volume {
    this.handedOut = true;
    return this._volume();
  }

  /**
   * Whether code outside the library could have mounted the claim.
   *
   * @internal
   */
  public _isHandedOut(): boolean { return this.handedOut; }

  /**
   * The volume for the library's own use.
   *
   * @internal
   */
  public _volume(): kplus.Volume {
    return this.handle ??= this.createHandle();
  }

  /**
   * @internal
   */
  public get _isDevice(): boolean {
    return this.props.volumeMode === kplus.PersistentVolumeMode.BLOCK;
  }

  /**
   * @internal
   */
  public _toJson(): Json {
    const { size, storageClassName, accessModes, volumeMode, labels, annotations, spec } = this.props;
    return {
      metadata: { name: this.name, labels, annotations },
      spec: {
        accessModes: accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName,
        volumeMode,
        ...withoutUndefined(spec),
        resources: { ...spec?.resources, requests: { storage: sizeQuantity(size), ...withoutUndefined(spec?.resources?.requests) } },
      },
    };
  }

  /** The kind has no effect: the workload recognizes the handle and writes the claim template instead. */
  private createHandle(): kplus.Volume {
    const handle = kplus.Volume.fromEmptyDir(this, 'Volume', this.name);
    // reached only when another pod reuses this volume, which would silently mount an empty directory instead of the data
    handle._toKube = () => {
      const errors: Errors = new ValidationErrors();
      errors.add('ClaimOfAnotherApp', {
        rule: `a pod must not mount the claim template ${this.name} of another workload, because it exists only inside that set`,
        got: 'a mount of its volume',
        remedy: 'mount the claim of one pod by its name, with Volume.fromPersistentVolumeClaim',
      });
      errors.throwIfAny(this);
      return { name: this.name };
    };
    return handle;
  }
}

/** A volume of any kind, in the Kubernetes format. Mount it with `container.mount(path, volume)`. */
export class RawVolume extends Construct implements kplus.IStorage {
  private handle?: kplus.Volume;

  constructor(
    scope: Construct,
    id: string,
    /** Name of the volume in the pod. */
    public readonly name: string,
    /** The volume's source: `{ emptyDir: {} }`, `{ csi: ... }`, `{ projected: ... }`. */
    public readonly source: { [field: string]: any },
  ) {
    checkConstruction('RawVolume', scope, id, name, source);
    super(scope, id);
  }

  /** The volume under which containers mount this source. */
  public asVolume(): kplus.Volume {
    return this.handle ??= kplus.Volume.fromEmptyDir(this, 'Volume', this.name);
  }
}

export function checkClaim(name: string, props: ClaimProps, errors: Errors): void {
  if (!isDnsLabel(name)) {
    errors.add('ClaimNameInvalid', {
      rule: 'the name of a claim must be a DNS label (lower-case letters, digits and dashes)',
      got: name,
      remedy: nameRemedy(name, 'data'),
    });
  }
  checkSize(errors, { code: 'ClaimSizeInvalid', prop: `claims.${name}.size`, value: props.size, remedy: 'use Size.gibibytes(10)' }, 1);
  if (props.mountPath !== undefined && !isAbsolutePath(props.mountPath)) {
    errors.add('MountPathNotAbsolute', {
      rule: `claims.${name}.mountPath must be an absolute path below the root, without a colon, . or .., and without a trailing slash`,
      got: props.mountPath,
      remedy: 'use a path such as /data',
    });
  }
  checkLabels(`claims.${name}.labels`, props.labels, errors);
  checkAnnotations(`claims.${name}.annotations`, props.annotations, errors);
  checkFields(`claims.${name}.spec`, 'PersistentVolumeClaimSpec', props.spec, errors);
  if (props.accessModes?.length === 0) {
    errors.add('AccessModesEmpty', {
      rule: `claims.${name}.accessModes must have at least one mode`, got: [], remedy: 'omit it for the default (ReadWriteOnce)',
    });
  }
  for (const [resource, quantity] of Object.entries({ ...props.spec?.resources?.requests, ...props.spec?.resources?.limits })) {
    if (quantity !== undefined && !isQuantity(quantity)) {
      errors.add('QuantityInvalid', {
        rule: `claims.${name}.spec.resources must contain quantities such as 10Gi or 500M`,
        got: { [resource]: quantity },
        remedy: 'use the size prop, or a quantity',
      });
    }
  }
}

/** Checks a volume in the Kubernetes format. */
export function checkVolume(name: string, source: Json, errors: Errors): void {
  if (!isDnsLabel(name)) {
    errors.add('VolumeNameInvalid', {
      rule: 'the name of a volume must be a DNS label (lower-case letters, digits and dashes)',
      got: name,
      remedy: nameRemedy(name, 'plugins'),
    });
  }
  if (Object.keys(source).length !== 1) {
    errors.add('VolumeSourceInvalid', {
      rule: `the source of volume ${name} must be an object with one key, the kind of the volume`,
      got: source,
      remedy: 'use an object such as { emptyDir: {} }',
    });
  }
  checkFields(`the source of volume ${name}`, 'Volume', source, errors);
}

/** Checks that the set does not have the name already. */
export function checkUnused(code: Code, kind: string, name: string, taken: boolean, errors: Errors): void {
  if (taken) {
    errors.add(code, {
      rule: `the ${kind}s of an application must have different names`,
      got: name,
      remedy: `choose another name, or mount the existing ${kind}`,
    });
  }
}

export function checkStorage(props: StorageProps, errors: Errors): void {
  const { deleteWithApp, deleteWhenScaled, dataMayBeLost } = props.claimRetention ?? {};
  if ((deleteWithApp || deleteWhenScaled) && !dataMayBeLost) {
    errors.add('RetentionDeletesData', {
      rule: `claimRetention.${deleteWithApp ? 'deleteWithApp' : 'deleteWhenScaled'} must be confirmed, because it deletes the data with `
        + 'the claims',
      got: props.claimRetention,
      remedy: 'add dataMayBeLost: true, or keep the claims',
    });
  }
}

/** The set's persistentVolumeClaimRetentionPolicy. Retain is Kubernetes' default and is left out. */
export function retentionPolicySpec(props: StorageProps): Json | undefined {
  const { deleteWithApp = false, deleteWhenScaled = false } = props.claimRetention ?? {};
  if (!deleteWithApp && !deleteWhenScaled) { return undefined; }
  const policy = (deleted: boolean) => deleted ? 'Delete' : 'Retain';
  return { whenDeleted: policy(deleteWithApp), whenScaled: policy(deleteWhenScaled) };
}
