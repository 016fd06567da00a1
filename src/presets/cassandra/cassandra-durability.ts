import { Duration } from 'cdk8s';
import { checkFactory } from '../../checks/calls';

/** What a member has done with a write when it acknowledges it: `commitlog_sync` of the server. */
export class CassandraDurability {
  /**
   * The write is on the member's disk. Writes that arrive while the disk is busy share the next flush.
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#commitlog_sync
   */
  public static batch(): CassandraDurability { return new CassandraDurability('batch'); }

  /**
   * The write is on the member's disk. A write waits until the end of the window, and all writes of a window share one flush. Use it on
   * disks for which each flush is expensive.
   *
   * @param window time between two flushes, in whole milliseconds from 1 to 1000
   */
  public static group(window: Duration = Duration.millis(15)): CassandraDurability {
    checkFactory('CassandraDurability.group', window);
    return new CassandraDurability('group', window);
  }

  /**
   * The write is in the memory of the member's node, and reaches its disk by the end of the period. If several members end at once, for
   * example in a power failure, writes of that time can be lost; if the process is killed, those of the last milliseconds.
   *
   * @param period time between two flushes, in whole milliseconds from 1 to 60000
   */
  public static periodic(period: Duration = Duration.seconds(10)): CassandraDurability {
    checkFactory('CassandraDurability.periodic', period);
    return new CassandraDurability('periodic', period);
  }

  private constructor(
    /** `batch`, `group` or `periodic`. */
    public readonly mode: string,
    /**
     * Time between two flushes.
     * @default - each write is flushed
     */
    public readonly interval?: Duration,
  ) {}
}

/** The lines of cassandra.yaml. */
export function commitLogSettings({ mode, interval }: CassandraDurability): Record<string, string> {
  const names: Record<string, string> = { group: 'commitlog_sync_group_window', periodic: 'commitlog_sync_period' };
  return { commitlog_sync: mode, ...interval ? { [names[mode]]: `${interval.toMilliseconds()}ms` } : {} };
}
