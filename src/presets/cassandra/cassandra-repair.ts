import { Cron, Duration } from 'cdk8s';
import { checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';

/** When the repairs run, and how long they may take. */
export interface CassandraRepairOptions {
  /**
   * Time of the repairs in UTC.
   * @default Cron.schedule({ minute: '0', hour: '2', weekDay: '0' })
   */
  readonly schedule?: Cron;

  /**
   * Time after which the Job of a repair is ended as failed, in whole seconds, with all members and attempts. The repair of the member that
   * is in turn then runs to its end.
   *
   * @default Duration.days(1)
   */
  readonly deadline?: Duration;

  /**
   * The shortest `gc_grace_seconds` of all tables, in whole seconds. A repair of all members must end within this time after the one before
   * it began, or rows that were deleted can come back.
   *
   * @default Duration.days(10)
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/operating/compaction/tombstones.html
   */
  readonly gcGrace?: Duration;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the Job, which only waits. The members do the work.
   * @default - 10 m of CPU, at most 200 m; 32 MiB of memory; 32 MiB of ephemeral storage
   */
  readonly resources?: kplus.ContainerResources;
}

/** Scheduled repairs: each member repairs its primary ranges, one member after the other. */
export class CassandraRepair {
  /**
   * Each repair compares all rows. It takes the longest, and also finds rows that a damaged or lost file had.
   *
   * @param options schedule, deadline and the time that the tables allow
   */
  public static full(options: CassandraRepairOptions = {}): CassandraRepair {
    checkFactory('CassandraRepair.full', options);
    return new CassandraRepair('full', options);
  }

  /**
   * Each repair compares the rows since the one before it. The first one compares all rows and rewrites the files.
   *
   * @param options schedule, deadline and the time that the tables allow
   */
  public static incremental(options: CassandraRepairOptions = {}): CassandraRepair {
    checkFactory('CassandraRepair.incremental', options);
    return new CassandraRepair('incremental', options);
  }

  private constructor(
    /** `full` or `incremental`. */
    public readonly kind: string,
    /** Schedule, deadline and the time that the tables allow. */
    public readonly options: CassandraRepairOptions,
  ) {}
}

/** The schedule of the repairs, by default each Sunday. */
export function repairSchedule({ options }: CassandraRepair): Cron {
  return options.schedule ?? Cron.schedule({ minute: '0', hour: '2', weekDay: '0' });
}

export function repairDeadline({ options }: CassandraRepair): Duration {
  return options.deadline ?? Duration.days(1);
}

export function gcGraceOf({ options }: CassandraRepair): Duration {
  return options.gcGrace ?? Duration.days(10);
}
