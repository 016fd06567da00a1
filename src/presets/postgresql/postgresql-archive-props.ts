import { Cron, Duration } from 'cdk8s';
import { NetworkPeer } from '../../blocks/network';
import { kplus } from '../../kplus';

/** A directory of a bucket in an object store that has the protocol of S3, reached over TLS. */
export interface PostgreSqlRepository {
  /** Host of the object store, with a port if it is not 443: `s3.eu-central-1.amazonaws.com`, `store.example.com:9000`. */
  readonly endpoint: string;

  /** Name of the bucket, which must exist. */
  readonly bucket: string;

  /** Directory in the bucket, which belongs to one cluster alone: `/shop/postgresql`. */
  readonly path: string;

  /**
   * Region of the bucket.
   * @default 'us-east-1'
   */
  readonly region?: string;

  /** Id of the access key, in an existing Secret. The key must be allowed to list, read, write and delete the objects of the directory. */
  readonly accessKey: kplus.SecretValue;

  /** Secret part of the access key, in an existing Secret. */
  readonly secretKey: kplus.SecretValue;

  /**
   * Passphrase with which pgBackRest encrypts all files (AES-256), in an existing Secret. Keep a copy outside of the cluster: without it,
   * the backups are lost. It cannot be added or changed later.
   *
   * @default - the files are not encrypted by pgBackRest
   */
  readonly passphrase?: kplus.SecretValue;

  /**
   * Authority that signed the certificate of the object store, in PEM.
   * @default - the authorities of the image
   */
  readonly authority?: kplus.SecretValue;

  /**
   * The bucket is a part of the path of each request and not of the host name, as MinIO and most other stores outside of clouds need it.
   * @default false
   */
  readonly pathStyle?: boolean;

  /**
   * The object store as a network peer. Required if `networkAccess` is isolated.
   * @default - no additional connection is opened
   */
  readonly server?: NetworkPeer;
}

/**
 * Physical backups and the write-ahead log in an object store, by pgBackRest, which `image` must contain in version 2.54 or later. They can
 * be restored to any point in time (`restoreFrom`).
 *
 * @see https://pgbackrest.org/configuration.html
 */
export interface PostgreSqlArchive {
  /** Where the backups and the write-ahead log are stored. */
  readonly repository: PostgreSqlRepository;

  /**
   * An existing Secret with the keys `tls.crt`, `tls.key` and `ca.crt`, as cert-manager writes it, with which the backup Job and the
   * members identify themselves to each other. The common name must be `pgbackrest`, the uses "server auth" and "client auth", and the
   * names those of the members: `*.postgresql` for a set called `postgresql`.
   */
  readonly certificate: kplus.ISecret;

  /**
   * Time of the backups in UTC.
   * @default Cron.schedule({ minute: '0', hour: '1' })
   */
  readonly schedule?: Cron;

  /**
   * Time after which the next backup copies all files, in whole days. The other backups copy the parts that have changed.
   * @default Duration.days(7)
   */
  readonly fullEvery?: Duration;

  /**
   * Time back to which a restore is possible, in whole days. Older backups are deleted, and the write-ahead log before the oldest one.
   * @default Duration.days(14)
   */
  readonly retention?: Duration;

  /**
   * Time after which a backup is ended as failed, in whole seconds, with all attempts. The next one continues with the files that it has
   * copied.
   *
   * @default Duration.hours(12)
   */
  readonly deadline?: Duration;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the container `archive` in each pod, which reads, compresses and uploads
   * the files.
   *
   * @default - 20 m of CPU, at most 1; 128 MiB of memory
   */
  readonly resources?: kplus.ContainerResources;
}

/** The origin of the data of a new set. */
export interface PostgreSqlRecovery {
  /** The repository of the cluster whose data is restored. It is only read. */
  readonly repository: PostgreSqlRepository;

  /**
   * Point in time of the data, in UTC as `2026-01-02T03:04:05Z`. The restore applies all transactions that were committed until then.
   * @default - all of the write-ahead log in the repository
   */
  readonly targetTime?: string;
}
