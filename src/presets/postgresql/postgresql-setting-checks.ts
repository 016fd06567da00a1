import { POSTGRESQL_PORT } from './postgresql-contract';
import { POSTGRESQL_VALUES } from './postgresql-values';
import type { Errors } from '../../checks/errors';
import { imageTag } from '../../checks/image';
import { checkSettings, OwnedSettings, ServerSettings } from '../shared/server-settings';

/** Settings that the preset or Patroni controls, with their alternatives. */
const OWNED: OwnedSettings = [
  ['shared_buffers', 'use sharedBuffers'],
  ['max_connections', 'use maxConnections'],
  ['max_slot_wal_keep_size', 'use maxSlotWal'],
  ['synchronous_standby_names synchronized_standby_slots', 'use durability'],
  ['synchronous_commit fsync full_page_writes', 'remove it, because an acknowledged commit must be on disk'],
  ['ssl ssl_ca_file ssl_cert_file ssl_key_file ssl_crl_file ssl_crl_dir', 'use tls'],
  ['hba_file ident_file', 'use access'],
  ['listen_addresses port unix_socket_directories unix_socket_permissions unix_socket_group',
    `remove it, because the Services and probes use port ${POSTGRESQL_PORT}`],
  ['data_directory config_file external_pid_file', 'remove it, because the preset places the data on the volume'],
  ['cluster_name hot_standby wal_log_hints primary_conninfo primary_slot_name restore_command recovery_* promote_trigger_file '
    + 'archive_cleanup_command',
  'remove it, because Patroni controls it'],
  ['log_destination logging_collector log_directory log_filename', 'remove it, and read the log with kubectl logs'],
  ['dynamic_shared_memory_type', 'remove it, because the pod has memory for it at /dev/shm'],
  ['password_encryption', 'remove it, because clients log in by SCRAM'],
];

const SERVER: ServerSettings = {
  name: 'PostgreSQL',
  files: 'postgresql',
  versions: ['17', '18'],
  owned: OWNED,
  reader: POSTGRESQL_VALUES,
  unknown: 'Patroni ignores an unknown setting, or the server does not start',
  refused: 'Patroni or the server ignores it, or the server does not start',
  lookUp: 'look it up with postgres --describe-config',
  // a parameter of an extension, which the server accepts before it loads the extension
  readName: key => ({ names: [key.toLowerCase()], isForgiven: key.includes('.') }),
};

interface ServerInput {
  readonly image: string;
  readonly settings?: Record<string, string>;
  readonly notSecret?: string[];
}

/** A tag such as `18` or `18.6-patroni` names the version of the server; others may name that of Patroni. */
export function checkServerSettings({ image, settings, notSecret }: ServerInput, errors: Errors): void {
  const version = /^(1[78])\b/.exec(imageTag(image) ?? '')?.[1];
  checkSettings('settings', settings, { ...SERVER, notSecret, version }, errors);
}
