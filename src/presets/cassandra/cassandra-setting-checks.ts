import { CQL_PORT } from './cassandra-contract';
import { ResolvedCassandraProps } from './cassandra-defaults';
import { CASSANDRA_VALUES } from './cassandra-values';
import type { Errors } from '../../checks/errors';
import { seriesOf } from '../shared/image-series';
import { OwnFlag } from '../shared/jvm-flags';
import { checkSettings, OwnedSettings, ServerSettings } from '../shared/server-settings';

/** Settings that the preset controls, with their alternatives. */
const OWNED: OwnedSettings = [
  ['cluster_name', 'use clusterName'],
  ['commitlog_sync commitlog_sync_group_window commitlog_sync_period periodic_commitlog_sync_lag_block', 'use durability'],
  ['commitlog_compression commitlog_disk_access_mode',
    'remove it, because a compressed commit log loses seconds of acknowledged writes if the process is killed'],
  ['disk_failure_policy commit_failure_policy', 'remove it, because Kubernetes restarts only a process that has ended'],
  ['authenticator authorizer role_manager network_authorizer cidr_authorizer internode_authenticator',
    'remove it, because accounts log in by name and password'],
  ['default_keyspace_rf minimum_replication_factor_fail_threshold', 'remove it, because the number of copies follows from replicas'],
  ['num_tokens allocate_tokens_* initial_token partitioner', 'remove it, because the tokens of a member can never change'],
  ['auto_bootstrap seed_provider', 'remove it, because a member that joins without its data answers with nothing'],
  ['endpoint_snitch', 'use datacenter'],
  ['listen_* broadcast_* rpc_address rpc_interface* storage_port ssl_storage_port native_transport_port start_native_transport',
    `remove it, because the Services and probes use port ${CQL_PORT}, and the addresses are those of the Services`],
  ['data_file_directories local_system_data_file_directory commitlog_directory hints_directory saved_caches_directory cdc_raw_directory',
    'remove it, because the preset places the data on the volume'],
  ['client_encryption_options server_encryption_options', 'use tls'],
];

const SERVER: ServerSettings = {
  name: 'Cassandra',
  files: 'cassandra',
  versions: ['5.0'],
  owned: OWNED,
  reader: CASSANDRA_VALUES,
  unknown: 'Cassandra does not start with unknown settings',
  refused: 'Cassandra does not start',
  lookUp: 'look it up in the reference of cassandra.yaml; maps and lists cannot be set here',
};

export function checkServerSettings({ image, settings, notSecret }: ResolvedCassandraProps, errors: Errors): void {
  checkSettings('settings', settings, { ...SERVER, notSecret, version: seriesOf(image) }, errors);
}

const BY_START: OwnFlag[1] = 'remove it, because the start script sets it when the volume needs it';

/** Flags on which the preset depends. */
export const OWN_FLAGS: OwnFlag[] = [
  ['-Dcassandra.replace_', BY_START],
  ['-Dcassandra.reset_bootstrap_progress=', BY_START],
  ['-Dcassandra.start_native_transport=', BY_START],
  ['-Dcassandra.ring_delay_ms=', BY_START],
  ['-Dcassandra.join_ring=', 'remove it, because a member that is not in the ring has no data'],
  ['-Dcassandra.write_survey=', 'remove it, because a member that is not in the ring has no data'],
  ['-Dcassandra.allow_unsafe_', 'remove it, because a member would answer without its data'],
  ['-Dcassandra.override_decommission=', 'remove it, because the data of such a member is stale'],
  ['-Dcassandra.config.allow_system_properties=', 'use settings'],
  ['-Dcassandra.settings.', 'use settings'],
  ['-Dcassandra.config=', 'use settings'],
  ['-Dcassandra.jmx.', 'remove it, because JMX must be reachable from within the pod only'],
  ['-Dcom.sun.management.jmxremote', 'remove it, because JMX must be reachable from within the pod only'],
];
