import { Duration, Size } from 'cdk8s';

/** Settings of the server that most people touch. */
export interface ZooKeeperSettingsProps {
  /**
   * Unit of the times below, and of heartbeats, in whole milliseconds.
   * @default Duration.seconds(2)
   */
  readonly tickTime?: Duration;

  /**
   * Ticks that a member may take to connect to a leader and get its data. More for gigabytes of data on slow disks or networks.
   * @default 10
   */
  readonly initLimit?: number;

  /**
   * Ticks that a member may be behind its leader, or silent, until the two part.
   * @default 5
   */
  readonly syncLimit?: number;

  /**
   * The shortest session timeout that a client may ask for.
   * @default - two ticks
   */
  readonly minSessionTimeout?: Duration;

  /**
   * The longest session timeout that a client may ask for.
   * @default - twenty ticks
   */
  readonly maxSessionTimeout?: Duration;

  /**
   * Connections at the same time from one address to one member.
   * @default 60
   */
  readonly maxClientConnections?: number;

  /**
   * Transactions between two snapshots.
   * @default 100000
   */
  readonly snapCount?: number;

  /**
   * Snapshots that are kept, with the transaction logs that belong to them. Three at least.
   * @default 3
   */
  readonly retainedSnapshots?: number;

  /**
   * How often older snapshots and logs are deleted, in whole hours. It is never off, because the volume would fill up.
   * @default Duration.hours(12)
   */
  readonly purgeInterval?: Duration;

  /**
   * Further settings of the server, by their names in zoo.cfg. Rejected are names that ZooKeeper does not know, because it ignores them
   * silently; values that it cannot read; and settings that other props decide.
   *
   * @default - what the other props say
   */
  readonly settings?: { [name: string]: string };
}

/** A volume of its own for the transaction log, which every write waits for. */
export interface ZooKeeperTransactionLog {
  /** Size of each member's volume for the log. */
  readonly storage: Size;

  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}
