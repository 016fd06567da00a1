import { Chart, Cron, Duration, Size } from 'cdk8s';
import { Cpu, ISecret, Secret } from 'cdk8s-plus-28';
import { Cassandra, CassandraDurability, CassandraRepair, DisruptionBudget, UpdateStrategy } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

/** Three members with what is given added. */
export function cassandra(chart: Chart, props: LooseProps = {}): Cassandra {
  const common = { replicas: 3, storage: Size.gibibytes(20), clusterName: 'shop', superuser: superuser(chart) };
  return new Cassandra(chart, 'Ring', { ...common, ...props } as any);
}

function superuser(chart: Chart, props: LooseProps = {}): LooseProps {
  return { password: password(chart, 'admin'), ...props };
}

/** A key of the Secret with all passwords. */
export function password(chart: Chart, key: string): { secret: ISecret; key: string } {
  const known = chart.node.tryFindChild('Auth') as unknown as ISecret | undefined;
  return { secret: known ?? Secret.fromSecretName(chart, 'Auth', 'cassandra-auth'), key };
}

function refused(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return {
    title: `for Cassandra: ${title}`,
    bad: (_, chart) => cassandra(chart, bad),
    error: `${error} at test/Ring]`,
    good: (_, chart) => cassandra(chart, good),
  };
}

function refusedSetting(title: string, bad: LooseProps, error: string, good: LooseProps): BadInput {
  return refused(title, { settings: bad }, error, { settings: good });
}

function memory(limit: Size): LooseProps {
  return { cpu: { request: Cpu.millis(100) }, memory: { limit } };
}

const NO_START = 'because otherwise Cassandra does not start';
const TWO_OF_THREE = 'because two members can have two of three copies of a row';

export const cassandraCases: BadInput[] = [
  refused('no member at all', { replicas: 0 },
    'replicas must be a whole number of members from 1 to 100, got 0; use 3, and kubectl scale to stop the members temporarily '
    + '[MembersInvalid', { replicas: 3 }),
  refused('two members', { replicas: 2 },
    'replicas must be 3 or more, because two of three copies are a quorum while one member restarts, and with fewer copies each restart is '
    + 'an outage, got 2; use 3, or 1 with allowSingleMember: true [RingTooSmall', { replicas: 1, allowSingleMember: true }),
  refused('a name of the ring with a space', { clusterName: 'my shop' },
    'clusterName must be 1 to 48 letters, digits, dashes and underscores and begin with a letter or digit, because the ring stores it for '
    + 'good, got "my shop"; use a name such as shop-orders [RingNameInvalid', { clusterName: 'my-shop' }),
  refused('the name that every ring has by default', { clusterName: 'test-cluster' },
    'clusterName must be the name of this ring alone, because rings with one name join into one if they reach each other, got '
    + '"test-cluster"; use a name such as shop-orders [RingNameCommon', { clusterName: 'test-cluster-of-shop' }),
  refused('a datacenter with a dash', { datacenter: 'eu-west' },
    'datacenter must be 1 to 48 letters, digits and underscores and begin with a letter, because keyspaces refer to it, got "eu-west"; use '
    + 'a name such as datacenter1, or omit it [DatacenterInvalid', { datacenter: 'eu_west' }),
  {
    title: 'for Cassandra: the account whose password is public as superuser',
    bad: (_, chart) => cassandra(chart, { superuser: superuser(chart, { name: 'cassandra' }) }),
    error: 'superuser.name must be 1 to 48 lower-case letters, digits and underscores, begin with a letter, and not be cassandra, which '
      + 'the first boot disables, got "cassandra"; omit it for the default (admin) [SuperuserInvalid at test/Ring]',
    good: (_, chart) => cassandra(chart, { superuser: superuser(chart, { name: 'operator' }) }),
  },
  refused('volumes without a size', { storage: Size.mebibytes(100) },
    'storage must be a Size from 512 MiB to 1 PiB, because the commit log of an empty member takes a quarter of it, got "100Mi"; use '
    + 'Size.gibibytes(20) [StorageInvalid', { storage: Size.gibibytes(1) }),
  refused('an image of another maker', { image: 'bitnami/cassandra:5.0' },
    'image must be the official image of Cassandra or a compatible one, and not bitnami, because the scripts of the preset need its paths, '
    + 'tools and users, got "bitnami/cassandra:5.0"; use cassandra:5.0 or a mirror of it, or add allowOtherImage: true if the image has '
    + 'all of them [ImageOfOtherMaker', { image: 'registry.example.com/cassandra:5.0' }),
  refused('an older version', { image: 'cassandra:4.1' },
    'image must be Cassandra 5.0 or later, because the scripts and settings have been tested with no earlier one, got "cassandra:4.1"; use '
    + 'cassandra:5.0 [ImageTooOld', { image: 'cassandra:5.0.9' }),
  refused('a budget that lets two members go', { disruptionBudget: DisruptionBudget.maxUnavailable(2) },
    `disruptionBudget must keep all members but one available, ${TWO_OF_THREE}, got "2 unavailable"; omit it for the default (at most one `
    + 'unavailable) [BudgetLeavesTooFew', { disruptionBudget: DisruptionBudget.maxUnavailable(1) }),
  refused('a rollout of two members at once', { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 2 }) },
    `updateStrategy.maxUnavailable must be 1, ${TWO_OF_THREE}, got 2; omit it for the default (1) [RolloutLeavesTooFew`,
    { updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: 1 }) }),
  refused('a period of the commit log of an hour', { durability: CassandraDurability.periodic(Duration.hours(1)) },
    'the time between two flushes of CassandraDurability.periodic() must be whole milliseconds from 1 to 60000, got "3600s"; omit it for '
    + 'the default [CommitIntervalInvalid', { durability: CassandraDurability.periodic(Duration.seconds(1)) }),
  refused('a window of a minute', { durability: CassandraDurability.group(Duration.minutes(1)) },
    'the time between two flushes of CassandraDurability.group() must be whole milliseconds from 1 to 1000, got "60s"; omit it for the '
    + 'default [CommitIntervalInvalid', { durability: CassandraDurability.group(Duration.millis(20)) }),
  refused('repairs once a month', { repair: CassandraRepair.full({ schedule: Cron.schedule({ minute: '0', hour: '2', day: '1' }) }) },
    'the longest time between two runs of repair.schedule and twice repair.deadline must be at most repair.gcGrace (864000s), because rows '
    + 'that were deleted come back if no repair has ended within that time, got "31 days and twice 86400s"; use a schedule with more runs, '
    + 'a shorter deadline, or raise gc_grace_seconds of all tables and repair.gcGrace [RepairTooRare',
    { repair: CassandraRepair.full({ schedule: Cron.schedule({ minute: '0', hour: '2', day: '1' }), gcGrace: Duration.days(33) }) }),
  refused('repairs at a minute that no hour has', { repair: CassandraRepair.full({ schedule: Cron.schedule({ minute: '60' }) }) },
    'repair.schedule must have minutes from 0 to 59 in minute, as numbers, ascending ranges, lists or steps, got "60 * * * *"; use '
    + 'Cron.schedule({ minute: \'0\', hour: \'2\', weekDay: \'0\' }) for each Sunday [RepairScheduleInvalid',
    { repair: CassandraRepair.full({ schedule: Cron.schedule({ minute: '59' }) }) }),
  refused('a time for deletions of less than a second', { repair: CassandraRepair.full({ gcGrace: Duration.millis(500) }) },
    'repair.gcGrace must be whole seconds from 1 to 2147483647, got "0.5s"; omit it for the default of Cassandra (10 days) [GcGraceInvalid',
    { repair: CassandraRepair.full({ gcGrace: Duration.days(20) }) }),
  refused('repairs that end at once', { repair: CassandraRepair.incremental({ deadline: Duration.seconds(0) }) },
    'repair.deadline must be whole seconds from 1 to 2147483647, got "0s"; use Duration.hours(12) [JobDeadlineInvalid',
    { repair: CassandraRepair.incremental({ deadline: Duration.hours(12) }) }),
  refused('a name that leaves no room for the Job of the repairs', { name: 'c'.repeat(46), repair: CassandraRepair.full() },
    `name must have at most 45 characters with repair, because the name of the CronJob ${'c'.repeat(46)}-repair must have at most 52, got `
    + `"${'c'.repeat(46)}"; shorten it by 1 [RepairNameTooLong`, { name: 'c'.repeat(45), repair: CassandraRepair.full() }),
  refused('an agent without a version', { monitoring: { image: 'jmx-exporter' } },
    'monitoring.image must be an image with a version that has cp and the JMX exporter of Prometheus, jmx_prometheus_javaagent.jar, got '
    + '"jmx-exporter"; build one, such as registry.example.com/jmx-exporter:1.0.1 [AgentImageInvalid',
    { monitoring: { image: 'jmx-exporter:1.0.1' } }),
  refused('a limit that is too small for the JVM', { resources: memory(Size.mebibytes(512)) },
    'resources.memory.limit must be at least 768 MiB, because the JVM needs at least 256 MiB of heap and 512 MiB outside the heap, got '
    + '"512Mi"; raise the limit [JvmMemoryTooSmall', { resources: memory(Size.mebibytes(768)) }),
  refused('a flag that the start script sets', { jvmFlags: ['-Dcassandra.replace_address_first_boot=10.0.0.1'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dcassandra.replace_address_first_boot=10.0.0.1"; remove it, because the '
    + 'start script sets it when the volume needs it [JvmFlagOfPreset', { jvmFlags: ['-XX:MaxGCPauseMillis=200'] }),
  refused('a member that joins without its data, by a flag', { jvmFlags: ['-Dcassandra.auto_bootstrap=false'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dcassandra.auto_bootstrap=false"; remove it, because a member would '
    + 'answer without its data [JvmFlagOfPreset', { jvmFlags: ['-Dcassandra.autocompaction_on_startup_enabled=false'] }),
  refused('writes that are on no disk, by a flag', { jvmFlags: ['-Dcassandra.skip_sync=true'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dcassandra.skip_sync=true"; use durability [JvmFlagOfPreset',
    { durability: CassandraDurability.periodic() }),
  refused('a flag that the start script would override', { jvmFlags: ['-Dcassandra.gossip_settle_min_wait_ms=9000'] },
    'jvmFlags must not contain a flag that the preset sets, got "-Dcassandra.gossip_settle_min_wait_ms=9000"; remove it, because the start '
    + 'script sets it [JvmFlagOfPreset', { jvmFlags: ['-Dcassandra.gossip_settle_poll_success_required=5'] }),
  refused('a timeout of a millisecond', { readTimeout: Duration.millis(1) },
    'readTimeout must be whole milliseconds, 10 or more, because Cassandra raises shorter ones, got "0.001s"; use Duration.seconds(5) '
    + '[RequestTimeoutInvalid', { readTimeout: Duration.millis(100) }),
  refused('no time for hints', { maxHintWindow: Duration.seconds(0) },
    'maxHintWindow must be whole seconds from 1 to 2147483, got "0s"; omit it for the default (3 hours) [HintWindowInvalid',
    { maxHintWindow: Duration.hours(6) }),
  refused('compactions of less than a MiB', { compactionThroughput: Size.kibibytes(64) },
    'compactionThroughput must be a Size from 1 MiB to 1 PiB, because compactions that are slower than the writes fill the volume, got '
    + '"64Ki"; omit it for the default (64 MiB) [CompactionThroughputInvalid', { compactionThroughput: Size.mebibytes(16) }),
  refused('no compaction at all', { concurrentCompactors: 0 },
    'concurrentCompactors must be a whole number of compactions from 1 to 1024, got 0; omit it for 2 [CompactorsInvalid',
    { concurrentCompactors: 1 }),
  {
    title: 'for Cassandra: a ring elsewhere that has no member to connect to',
    bad: (_, chart) => Cassandra.fromName(chart, 'Ring', 'cassandra', { replicas: 0 }),
    error: 'replicas must be 1 or more, because an application connects to the members by their names, got 0; use the number of replicas '
      + 'of the set [ReplicasInvalid at test/Ring]',
    good: (_, chart) => Cassandra.fromName(chart, 'Ring', 'cassandra', { replicas: 1 }),
  },
  refusedSetting('a setting that has a prop', { max_hint_window: '6h' },
    'settings must not contain a setting that the preset controls, got "max_hint_window"; use maxHintWindow [SettingOwned',
    { max_hints_file_size: '64MiB' }),
  refusedSetting('a misspelt setting', { concurrent_read: '64' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got "concurrent_read"; '
    + 'use concurrent_reads [SettingUnknown', { concurrent_reads: '64' }),
  refusedSetting('the former name of a setting', { range_request_timeout_in_ms: '10000' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got '
    + '"range_request_timeout_in_ms"; use range_request_timeout, whose value has a unit [SettingUnknown', { range_request_timeout: '10s' }),
  refusedSetting('the former name of a setting that has a prop', { compaction_throughput_mb_per_sec: '64' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got '
    + '"compaction_throughput_mb_per_sec"; use compactionThroughput [SettingUnknown', { stream_throughput_outbound: '24MiB/s' }),
  refusedSetting('a compressed commit log', { commitlog_compression: 'LZ4Compressor' },
    'settings must not contain a setting that the preset controls, got "commitlog_compression"; remove it, because a compressed commit log '
    + 'loses seconds of acknowledged writes if the process is killed [SettingOwned', { concurrent_writes: '64' }),
  refusedSetting('a time without a unit', { range_request_timeout: '5000' },
    `settings.range_request_timeout must be a whole number of milliseconds, 0 or more, with a unit such as 500ms or 10s, ${NO_START}, got `
    + '"5000"; use 5000ms [SettingValueRefused', { range_request_timeout: '5s' }),
  refusedSetting('a unit that is smaller than that of the setting', { streaming_keep_alive_period: '500ms' },
    `settings.streaming_keep_alive_period must be a whole number of seconds, 0 or more, with a unit such as 30s or 10m, ${NO_START}, got `
    + '"500ms"; use a number such as 300s [SettingValueRefused', { streaming_keep_alive_period: '300s' }),
  refusedSetting('a rate in bits', { stream_throughput_outbound: '24Mbit' },
    'settings.stream_throughput_outbound must be a whole number of bytes per second, 0 or more, with a unit such as 24MiB/s, '
    + `${NO_START}, got "24Mbit"; use a number such as 24MiB/s [SettingValueRefused`, { stream_throughput_outbound: '24MiB/s' }),
  refusedSetting('a word that is no value', { internode_compression: 'lz4' },
    `settings.internode_compression must be one of all, none, dc, ${NO_START}, got "lz4"; use none, which is the `
    + 'default [SettingValueRefused',
    { internode_compression: 'all' }),
  refusedSetting('a misspelt setting in a map', { 'audit_logging_options.enable': 'true' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got '
    + '"audit_logging_options.enable"; use audit_logging_options.enabled [SettingUnknown', { 'audit_logging_options.enabled': 'true' }),
  refusedSetting('a map without the name of a setting in it', { memtable: 'TrieMemtable' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got "memtable"; use a '
    + 'name in its map, such as memtable.configurations.default.class_name [SettingUnknown',
    { 'memtable.configurations.default.class_name': 'TrieMemtable' }),
  refusedSetting('a class without the name of its setting', { hints_compression: 'LZ4Compressor' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got '
    + '"hints_compression"; use a name in its map, such as hints_compression.class_name [SettingUnknown',
    { 'hints_compression.class_name': 'LZ4Compressor' }),
  refusedSetting('a name that every object of JavaScript has', { constructor: 'x' },
    'settings must contain only settings of Cassandra 5.0, because Cassandra does not start with unknown settings, got "constructor"; look '
    + 'it up in the reference of cassandra.yaml [SettingUnknown', { concurrent_reads: '64' }),
  refusedSetting('a list with a value that is none', { read_consistency_levels_warned: 'ALL,EVERY' },
    'settings.read_consistency_levels_warned must be values of ANY, ONE, TWO, THREE, QUORUM, ALL, LOCAL_QUORUM, EACH_QUORUM, SERIAL, '
    + `LOCAL_SERIAL, LOCAL_ONE, NODE_LOCAL, separated by commas, each once, ${NO_START}, got "ALL,EVERY"; use ALL [SettingValueRefused`,
    { read_consistency_levels_warned: 'ALL,EACH_QUORUM' }),
  refusedSetting('a parameter of a class that the preset chooses', { 'authenticator.class_name': 'AllowAllAuthenticator' },
    'settings must not contain a setting that the preset controls, got "authenticator.class_name"; remove it, because accounts log in by '
    + 'name and password [SettingOwned', { 'hints_compression.class_name': 'LZ4Compressor' }),
  refusedSetting('the scheduler of Cassandra for repairs', { 'auto_repair.enabled': 'true' },
    'settings must not contain a setting that the preset controls, got "auto_repair.enabled"; use repair, because the scheduler of '
    + 'Cassandra changes the tables of the system, and lets members repair in parallel [SettingOwned', { paxos_repair_enabled: 'true' }),
];
