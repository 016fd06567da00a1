import { Duration } from 'cdk8s';
import { MySqlAdoption } from './mysql-adoption';
import { MySqlBackup } from './mysql-backup';
import { MySqlMonitoringProps } from './mysql-monitoring-props';
import { Durability, MySqlAccountsProps, MySqlSettingsProps } from './mysql-settings';
import { MySqlSource } from './mysql-source';
import { MySqlTls } from './mysql-tls';
import { MySqlTopology } from './mysql-topology';
import { PresetProps } from '../shared/preset-props';

/** A MySQL primary and its replicas. */
export interface MySqlProps extends PresetProps, MySqlSettingsProps {
  /**
   * Name of the set, whose pods are called `<name>-<ordinal>`. The name identifies the data: a set with another name has new volumes.
   * @default 'mysql'
   */
  readonly name?: string;

  /**
   * The official image, or a compatible one.
   * @default 'mysql:9.7'
   */
  readonly image?: string;

  /**
   * Confirms that the data of another installation is on the volume of the primary, or of member 0 of a group, and is to be taken over at
   * the first start. The other members clone it. Use it instead of `firstBoot`. It has no effect on a set with data; remove it afterwards,
   * which restarts no pods.
   *
   * @default - a member does not start on a volume with data of another installation
   */
  readonly adopt?: MySqlAdoption;

  /**
   * A server outside the set that the set follows: it copies the data at the first start, replicates, and accepts no writes until
   * `cutOver` is set in it. Use it instead of `firstBoot`. A set that already has other data does not start with it. Remove it some time
   * after the cut-over; a set that still follows does not start without it.
   *
   * @default - the set follows no other server
   */
  readonly source?: MySqlSource;

  /**
   * The digits before the ordinal in the server ID of each member. Two sets of which one follows the other need different ones, because a
   * server skips transactions with its ID. Set it before the first start, and do not change it.
   *
   * @default 1
   */
  readonly serverIdPrefix?: number;

  /** Accounts that may log in. */
  readonly accounts: MySqlAccountsProps;

  /**
   * How the members replicate, and who replaces a primary that fails. A running set changes its topology only by a procedure that stops it,
   * and its members refuse any other change.
   *
   * @default MySqlTopology.replication()
   */
  readonly topology?: MySqlTopology;

  /**
   * Ordinal of the member that accepts writes. A change is a planned switchover. A group elects its primary, so omit it there.
   * @default 0
   */
  readonly primaryOrdinal?: number;

  /**
   * Guarantee of a commit when the client gets its acknowledgement. In a group, a majority of the members has received it, so omit it
   * there.
   *
   * @default - `Durability.semiSynchronous()` with three or more members, otherwise `Durability.asynchronous()`
   */
  readonly durability?: Durability;

  /**
   * Lag up to which a replica still gets readers, in whole seconds. While a replica is reconnecting, lag is measured against the
   * transactions it has already received.
   *
   * @default - every replica that replicates gets readers
   */
  readonly maxLag?: Duration;

  /**
   * Logical backups.
   * @default - no backups are taken
   */
  readonly backup?: MySqlBackup;

  /**
   * Certificates of the servers.
   * @default - connections can be encrypted with certificates that the servers make themselves, which prove no identity
   */
  readonly tls?: MySqlTls;

  /**
   * Scripts that run once, on the first boot, in the order of their names: `.sql` as the server's administrator, `.sh` with bash. They are
   * stored in a ConfigMap, so they must not contain secrets. In a group, they run before its plugin is loaded, and each member gets the
   * result.
   *
   * @default - only the accounts are created
   */
  readonly initScripts?: { [name: string]: string };

  /**
   * Metrics for Prometheus, from an exporter in each pod, even with `{}`. The account of the exporter is created on the first boot. For a
   * set that has had its first boot, create it by hand.
   *
   * @default - no exporter runs
   */
  readonly monitoring?: MySqlMonitoringProps;
}
