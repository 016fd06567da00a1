import { Duration, Size, Yaml } from 'cdk8s';
import { CACHES, COMMIT_LOG, CQL_PORT, DATA, FAULTS, HINTS, STORAGE_PORT } from './cassandra-contract';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { commitLogSettings } from './cassandra-durability';
import { typedSettings, writtenSettings } from './cassandra-settings';
import { tlsSettings } from './cassandra-tls';
import { mebibytesOf } from '../../checks/quantity';
import { Settings } from '../../values/settings';

/** User id of `cassandra` in the official image. */
export const CASSANDRA_USER = 999;

/** Number of copies of the system's keyspaces, and the most that this preset can keep at QUORUM while a member restarts. */
export function systemCopies(replicas: number): number {
  return Math.min(3, replicas);
}

/** The part of cassandra.yaml that all members share. start.sh adds the addresses. */
export function serverConfig(props: ResolvedCassandraProps): string {
  const { clusterName, durability, replicas, tls } = props;
  return Yaml.stringify({
    cluster_name: clusterName,
    partitioner: 'org.apache.cassandra.dht.Murmur3Partitioner',
    // fixed for the life of a member
    num_tokens: 16,
    allocate_tokens_for_local_replication_factor: systemCopies(replicas),
    // the accounts of a ring must not live on a single member
    default_keyspace_rf: systemCopies(replicas),
    authenticator: { class_name: 'PasswordAuthenticator' },
    authorizer: { class_name: 'CassandraAuthorizer' },
    role_manager: { class_name: 'CassandraRoleManager' },
    endpoint_snitch: 'GossipingPropertyFileSnitch',
    data_file_directories: [DATA],
    commitlog_directory: COMMIT_LOG,
    hints_directory: HINTS,
    saved_caches_directory: CACHES,
    ...commitLogSettings(durability),
    // the kubelet restarts a process that has ended, and none that has only closed its ports
    disk_failure_policy: 'die',
    commit_failure_policy: 'die',
    storage_port: STORAGE_PORT,
    native_transport_port: CQL_PORT,
    rpc_address: '0.0.0.0',
    ...tlsSettings(tls),
    internode_compression: 'dc',
    dynamic_snitch_badness_threshold: 1,
    ...typedSettings(props),
    ...writtenSettings(props),
  });
}

/** The part of cassandra-rackdc.properties that all members share. start.sh adds the rack. */
export function datacenterConfig({ datacenter }: ResolvedCassandraProps): string {
  return Settings.properties({ dc: datacenter });
}

/**
 * The log goes to the output of the container. The image's file also writes a debug log into its file system. The probes read the last
 * exceptions that threads do not handle: after one at a page of the commit log, the server hangs.
 */
export function loggingConfig(): string {
  return `<configuration>
  <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder>
      <pattern>%-5level [%thread] %date{ISO8601} %F:%L - %msg%n</pattern>
    </encoder>
  </appender>
  <appender name="FAULTS" class="ch.qos.logback.core.rolling.RollingFileAppender">
    <file>${FAULTS}</file>
    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
      <fileNamePattern>${FAULTS}.%i</fileNamePattern>
      <maxIndex>1</maxIndex>
    </rollingPolicy>
    <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
      <maxFileSize>256KB</maxFileSize>
    </triggeringPolicy>
    <encoder>
      <pattern>%msg%n%ex{1}</pattern>
    </encoder>
  </appender>
  <logger name="org.apache.cassandra.utils.JVMStabilityInspector">
    <appender-ref ref="FAULTS" />
  </logger>
  <root level="INFO">
    <appender-ref ref="STDOUT" />
  </root>
  <logger name="org.apache.cassandra" level="INFO" />
</configuration>
`;
}

/** An empty member receives its data from the others: 16 MiB a second is a slow disk, and ten minutes are for the rest. */
export function startSeconds(storage: Size): number {
  return 600 + Math.ceil(mebibytesOf(storage) / 16);
}

/** Gossip tells the others within three rounds of a second, and drivers try again after up to some seconds. */
export const MIN_READY = Duration.seconds(10);

/** SIGTERM writes the memtables to the disk, of which the heap has at most a quarter. */
export const GRACE_PERIOD = Duration.minutes(2);
