import { Duration, Size } from 'cdk8s';

/** Settings of the server that are changed most often. */
export interface CassandraSettingsProps {
  /**
   * Time in which the copies must answer a read, in whole milliseconds.
   * @default Duration.seconds(5)
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#read_request_timeout
   */
  readonly readTimeout?: Duration;

  /**
   * Time in which the copies must acknowledge a write, in whole milliseconds. A member drops a write that waited for longer.
   * @default Duration.seconds(2)
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#write_request_timeout
   */
  readonly writeTimeout?: Duration;

  /**
   * Time for which the others keep hints for a member that is down, in whole seconds. After a longer outage, it lacks rows until a repair.
   * The hints are on the volumes of the others.
   *
   * @default Duration.hours(3)
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#max_hint_window
   */
  readonly maxHintWindow?: Duration;

  /**
   * Data that the compactions of a member may write in a second, 1 MiB or more.
   * @default Size.mebibytes(64)
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#compaction_throughput
   */
  readonly compactionThroughput?: Size;

  /**
   * Number of compactions that a member runs at once.
   * @default 2
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html#concurrent_compactors
   */
  readonly concurrentCompactors?: number;

  /**
   * Further settings of the server, by their names in cassandra.yaml. A dot leads into a map (`audit_logging_options.enabled`), and commas
   * separate the values of a list. Names that Cassandra does not know, values that it does not accept, and settings that other props
   * control are rejected.
   *
   * @default - only the settings of the other props
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html
   */
  readonly settings?: { [name: string]: string };
}
