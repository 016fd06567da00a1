import { KNOWN_SETTINGS, PLUGIN_SETTINGS, REMOVED_SINCE_8_4 } from './mysql-known-settings';
import { seriesOf } from './mysql-versions';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';

/** What the preset says itself, by the names that the server takes for it, and what to do instead. */
const OWNED: [names: string, remedy: string][] = [
  ['innodb_buffer_pool_size innodb_dedicated_server', 'use bufferPool'],
  ['max_connections', 'use maxConnections'],
  ['binlog_expire_logs_seconds binlog_expire_logs_auto_purge', 'use binlogRetention'],
  ['character_set_server', 'use characterSet'],
  ['default_time_zone', 'use timeZone'],
  ['replica_parallel_workers slave_parallel_workers', 'use replicaParallelWorkers'],
  ['rpl_semi_sync_*', 'use durability'],
  ['sync_binlog innodb_flush_log_at_trx_commit innodb_doublewrite', 'leave it out: an acknowledged commit is on disk'],
  ['ssl_ca ssl_cert ssl_key ssl_capath require_secure_transport', 'use tls'],
  ['clone_ssl_* clone_valid_donor_list', 'leave it out: a member is cloned by the preset\'s scripts'],
  ['server_id server_id_bits report_host report_port', 'leave it out: it follows from the ordinal and the name'],
  ['port bind_address skip_networking mysqlx mysqlx_*', 'leave it out: the Services and probes count on port 3306'],
  ['datadir socket pid_file tmpdir basedir plugin_dir innodb_data_home_dir innodb_log_group_home_dir innodb_undo_directory innodb_directories innodb_tmpdir',
    'leave it out: what belongs on the volume is on it'],
  ['innodb_page_size innodb_data_file_path', 'leave it out: the members are cloned with the server\'s default'],
  ['gtid_mode enforce_gtid_consistency log_bin log_bin_index log_replica_updates log_slave_updates binlog_format binlog_row_image', 'leave it out: replication rests on it'],
  ['relay_log relay_log_index relay_log_recovery skip_replica_start skip_slave_start replica_preserve_commit_order slave_preserve_commit_order replicate_same_server_id',
    'leave it out: replication rests on it'],
  ['binlog_do_db binlog_ignore_db replicate_* replica_skip_errors slave_skip_errors', 'leave it out: every member must be able to become the source'],
  ['super_read_only read_only offline_mode', 'leave it out: a member is opened by what its start has decided'],
  ['init_file skip_grant_tables initialize initialize_insecure validate_config daemonize chroot user', 'leave it out: the preset\'s scripts start the server'],
  ['plugin_load plugin_load_add early_plugin_load', 'install further plugins by INSTALL PLUGIN, in a script of initScripts'],
  ['performance_schema', 'leave it out: readiness is read from it'],
  ['group_replication group_replication_*', 'leave it out: the members replicate from one source'],
];

/** Both lists, for an image whose tag tells no series. */
const EVERY_SERIES = [...KNOWN_SETTINGS.keys()];

/** How the server reads a name: dashes are underscores, and words before it switch, limit or forgive. */
function read(key: string): { name: string; base: string; loose: boolean } {
  const name = key.replace(/-/g, '_');
  const bare = name.replace(/^((skip|disable|enable|maximum)_)?loose_/, '$1');
  return { name: bare, base: bare.replace(/^(skip|disable|enable|maximum)_/, ''), loose: bare !== name };
}

export function checkServerSettings(prop: string, settings: unknown, image: string, errors: Errors): void {
  if (settings === undefined) { return; }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    errors.add('SettingsInvalid', { rule: `${prop} must be texts by the names of settings`, got: settings, remedy: 'use { innodb_io_capacity: \'2000\' }' });
    return;
  }
  const keyOfName = new Map<string, string>();
  for (const [key, value] of Object.entries(settings)) {
    checkValue(`${prop}.${key}`, value, errors);
    checkName(prop, key, image, errors);
    const { base } = read(key);
    const other = keyOfName.get(base);
    if (other !== undefined) {
      errors.add('SettingRepeated', { rule: `${prop} must say a setting once, since the server takes the last`, got: [other, key], remedy: 'leave one of them out' });
    }
    keyOfName.set(base, key);
  }
}

function checkValue(setting: string, value: unknown, errors: Errors): void {
  if (typeof value !== 'string' || /[\r\n\0]/.test(value)) {
    errors.add('SettingValueInvalid', { rule: `${setting} must be a text of one line`, got: value, remedy: 'put numbers between quotes, and one setting into each line' });
  }
}

function checkName(prop: string, key: string, image: string, errors: Errors): void {
  const { name, base, loose } = read(key);
  const owned = OWNED.find(([names]) => names.split(' ').some(pattern => matches(pattern, name) || matches(pattern, base)));
  if (owned) {
    errors.add('SettingOwned', { rule: `${prop} must not have what the preset decides`, got: key, remedy: owned[1] });
    return;
  }
  const series = seriesOf(image) ?? '';
  const known = KNOWN_SETTINGS.has(series) ? [series] : EVERY_SERIES;
  // the user asks the server to forgive what it does not know
  if (loose || isKnown(name, known) || isKnown(base, known)) { return; }
  const elsewhere = EVERY_SERIES.find(s => isKnown(base, [s]));
  if (elsewhere) {
    errors.add('SettingOfOtherSeries', {
      rule: `${prop} must have settings that MySQL ${series} knows, and this one is of ${elsewhere}`,
      got: key,
      remedy: REMOVED_SINCE_8_4[base] ?? 'leave it out, or write loose_ before it for a server that knows it',
    });
    return;
  }
  errors.add('SettingUnknown', { rule: `${prop} must have settings that MySQL ${known.join(' or ')} knows, or the server would not start`, got: key, remedy: hint(base, known) });
}

function isKnown(name: string, series: string[]): boolean {
  return series.some(s => KNOWN_SETTINGS.get(s)?.has(name));
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function hint(name: string, series: string[]): string {
  if (name !== name.toLowerCase()) { return `use ${name.toLowerCase()}: the names are in lower case`; }
  if (name.includes('.')) { return `write loose_${name}: a component is loaded later than the settings`; }
  const close = closestMatch(name, series.flatMap(s => [...KNOWN_SETTINGS.get(s) ?? []]));
  return close ? `use ${close}` : 'look it up with mysqld --verbose --help, and write loose_ before the setting of a plugin';
}

/** As they are written: underscores, so that one setting has one line, and `loose_` before those of plugins. */
export function writtenSettings(settings: { readonly [name: string]: string } | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(settings ?? {}).map(([key, value]) => {
    const { name, base, loose } = read(key);
    return [loose || PLUGIN_SETTINGS.has(name) || PLUGIN_SETTINGS.has(base) ? `loose_${name}` : name, value];
  }));
}
