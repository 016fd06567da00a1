import { Cron, Duration } from 'cdk8s';
import { kplus } from '../../kplus';
import { ObjectStoreDirectory } from '../shared/object-store';

/** Snapshots of all members in an object store, by rclone. A new ring can begin with the data of one (`restoreFrom`). */
export interface CassandraSnapshots {
  /** Where the snapshots are stored. The directory belongs to this ring alone. */
  readonly repository: ObjectStoreDirectory;

  /**
   * The official image of rclone, or one with rclone, a POSIX shell and the certificates of public authorities. It was tested with 1.75.
   * @default 'rclone/rclone:1.75'
   */
  readonly image?: string;

  /**
   * Time of the snapshots in UTC.
   * @default Cron.schedule({ minute: '0', hour: '1' })
   */
  readonly schedule?: Cron;

  /**
   * Number of complete snapshots to keep. Each of them takes the space of all data of the members in the object store. Only new files are
   * uploaded.
   * @default 7
   */
  readonly keep?: number;

  /**
   * Time after which a snapshot is ended as failed, in whole seconds, with all members and attempts. Uploads continue to their end.
   * @default Duration.hours(12)
   */
  readonly deadline?: Duration;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the container `snapshots` in each pod, which uploads the files.
   * @default - 20 m of CPU, at most 1; 256 MiB of memory
   */
  readonly resources?: kplus.ContainerResources;
}

/** The origin of the data of a new ring. */
export interface CassandraRecovery {
  /** The repository of the ring whose data is restored. It is only read. */
  readonly repository: ObjectStoreDirectory;

  /** Name of a complete snapshot, such as `2026-01-02T01-00-05Z`: the time in UTC at which it began. */
  readonly snapshot: string;

  /**
   * The image of rclone, as in `snapshots`.
   * @default 'rclone/rclone:1.75'
   */
  readonly image?: string;
}
