import { Size } from 'cdk8s';
import { kplus } from '../../kplus';

/** Settings of the server that are changed most often. */
export interface PostgreSqlSettingsProps {
  /**
   * Memory for cached pages.
   * @default - a quarter of the memory limit, and at least 128 MiB
   * @see https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-SHARED-BUFFERS
   */
  readonly sharedBuffers?: Size;

  /**
   * Maximum number of simultaneous connections, 25 or more. The server needs memory for each. A larger value is in force at the end of the
   * rolling update; for a smaller one, see the operations page.
   *
   * @default 100
   */
  readonly maxConnections?: number;

  /**
   * Write-ahead log that the primary keeps for a replica that is not connected. A replica that needs more is cloned again.
   * @default - a quarter of `storage`
   * @see https://www.postgresql.org/docs/18/runtime-config-replication.html#GUC-MAX-SLOT-WAL-KEEP-SIZE
   */
  readonly maxSlotWal?: Size;

  /**
   * Further settings of the server, by their names. Names that the image's version does not know, settings that other props or Patroni
   * control, and values that the server rejects are rejected.
   *
   * @default - only the settings of the other props
   */
  readonly settings?: { [name: string]: string };
}

/** Account of an application, with its database. */
export interface PostgreSqlApplication {
  /** Name of the database, created on the first boot. */
  readonly database: string;

  /** Name of the account. It owns the database. */
  readonly user: string;

  /** The account's password, in an existing Secret. */
  readonly password: kplus.SecretValue;
}

/** Accounts that may log in. Passwords are stored in existing Secrets and reach the servers as files. */
export interface PostgreSqlAccountsProps {
  /** Password of the superuser `postgres`, for connections over the network. */
  readonly superuserPassword: kplus.SecretValue;

  /** Password with which the members replicate from each other. */
  readonly replicationPassword: kplus.SecretValue;

  /**
   * Database and account of an application.
   * @default - only the accounts above
   */
  readonly application?: PostgreSqlApplication;
}
