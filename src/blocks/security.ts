import type { Errors } from '../checks/errors';
import { kplus } from '../kplus';
import { Json } from '../values/manifest';

/** Privileges of the pod's containers. */
export class PodSecurity {
  /**
   * Pod Security Standard "restricted": no root, no capabilities, no privilege escalation, the runtime's seccomp profile,
   * a read-only root file system with a writable `/tmp`, no service links and no token of a service account.
   */
  public static restricted(): PodSecurity { return new PodSecurity(true, true); }

  /**
   * As `restricted()`, with the ids that the namespace assigns. OpenShift assigns each namespace a range of ids and rejects pods that
   * request other ids. The image has to run as any user. `user`, `group` and `fsGroup` are left out.
   */
  public static assignedUser(): PodSecurity { return new PodSecurity(true, true, true); }

  /** As `restricted()`, with a writable root file system. Files that a container writes outside its volumes are lost when it restarts. */
  public static writableRoot(): PodSecurity { return new PodSecurity(true, false); }

  /** Sets no restrictions, so that the image decides, root included. A namespace that enforces "restricted" rejects such pods. */
  public static none(): PodSecurity { return new PodSecurity(false, false); }

  private constructor(
    /** Whether the pod meets the Pod Security Standard "restricted". */
    public readonly isRestricted: boolean,
    /** Whether containers can write only to their volumes. */
    public readonly hasReadOnlyRoot: boolean,
    /** Whether the namespace assigns the user. */
    public readonly isUserAssigned: boolean = false,
  ) {}
}

/** User, groups and privileges of the processes. */
export interface SecurityProps {
  /**
   * Numeric id of the user that the containers run as. It is 999 in the official images of MySQL, Redis, MongoDB and Cassandra, 1000 in
   * those of Kafka, ZooKeeper and Elasticsearch, and 999 (Debian) or 70 (Alpine) in that of PostgreSQL.
   *
   * @default - required unless `security` is `PodSecurity.none()` or `PodSecurity.assignedUser()`, because the kubelet would reject an
   * image that starts as root only when the pod starts
   */
  readonly user?: number;

  /**
   * Numeric id of the processes' group.
   * @default - the same number as `user`
   */
  readonly group?: number;

  /**
   * Group that owns the volumes, so that the user can write to them.
   * @default - the same number as `group`
   */
  readonly fsGroup?: number;

  /**
   * Privileges of the containers.
   * @default PodSecurity.restricted()
   */
  readonly security?: PodSecurity;

  /**
   * Service account of the pods.
   * @default - the service account `default` of the namespace
   */
  readonly serviceAccount?: kplus.IServiceAccount;

  /**
   * Mounts a token for the Kubernetes API in the pods. Set it if the server calls the API.
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Secrets with the credentials of image registries.
   * @default - only the credentials of the service account
   */
  readonly imagePullSecrets?: kplus.ISecret[];

  /**
   * Policy by which the kubelet pulls the images.
   * @default - Kubernetes pulls an image that the node does not have
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * Values that look like secrets and are none: names of environment variables (`SESSION_TOKEN`), flags (`--cluster-token`), settings and
   * annotations, paths of files, or a whole value. The library rejects every other value that looks like a secret, because everyone who can
   * read the manifest can read it.
   *
   * @default - every value that looks like a secret is rejected
   */
  readonly notSecret?: string[];
}

export function checkSecurity(props: SecurityProps, errors: Errors): void {
  if (securityOf(props).isUserAssigned) {
    for (const prop of ['user', 'group', 'fsGroup'] as const) {
      if (props[prop] !== undefined) {
        errors.add('UserAssigned', {
          rule: `${prop} must be omitted under PodSecurity.assignedUser(), because the namespace assigns it`,
          got: props[prop],
          remedy: 'remove it, or use PodSecurity.restricted()',
        });
      }
    }
  } else if (props.user === undefined && securityOf(props).isRestricted) {
    errors.add('UserMissing', {
      rule: 'user must be the numeric ID that the image runs as, because otherwise an image that starts as root is rejected late, by the '
        + 'kubelet when the pod starts',
      got: props.user,
      remedy: 'use 999 for mysql, redis, mongo, cassandra and postgres, 1000 for kafka, zookeeper and elasticsearch, or PodSecurity.none()',
    });
  } else if (props.user === 0 && securityOf(props).isRestricted) {
    errors.add('UserIsRoot', {
      rule: 'user must not be root under PodSecurity.restricted()',
      got: 0,
      remedy: 'use the user ID of the image, or PodSecurity.none()',
    });
  }
  for (const prop of ['user', 'group', 'fsGroup'] as const) {
    const id = props[prop];
    if (id !== undefined && (!Number.isInteger(id) || id < 0 || id > 2 ** 31 - 1)) {
      errors.add('IdInvalid', {
        rule: `${prop} must be a numeric ID from 0 to 2147483647`,
        got: id,
        remedy: 'look it up with: docker run --rm IMAGE id',
      });
    }
  }
}

/** Fields of the pod's spec. */
export function securitySpec(props: SecurityProps): Json {
  const { user, group = user, fsGroup = group, serviceAccount, imagePullSecrets } = props;
  const { isRestricted } = securityOf(props);
  return {
    securityContext: isRestricted || user !== undefined || fsGroup !== undefined ? {
      runAsUser: user,
      runAsGroup: group,
      fsGroup,
      // the volume's content is not scanned at each start if its root directory already has the right group
      fsGroupChangePolicy: fsGroup === undefined ? undefined : 'OnRootMismatch',
      runAsNonRoot: isRestricted ? true : undefined,
      seccompProfile: isRestricted ? { type: 'RuntimeDefault' } : undefined,
    } : undefined,
    // a Service called mysql-tcp would set MYSQL_TCP_PORT=tcp://... for the server
    enableServiceLinks: isRestricted ? false : undefined,
    automountServiceAccountToken: props.automountServiceAccountToken ?? (isRestricted ? false : undefined),
    serviceAccountName: serviceAccount?.name,
    imagePullSecrets: imagePullSecrets?.map(secret => ({ name: secret.name })),
  };
}

/** The container's securityContext, with `user` if it differs from the pod's user. */
export function containerSecurityContext(props: SecurityProps, user?: number): Json | undefined {
  const { isRestricted, hasReadOnlyRoot } = securityOf(props);
  const identity = user === undefined ? {} : { runAsUser: user, runAsGroup: user };
  if (!isRestricted) { return user === undefined ? undefined : identity; }
  return {
    ...identity,
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: hasReadOnlyRoot,
  };
}

/** The user of a preset's image, unless the namespace assigns one. */
export function userOf(props: SecurityProps, usual: number): number | undefined {
  return props.user ?? (securityOf(props).isUserAssigned ? undefined : usual);
}

export function securityOf(props: SecurityProps): PodSecurity {
  return props.security ?? PodSecurity.restricted();
}
