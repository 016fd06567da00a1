import { Cron, Duration } from 'cdk8s';
import { kplus } from '../../kplus';
import { ObjectStoreDirectory } from '../shared/object-store';

/** A directory of a bucket in an object store that has the protocol of S3, reached over TLS. */
export interface PostgreSqlRepository extends ObjectStoreDirectory {
  /**
   * Passphrase with which pgBackRest encrypts all files (AES-256), in an existing Secret. Keep a copy outside of the cluster: without it,
   * the backups are lost. It cannot be added or changed later.
   *
   * @default - the files are not encrypted by pgBackRest
   */
  readonly passphrase?: kplus.SecretValue;
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
