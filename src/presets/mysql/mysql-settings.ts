import { Duration, Size } from 'cdk8s';
import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** What a commit means when the client is told that it succeeded. */
export class Durability {
  /** On the primary's disk. Loss of the primary's volume loses what no replica had fetched yet. */
  public static asynchronous(): Durability { return new Durability(false); }

  /**
   * On the primary's disk and in the relay log of a replica (AFTER_SYNC). Loss of the primary's volume loses nothing that was acknowledged.
   *
   * @param timeout how long a commit waits when no replica answers, until the primary goes on asynchronously; without it, a commit waits as
   * long as it takes
   */
  public static semiSynchronous(timeout?: Duration): Durability {
    checkFactory('Durability.semiSynchronous', timeout);
    return new Durability(true, timeout);
  }

  private constructor(
    /** Whether a commit waits for a replica. */
    public readonly waitsForReplica: boolean,
    /**
     * How long it waits.
     * @default - as long as it takes
     */
    public readonly timeout?: Duration,
  ) {}
}

/** Settings of the server that most people touch. */
export interface MySqlSettingsProps {
  /**
   * Memory for cached pages. The server takes 400 MiB beside it, 1 MiB for each connection and 5 % of the pool; a memory limit that
   * has less is refused.
   *
   * @default - half of the memory limit, or what it leaves beside the above, and 128 MiB at least
   */
  readonly bufferPool?: Size;

  /**
   * Connections at the same time.
   * @default 151
   */
  readonly maxConnections?: number;

  /**
   * How long binary logs are kept: the time that a replica may be away before it has to be cloned anew. In whole seconds.
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
   * @default - the container's, UTC
   */
  readonly timeZone?: string;

  /**
   * Threads with which a replica applies transactions.
   * @default 4
   */
  readonly replicaParallelWorkers?: number;

  /**
   * Further settings of the server, by their names in an option file, with dashes or underscores. Rejected are names that the image's
   * version does not know, unless `loose_` is before them; settings that other props decide; values that the server rejects or replaces by
   * others; and values that do not work in the pods: a `collation_server` of another character set, a `log_error` that the server may not
   * write, less than 2 MiB of `max_allowed_packet`.
   *
   * @default - what the other props say
   */
  readonly settings?: { [name: string]: string };

  /**
   * Further settings of the primary alone, read when a member starts as the primary. One that took over while it ran, by a switch-over, has
   * those of `replicaSettings` until its next restart: what the primary cannot do without belongs into `settings`.
   *
   * @default - as `settings`
   */
  readonly primarySettings?: { [name: string]: string };

  /**
   * Further settings of replicas alone, and of a primary from a switch-over until its next restart.
   * @default - as `settings`
   */
  readonly replicaSettings?: { [name: string]: string };
}

/** An application's account, with its database. */
export interface MySqlApplication {
  /** Name of the database, created on the first boot. */
  readonly database: string;

  /** Name of the account. It may do everything in the database, and nothing elsewhere. */
  readonly user: string;

  /** The account's password, in an existing Secret. */
  readonly password: kplus.SecretValue;
}

/** Who may log in. Passwords stand in existing Secrets and reach the servers as files. */
export interface MySqlAccountsProps {
  /** Password of `root`, who may log in from everywhere. */
  readonly rootPassword: kplus.SecretValue;

  /**
   * Password with which the members replicate from and clone each other. At most 32 bytes, without characters beyond U+FFFF (emoji): the
   * server cuts or changes others when it replicates, so a start refuses them.
   */
  readonly replicationPassword: kplus.SecretValue;

  /**
   * An application's database and account.
   * @default - only the accounts above
   */
  readonly application?: MySqlApplication;
}
