import { MYSQL_PORT } from './mysql-contract';
import { MYSQL_VALUES } from './mysql-values';
import type { Errors } from '../../checks/errors';
import { seriesOf } from '../shared/image-series';
import { KnownSetting } from '../shared/known-settings';
import { checkSettings, OwnedSettings, ReadName, ServerSettings, settingsOf } from '../shared/server-settings';

/** Settings that the preset controls, by the names that the server accepts for them, with their alternatives. */
const OWNED: OwnedSettings = [
  ['innodb_buffer_pool_size innodb_dedicated_server', 'use bufferPool'],
  ['max_connections', 'use maxConnections'],
  ['binlog_expire_logs_seconds binlog_expire_logs_auto_purge', 'use binlogRetention'],
  ['character_set_server', 'use characterSet'],
  ['default_time_zone', 'use timeZone'],
  ['replica_parallel_workers slave_parallel_workers', 'use replicaParallelWorkers'],
  ['rpl_semi_sync_*', 'use durability'],
  ['sync_binlog innodb_flush_log_at_trx_commit innodb_doublewrite', 'remove it, because an acknowledged commit must be on disk'],
  ['ssl_ca ssl_cert ssl_key ssl_capath require_secure_transport', 'use tls'],
  ['clone_ssl_* clone_valid_donor_list', 'remove it, because the scripts of the preset clone the members'],
  ['server_id server_id_bits report_host report_port', 'remove it, because it follows from the ordinal and the name'],
  ['port bind_address skip_networking mysqlx mysqlx_*', `remove it, because the Services and probes use port ${MYSQL_PORT}`],
  ['datadir socket pid_file tmpdir basedir plugin_dir innodb_data_home_dir innodb_log_group_home_dir innodb_undo_directory '
    + 'innodb_directories innodb_tmpdir',
  'remove it, because the preset places the data on the volume'],
  ['innodb_fast_shutdown', 'remove it, because new data and the data before an upgrade need a clean shutdown'],
  ['innodb_page_size innodb_data_file_path', 'remove it, because the members are cloned with the server\'s default'],
  ['gtid_mode enforce_gtid_consistency log_bin log_bin_index log_replica_updates log_slave_updates binlog_format binlog_row_image',
    'remove it, because replication depends on it'],
  ['relay_log relay_log_index relay_log_recovery skip_replica_start skip_slave_start replica_preserve_commit_order '
    + 'slave_preserve_commit_order replicate_same_server_id',
  'remove it, because replication depends on it'],
  ['binlog_do_db binlog_ignore_db replicate_* replica_skip_errors slave_skip_errors',
    'remove it, because every member must be able to become the primary'],
  ['super_read_only read_only innodb_read_only offline_mode',
    'remove it, because the start script decides whether a member accepts writes'],
  ['init_file skip_grant_tables initialize initialize_insecure validate_config daemonize chroot user',
    'remove it, because the scripts of the preset start the server'],
  ['plugin_load plugin_load_add early_plugin_load', 'use INSTALL PLUGIN in a script of initScripts for further plugins'],
  ['performance_schema', 'remove it, because the readiness probe reads it'],
  ['group_replication group_replication_*', 'use topology'],
];

/** Settings of 8.4 that 9.7 does not have, with their alternatives. */
const REMOVED_SINCE_8_4: ReadonlyMap<string, string> = new Map(Object.entries({
  innodb_log_file_size: 'use innodb_redo_log_capacity',
  innodb_log_files_in_group: 'use innodb_redo_log_capacity',
  mysql_native_password: 'use caching_sha2_password for the accounts',
  mysql_native_password_proxy_users: 'use caching_sha2_password for the accounts',
  replica_parallel_type: 'remove it, because LOGICAL_CLOCK is the only type',
  slave_parallel_type: 'remove it, because LOGICAL_CLOCK is the only type',
  temptable_use_mmap: 'use temptable_max_mmap',
}));

interface OptionName extends ReadName {
  /** The name in the written form: underscores, so that one setting has one line, without `loose_`. */
  readonly name: string;
  /** The name without the words that switch or limit. */
  readonly base: string;
}

/** Parses a name as the server does: dashes are underscores, and prefixes switch, limit or make the setting optional. */
function readName(key: string): OptionName {
  const written = key.replace(/-/g, '_');
  const name = written.replace(/^((skip|disable|enable|maximum)_)?loose_/, '$1');
  const base = name.replace(/^(skip|disable|enable|maximum)_/, '');
  // with skip_x and disable_x, every value switches off
  return { name, base, names: [name, base], hasNoValue: /^(skip|disable)_/.test(name), isForgiven: name !== written };
}

const SERVER: ServerSettings = {
  name: 'MySQL',
  files: 'mysql',
  versions: ['8.4', '9.7'],
  owned: OWNED,
  reader: MYSQL_VALUES,
  unknown: 'the server does not start with an unknown setting',
  refused: 'the server does not start, or uses a different value',
  lookUp: 'look it up with mysqld --verbose --help, and prefix the setting of a plugin with loose_',
  readName,
  readValue,
  remedyOf,
};

interface ServerInput {
  readonly image: string;
  readonly notSecret?: string[];
}

export function checkServerSettings(
  prop: string, settings: Record<string, string> | undefined, { image, notSecret }: ServerInput, errors: Errors,
): void {
  checkSettings(prop, settings, { ...SERVER, notSecret, version: seriesOf(image) }, errors);
  const keyOfName = new Map<string, string>();
  for (const key of Object.keys(settings ?? {})) {
    const { base } = readName(key);
    const other = keyOfName.get(base);
    if (other !== undefined) {
      const rule = `${prop} must contain each setting only once, because the server uses the last value`;
      errors.add('SettingRepeated', { rule, got: [other, key], remedy: 'remove one of them' });
    }
    keyOfName.set(base, key);
  }
}

/**
 * The part of a value that remains in an option file: no comment, no spaces around it, no quotes. The empty string is written as the name
 * alone, which switches a boolean on.
 */
function readValue(text: string, { type, bare }: KnownSetting): string | undefined {
  if (text === '' && (bare || type === 'boolean')) { return undefined; }
  const [, , quoted] = /^\s*(["'])(.*)\1\s*$/.exec(text) ?? [];
  return quoted ?? text.replace(/#.*$/, '').trim();
}

function remedyOf(name: string): string | undefined {
  if (REMOVED_SINCE_8_4.has(name)) { return REMOVED_SINCE_8_4.get(name); }
  if (name !== name.toLowerCase()) { return `use ${name.toLowerCase()}, because the names are in lower case`; }
  if (name.includes('.')) { return `use loose_${name}, because the server loads components after the settings`; }
  const isKnown = settingsOf(SERVER).some(known => known.has(name));
  return isKnown ? 'remove it, or prefix it with loose_ for a server that supports it' : undefined;
}

/**
 * Settings in their written form. Those of plugins get `loose_`, because the server may read them before it loads the plugin. An empty
 * value is written as an empty string if the name alone would be an error.
 */
export function writtenSettings(settings: { readonly [name: string]: string } | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(settings ?? {}).map(([key, value]) => {
    const { name, base, isForgiven } = readName(key);
    const versions = settingsOf(SERVER);
    const isPlugin = versions.some(known => known.get(name)?.plugin || known.get(base)?.plugin);
    const isEmpty = value === '' && versions.some(known => mayBeEmpty(known.get(name)));
    return [isForgiven || isPlugin ? `loose_${name}` : name, isEmpty ? '""' : value];
  }));
}

function mayBeEmpty(setting: KnownSetting | undefined): boolean {
  return ['string', 'set', 'switches'].includes(setting?.type ?? '') && !setting?.bare;
}
