import { Duration, Size } from 'cdk8s';
import { PostgreSqlAccess } from './postgresql-access';
import { PostgreSqlArchive, PostgreSqlRecovery } from './postgresql-archive-props';
import { PostgreSqlBackup } from './postgresql-backup';
import { PostgreSqlDurability } from './postgresql-durability';
import { PostgreSqlMonitoringProps } from './postgresql-monitoring-props';
import { PostgreSqlAccountsProps, PostgreSqlSettingsProps } from './postgresql-settings';
import { PostgreSqlTls } from './postgresql-tls';
import { NetworkPeer } from '../../blocks/network';
import { JobOptions } from '../../pod/job-props';
import { PresetProps } from '../shared/preset-props';

/** A PostgreSQL primary and its replicas, which Patroni manages. */
export interface PostgreSqlProps extends PresetProps, PostgreSqlSettingsProps {
  /**
   * Name of the set, whose pods are called `<name>-<ordinal>`. The name identifies the data: a set with another name has new volumes. At
   * most 45 characters.
   * @default 'postgresql'
   */
  readonly name?: string;

  /**
   * An image with PostgreSQL 17 or 18 and Patroni 4.1 or later, such as the official image of PostgreSQL with Patroni added: the commands
   * `patroni` and `patronictl` and the programs of the server are on its `PATH`, and it has bash. `user` is the number of its user
   * `postgres`. The preset's page has a Dockerfile.
   */
  readonly image: string;

  /** Accounts that may log in. */
  readonly accounts: PostgreSqlAccountsProps;

  /**
   * Address of the Kubernetes API, in which Patroni stores the state of the cluster. Required if `networkAccess` is isolated, because a
   * network policy cannot select the API by labels. `kubectl -n default get endpointslices -l kubernetes.io/service-name=kubernetes` prints
   * it. Ports 443 and 6443 are opened; open another port with `allowTo`.
   *
   * @default - no additional connection is opened
   */
  readonly apiServer?: NetworkPeer;

  /**
   * Guarantee of a commit when the client gets its acknowledgement, and the replicas that may replace the primary.
   * @default - `PostgreSqlDurability.quorum()` with three or more members, otherwise `PostgreSqlDurability.asynchronous()`
   */
  readonly durability?: PostgreSqlDurability;

  /**
   * Time for which a primary that is lost silently keeps its role, in whole seconds, 20 or more. A primary that cannot confirm its role
   * stops before that time ends. A shorter time makes failovers faster, a longer one survives longer pauses of the API or the node.
   *
   * @default Duration.seconds(20)
   * @see https://patroni.readthedocs.io/en/latest/dynamic_configuration.html
   */
  readonly ttl?: Duration;

  /**
   * Write-ahead log that a replica may be behind and still get readers, and with `PostgreSqlDurability.asynchronous()` replace the primary.
   * @default Size.mebibytes(16)
   */
  readonly maxLag?: Size;

  /**
   * Rules for connections of clients over the network, the first one that matches applies. The preset's own rules precede them.
   * @default - every account logs in with its password
   */
  readonly access?: PostgreSqlAccess[];

  /**
   * Certificates of the servers.
   * @default - connections are not encrypted
   */
  readonly tls?: PostgreSqlTls;

  /**
   * Physical backups in an object store, from which `restoreFrom` restores any point in time.
   * @default - no physical backups are taken
   */
  readonly archive?: PostgreSqlArchive;

  /**
   * Origin of the data: the first boot restores it from the backups of another cluster instead of creating an empty one. It has no effect
   * on members that have data. Remove it after the first boot.
   *
   * @default - the first boot creates an empty cluster
   */
  readonly restoreFrom?: PostgreSqlRecovery;

  /**
   * Logical backups.
   * @default - no dumps are taken
   */
  readonly backup?: PostgreSqlBackup;

  /**
   * Metrics for Prometheus, which Patroni serves, even with `{}`.
   * @default - Prometheus finds no port, and no client may connect to it if `networkAccess` is isolated
   */
  readonly monitoring?: PostgreSqlMonitoringProps;

  /**
   * Deadline, retries, deletion and annotations of the Job that applies `addDatabase` and `addUser`. Set `cleanup` to `JobCleanup.never()`
   * if Argo CD or Flux deploys the manifests and deletes objects that they no longer contain.
   *
   * @default - an hour and four retries; the Job is deleted ten minutes after its end, so that a change that is undone is applied again
   */
  readonly accountsJob?: JobOptions;
}
