/**
 * Writes `mysql-8.4.json` from `mysql-9.7.json`, because no binary of 8.4 was at hand:
 *
 *     npx tsx projenrc/known-settings/mysql-8.4.ts
 *
 * The names that differ are those of the version reference on dev.mysql.com (mysqld-version-reference, optvar-changes-9-0 to 9-7),
 * compared with the list that the test suite of a fork of 8.4 expects of `mysqld --verbose --help` (villagesql-server,
 * mysqld--help-notwin.result).
 * Ranges were compared with those of the reference manual as mariadb-mysql-kbs has collected them (May 2025): where 8.4 accepts more, its
 * range is below.
 * Where a binary of 8.4 is at hand, `mysql.ts` writes the file without this program.
 */
import { readFileSync } from 'fs';
import { join } from 'path';
import { Described, DIRECTORY, writeKnownSettings } from './write';

const NEW_SINCE_8_4 = new Set(`
activate_mandatory_roles caching_sha2_password_enforce_storage_format caching_sha2_password_storage_format connection_memory_status_limit
container_aware enable_cascade_triggers enable_secondary_engine_statistics external_table_secondary_storage_engine
external_table_storage_engine global_connection_memory_status_limit innodb_native_foreign_keys
replica_allow_higher_version_source server_memory
`.trim().split(/\s+/));

/** What 8.4 has and 9.7 does not, and what has another range. */
const OF_8_4: { readonly [name: string]: Described } = {
  connection_memory_chunk_size: { type: 'integer', min: '0', max: '536870912', default: '8192' },
  innodb_log_file_size: { type: 'integer', min: '4194304', max: '18446744073709551615' },
  innodb_log_files_in_group: { type: 'integer', min: '2', max: '100' },
  mysql_native_password: { type: 'enum', values: ['OFF', 'ON', 'FORCE', 'FORCE_PLUS_PERMANENT'], bare: true },
  mysql_native_password_proxy_users: { type: 'boolean' },
  replica_parallel_type: { type: 'enum', values: ['DATABASE', 'LOGICAL_CLOCK'] },
  slave_parallel_type: { type: 'enum', values: ['DATABASE', 'LOGICAL_CLOCK'] },
  temptable_use_mmap: { type: 'boolean' },
};

const known: { [name: string]: Described } = JSON.parse(readFileSync(join(DIRECTORY, 'mysql-9.7.json'), 'utf8'));
const settings = new Map(Object.entries(known).filter(([name]) => !NEW_SINCE_8_4.has(name)));
for (const [name, described] of Object.entries(OF_8_4)) { settings.set(name, described); }
writeKnownSettings('mysql-8.4.json', settings);
