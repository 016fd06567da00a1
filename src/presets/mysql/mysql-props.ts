import { Duration } from 'cdk8s';
import { MySqlBackup } from './mysql-backup';
import { MySqlMonitoringProps } from './mysql-monitoring-props';
import { Durability, MySqlAccountsProps, MySqlSettingsProps } from './mysql-settings';
import { MySqlTls } from './mysql-tls';
import { PresetProps } from '../shared/preset-props';

/** A MySQL primary and its replicas. */
export interface MySqlProps extends PresetProps, MySqlSettingsProps {
  /**
   * Name of the set; pods are called `<name>-<ordinal>`. It is the identity of the data.
   * @default 'mysql'
   */
  readonly name?: string;

  /**
   * The official image, or one like it.
   * @default 'mysql:9.7'
   */
  readonly image?: string;

  /** Who may log in. */
  readonly accounts: MySqlAccountsProps;

  /**
   * Ordinal of the member that takes writes. A change is a planned switch-over.
   * @default 0
   */
  readonly primaryOrdinal?: number;

  /**
   * What a commit means when the client is told that it succeeded.
   * @default - `Durability.semiSynchronous()` from three members on, `Durability.asynchronous()` below
   */
  readonly durability?: Durability;

  /**
   * How far a replica may be behind and still get readers, in whole seconds. One that reconnects counts by what it has received:
   * without a primary there is nothing to be behind.
   *
   * @default - any replica that replicates gets readers
   */
  readonly maxLag?: Duration;

  /**
   * Logical backups.
   * @default - nobody takes any
   */
  readonly backup?: MySqlBackup;

  /**
   * Certificates of the servers.
   * @default - connections can be encrypted with certificates that the servers make themselves, which prove no identity
   */
  readonly tls?: MySqlTls;

  /**
   * Scripts that run once, on the first boot, in the order of their names: `.sql` as the server's administrator, `.sh` with bash.
   * The text stands in a ConfigMap: no secrets.
   *
   * @default - only the accounts are created
   */
  readonly initScripts?: { [name: string]: string };

  /**
   * Metrics for Prometheus, from an exporter in each pod; `{}` does.
   * Its account is created on the first boot; for a set that has had its first boot, create it by hand.
   *
   * @default - there is no exporter
   */
  readonly monitoring?: MySqlMonitoringProps;
}
