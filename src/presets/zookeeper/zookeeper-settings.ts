import { Duration, Size } from 'cdk8s';

/** Settings of the server that are changed most often. */
export interface ZooKeeperSettingsProps {
  /**
   * Unit of the limits below and of heartbeats, in whole milliseconds up to a minute.
   * @default Duration.seconds(2)
   */
  readonly tickTime?: Duration;

  /**
   * Ticks that a member may take to connect to a leader and get its data. Increase it for gigabytes of data on slow disks or networks.
   * @default 10
   */
  readonly initLimit?: number;

  /**
   * Ticks that a member may be behind its leader, or unreachable, until the two disconnect.
   * @default 5
   */
  readonly syncLimit?: number;

  /**
   * The shortest session timeout that a client may request.
   * @default - two ticks
   */
  readonly minSessionTimeout?: Duration;

  /**
   * The longest session timeout that a client may request.
   * @default - twenty ticks
   */
  readonly maxSessionTimeout?: Duration;

  /**
   * Maximum number of simultaneous connections from one address to one member.
   * @default 60
   */
  readonly maxClientConnections?: number;

  /**
   * Number of transactions between two snapshots.
   * @default 100000
   */
  readonly snapCount?: number;

  /**
   * Number of snapshots to keep, with the transaction logs that belong to them. At least three.
   * @default 3
   */
  readonly retainedSnapshots?: number;

  /**
   * Time between two deletions of older snapshots and logs, in whole hours. It cannot be disabled, because the volume would fill up.
   * @default Duration.hours(12)
   */
  readonly purgeInterval?: Duration;

  /**
   * Further settings of the server, by their names in zoo.cfg. These are rejected: names that ZooKeeper does not know, because it ignores
   * them silently; values that it cannot parse; and settings that other props control.
   *
   * @default - only the settings of the other props
   */
  readonly settings?: { [name: string]: string };
}

/** A dedicated volume for the transaction log, on which every write waits. */
export interface ZooKeeperTransactionLog {
  /** Size of each member's volume for the log. */
  readonly storage: Size;

  /**
   * Storage class of the volumes.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}
