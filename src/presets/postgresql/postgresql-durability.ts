import { checkFactory } from '../../checks/calls';

/** Options of synchronous replication. */
export interface PostgreSqlSynchronousOptions {
  /**
   * Number of replicas that have a commit on disk before it is acknowledged.
   * @default 1
   */
  readonly standbys?: number;

  /**
   * Whether the primary acknowledges commits alone while too few replicas are connected. The loss of its volume then loses them. No replica
   * becomes the primary in that time. Without it, commits wait.
   *
   * @default false
   */
  readonly allowAlone?: boolean;
}

type Mode = 'asynchronous' | 'synchronous' | 'quorum';

/** Guarantee of a commit when the client gets its acknowledgement, and the replicas that may replace the primary. */
export class PostgreSqlDurability {
  /**
   * A commit is acknowledged when it is on the primary's disk. If the primary fails, a replica that is at most `maxLag` behind replaces it,
   * and the transactions that it has not received are lost.
   */
  public static asynchronous(): PostgreSqlDurability { return new PostgreSqlDurability('asynchronous', 0, true); }

  /**
   * A commit is acknowledged when it is also on the disk of the replicas that Patroni has chosen. Only these may replace the primary, so no
   * acknowledged transaction is lost. If a chosen replica fails, commits wait until Patroni chooses another one.
   *
   * @param options number of replicas, and what happens without them
   * @see https://patroni.readthedocs.io/en/latest/replication_modes.html#synchronous-mode
   */
  public static synchronous(options: PostgreSqlSynchronousOptions = {}): PostgreSqlDurability {
    checkFactory('PostgreSqlDurability.synchronous', options);
    return new PostgreSqlDurability('synchronous', options.standbys ?? 1, options.allowAlone ?? false);
  }

  /**
   * As `synchronous`, with any of the replicas: a commit waits for the fastest ones, and the failure of one replica delays no commit. A
   * replica replaces the primary if enough of the other replicas respond to prove that it has every acknowledged transaction.
   *
   * @param options number of replicas, and what happens without them
   * @see https://patroni.readthedocs.io/en/latest/replication_modes.html#quorum-commit-mode
   */
  public static quorum(options: PostgreSqlSynchronousOptions = {}): PostgreSqlDurability {
    checkFactory('PostgreSqlDurability.quorum', options);
    return new PostgreSqlDurability('quorum', options.standbys ?? 1, options.allowAlone ?? false);
  }

  private constructor(
    /** `asynchronous`, `synchronous` or `quorum`. */
    public readonly mode: string,
    /** Number of replicas that have a commit on disk before it is acknowledged. */
    public readonly standbys: number,
    /** Whether the primary acknowledges commits alone while too few replicas are connected. */
    public readonly allowAlone: boolean,
  ) {}
}

/** With a single replica, its restart would stop all writes. */
export function durabilityOf(durability: PostgreSqlDurability | undefined, replicas: number): PostgreSqlDurability {
  return durability ?? (replicas >= 3 ? PostgreSqlDurability.quorum() : PostgreSqlDurability.asynchronous());
}

/** `synchronous_mode` of Patroni. */
export function synchronousMode({ mode }: PostgreSqlDurability): boolean | string {
  const modes: Record<Mode, boolean | string> = { asynchronous: false, synchronous: true, quorum: 'quorum' };
  return modes[mode as Mode];
}
