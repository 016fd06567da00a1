import { Duration, Size } from 'cdk8s';
import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** Guarantee of a commit when the client gets its acknowledgement. */
export class Durability {
  /**
   * A commit is acknowledged when it is on the primary's disk. The loss of the primary's volume loses the transactions that no replica has
   * fetched.
   */
  public static asynchronous(): Durability { return new Durability(false); }

  /**
   * A commit is acknowledged when it is on the primary's disk and in the relay log of a replica (AFTER_SYNC). The loss of the primary's
   * volume loses no acknowledged transaction.
   *
   * @param timeout time after which the primary continues asynchronously if no replica responds. Without it, a commit waits without a limit
   */
  public static semiSynchronous(timeout?: Duration): Durability {
    checkFactory('Durability.semiSynchronous', timeout);
    return new Durability(true, timeout);
  }

  private constructor(
    /** Whether a commit waits for a replica. */
    public readonly waitsForReplica: boolean,
    /**
     * Time that a commit waits.
     * @default - without a limit
     */
    public readonly timeout?: Duration,
  ) {}
}

/** Settings of the server that are changed most often. */
export interface MySqlSettingsProps {
  /**
   * Memory for cached pages. In addition, the server needs 400 MiB, 1 MiB for each connection and 5 % of the pool. A memory limit below the
   * sum is rejected.
   *
   * @default - half of the memory limit, or less if the rest does not suffice for the memory above, and at least 128 MiB
   */
  readonly bufferPool?: Size;

  /**
   * Maximum number of simultaneous connections. The server needs memory for each.
   * @default 151
   */
  readonly maxConnections?: number;

  /**
   * Time for which binary logs are kept, in whole seconds. A replica that is unavailable for longer has to be cloned again.
   * @default Duration.days(7)
   */
  readonly binlogRetention?: Duration;

  /**
   * Character set of new databases.
   * @default 'utf8mb4'
   */
  readonly characterSet?: string;

  /**
   * Time zone of sessions, as an offset such as `+02:00`.
   * @default - the time zone of the container, UTC
   */
  readonly timeZone?: string;

  /**
   * Number of threads with which a replica applies transactions.
   * @default 4
   */
  readonly replicaParallelWorkers?: number;

  /**
   * Further settings of the server, by their names in an option file, with dashes or underscores. These are rejected: names that the
   * image's version does not know, unless `loose_` precedes them; settings that other props control; values that the server rejects or
   * replaces by others; and values that do not work in the pods, which are a `collation_server` of another character set, a `log_error` to
   * which the server cannot write, and less than 2 MiB of `max_allowed_packet`.
   *
   * @default - only the settings of the other props
   */
  readonly settings?: { [name: string]: string };

  /**
   * Further settings of the primary alone, which a member reads when it starts as the primary. A member that is promoted while it runs, by
   * a switchover, keeps those of `replicaSettings` until its next restart. Put settings that the primary cannot do without into `settings`.
   *
   * @default - only `settings`
   */
  readonly primarySettings?: { [name: string]: string };

  /**
   * Further settings of replicas alone, and of a primary from a switchover until its next restart.
   * @default - only `settings`
   */
  readonly replicaSettings?: { [name: string]: string };
}

/** Account of an application, with its database. */
export interface MySqlApplication {
  /** Name of the database, created on the first boot. */
  readonly database: string;

  /** Name of the account. It has all privileges in the database and no others. */
  readonly user: string;

  /** The account's password, in an existing Secret. */
  readonly password: kplus.SecretValue;
}

/** Accounts that may log in. Passwords are stored in existing Secrets and reach the servers as files. */
export interface MySqlAccountsProps {
  /** Password of `root`, which may log in from every host. */
  readonly rootPassword: kplus.SecretValue;

  /**
   * Password with which the members replicate from and clone each other. It has at most 32 bytes and no characters beyond U+FFFF (emoji).
   * The server cuts or changes other passwords when it replicates, so a member with one does not start.
   */
  readonly replicationPassword: kplus.SecretValue;

  /**
   * Database and account of an application.
   * @default - only the accounts above
   */
  readonly application?: MySqlApplication;
}
