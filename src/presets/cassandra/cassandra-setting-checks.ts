import { Duration } from 'cdk8s';
import { CQL_PORT } from './cassandra-contract';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { CASSANDRA_VALUES } from './cassandra-values';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { checkSeconds, checkSize, checkWhole } from '../../checks/ranges';
import { formatSeconds, secondsOf } from '../../checks/seconds';
import { seriesOf } from '../shared/image-series';
import { OwnFlag } from '../shared/jvm-flags';
import { checkSettings, OwnedSettings, ServerSettings, settingsOf } from '../shared/server-settings';

/** Settings that the preset controls, with their alternatives. */
const OWNED: OwnedSettings = [
  ['cluster_name', 'use clusterName'],
  ['read_request_timeout', 'use readTimeout'],
  ['write_request_timeout', 'use writeTimeout'],
  ['max_hint_window', 'use maxHintWindow'],
  ['compaction_throughput', 'use compactionThroughput'],
  ['concurrent_compactors', 'use concurrentCompactors'],
  ['commitlog_sync commitlog_sync_group_window commitlog_sync_period periodic_commitlog_sync_lag_block', 'use durability'],
  ['commitlog_compression* commitlog_disk_access_mode',
    'remove it, because a compressed commit log loses seconds of acknowledged writes if the process is killed'],
  ['disk_failure_policy commit_failure_policy', 'remove it, because Kubernetes restarts only a process that has ended'],
  ['authenticator* authorizer* role_manager* network_authorizer* cidr_authorizer* internode_authenticator*',
    'remove it, because accounts log in by name and password'],
  ['default_keyspace_rf minimum_replication_factor_fail_threshold', 'remove it, because the number of copies follows from replicas'],
  ['num_tokens allocate_tokens_* initial_token partitioner', 'remove it, because the tokens of a member can never change'],
  ['auto_bootstrap seed_provider*', 'remove it, because a member that joins without its data answers with nothing'],
  ['endpoint_snitch', 'use datacenter and racks'],
  ['listen_* broadcast_* rpc_address rpc_interface* storage_port ssl_storage_port native_transport_port start_native_transport',
    `remove it, because the Services and probes use port ${CQL_PORT}, and the addresses are those of the Services`],
  ['data_file_directories local_system_data_file_directory commitlog_directory hints_directory saved_caches_directory cdc_raw_directory',
    'remove it, because the preset places the data on the volume'],
  ['client_encryption_options* server_encryption_options*', 'use tls'],
  ['auto_repair*', 'use repair, because the scheduler of Cassandra changes the tables of the system, and lets members repair in parallel'],
];

export const SERVER: ServerSettings = {
  name: 'Cassandra',
  files: 'cassandra',
  versions: ['5.0'],
  owned: OWNED,
  reader: CASSANDRA_VALUES,
  unknown: 'Cassandra does not start with unknown settings',
  refused: 'Cassandra does not start',
  lookUp: 'look it up in the reference of cassandra.yaml',
  readName: key => ({ names: [...knownNames(key), key] }),
  remedyOf: name => remedyForMap(name) ?? remedyForFormer(name),
};

/** The maps whose names are no settings, with a setting in each. Those of a class have its name. */
const MAPS: { readonly [name: string]: string } = {
  audit_logging_options: 'audit_logging_options.enabled',
  full_query_logging_options: 'full_query_logging_options.log_dir',
  memtable: 'memtable.configurations.default.class_name',
  sstable: 'sstable.selected_format',
};

function isKnown(name: string): boolean {
  return settingsOf(SERVER).some(known => known.has(name));
}

function remedyForMap(name: string): string | undefined {
  const nested = Object.hasOwn(MAPS, name) ? MAPS[name] : `${name}.class_name`;
  return knownNames(nested).some(isKnown) ? `use a name in its map, such as ${nested}` : undefined;
}

/** Until Cassandra 4.0, the names of times, sizes and rates ended in a unit, as in `range_request_timeout_in_ms`. */
function remedyForFormer(name: string): string | undefined {
  const current = name.replace(/_(in_[a-z]+|mb_per_sec|megabits_per_sec)$/, '');
  if (current === name || !isKnown(current)) { return undefined; }
  const [, remedy] = OWNED.find(([names]) => names.split(' ').includes(current)) ?? [];
  return remedy ?? `use ${current}, whose value has a unit`;
}

/** The names that a setting can have in the file of known settings: a star stands for a name that the user chooses. */
export function knownNames(key: string): string[] {
  const [first, ...rest] = key.split('.');
  const spellings = rest.reduce((before, part) => [part, '*'].flatMap(each => before.map(name => `${name}.${each}`)), [first]);
  return [key, ...spellings.filter(name => name !== key)];
}

export function checkServerSettings(props: ResolvedCassandraProps, errors: Errors): void {
  const { image, settings, notSecret, compactionThroughput, concurrentCompactors } = props;
  for (const prop of ['readTimeout', 'writeTimeout'] as const) { checkMilliseconds(prop, props[prop], errors); }
  checkSeconds(errors, {
    code: 'HintWindowInvalid', prop: 'maxHintWindow', value: props.maxHintWindow, remedy: 'omit it for the default (3 hours)',
  }, 1, Math.floor(MOST_MILLISECONDS / 1000));
  checkSize(errors, {
    code: 'CompactionThroughputInvalid',
    prop: 'compactionThroughput',
    value: compactionThroughput,
    because: 'compactions that are slower than the writes fill the volume',
    remedy: 'omit it for the default (64 MiB)',
  }, 1);
  checkWhole(errors, {
    code: 'CompactorsInvalid', prop: 'concurrentCompactors', value: concurrentCompactors, of: 'compactions', remedy: 'omit it for 2',
  }, 1, 1024);
  checkSettings('settings', settings, { ...SERVER, notSecret, version: seriesOf(image) }, errors);
}

/** The server has its times in an `int` of milliseconds. */
const MOST_MILLISECONDS = 2 ** 31 - 1;

function checkMilliseconds(prop: 'readTimeout' | 'writeTimeout', value: Duration | undefined, errors: Errors): void {
  if (value === undefined || isIntegerIn(secondsOf(value) * 1000, 10, MOST_MILLISECONDS)) { return; }
  errors.add('RequestTimeoutInvalid', {
    rule: `${prop} must be whole milliseconds, 10 or more, because Cassandra raises shorter ones`,
    got: formatSeconds(value),
    remedy: 'use Duration.seconds(5)',
  });
}

const BY_START = 'remove it, because the start script sets it';
const BY_VOLUME = `${BY_START} when the volume needs it`;
const WITHOUT_DATA = 'remove it, because a member would answer without its data';
const OF_THE_SET = 'remove it, because the Services, probes and scripts depend on it';

/** Flags on which the preset depends. */
export const OWN_FLAGS: OwnFlag[] = [
  ['-Dcassandra.replace_', BY_VOLUME],
  ['-Dcassandra.reset_bootstrap_progress=', BY_VOLUME],
  ['-Dcassandra.start_native_transport=', BY_VOLUME],
  ['-Dcassandra.ring_delay_ms=', BY_VOLUME],
  ['-Dcassandra.gossip_settle_min_wait_ms=', BY_START],
  ['-Dcassandra.gossip_settle_interval_ms=', BY_START],
  ['-Dcassandra.gossip_quarantine_delay_ms=', BY_START],
  ['-Dcassandra.skip_wait_for_gossip_to_settle=', BY_START],
  ['-Dcassandra.superuser_setup_delay_ms=', BY_START],
  ['-Dcassandra.join_ring=', 'remove it, because a member that is not in the ring has no data'],
  ['-Dcassandra.start_gossip=', 'remove it, because a member that is not in the ring has no data'],
  ['-Dcassandra.write_survey=', 'remove it, because a member that is not in the ring has no data'],
  ['-Dcassandra.auto_bootstrap=', WITHOUT_DATA],
  ['-Dcassandra.consistent.rangemovement=', WITHOUT_DATA],
  ['-Dcassandra.allow_unsafe_', WITHOUT_DATA],
  ['-Dcassandra.initial_token=', 'remove it, because the tokens of a member can never change'],
  ['-Dcassandra.partitioner=', 'remove it, because the tokens of a member can never change'],
  ['-Dcassandra.ignore_', 'remove it, because a member that changes its rack or datacenter answers for rows that it does not have'],
  ['-Dcassandra.override_decommission=', 'remove it, because the data of such a member is stale'],
  ['-Dcassandra.skip_sync=', 'use durability'],
  ['-Dcassandra.native_transport_port=', OF_THE_SET],
  ['-Dcassandra.storage_port=', OF_THE_SET],
  ['-Dcassandra.ssl_storage_port=', OF_THE_SET],
  ['-Dcassandra.config.', 'use settings'],
  ['-Dcassandra.settings.', 'use settings'],
  ['-Dcassandra.config=', 'use settings'],
  ['-Dcassandra.autorepair.', 'use repair'],
  ['-Dcassandra.jmx.', 'remove it, because JMX must be reachable from within the pod only'],
  ['-Dcom.sun.management.jmxremote', 'remove it, because JMX must be reachable from within the pod only'],
];
