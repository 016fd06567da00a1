import { ResolvedMySqlProps } from './mysql-defaults';
import { groupTls } from './mysql-tls';
import { Settings } from '../../values/settings';

/** Read by the server of the member alone: the servers that only prepare its data take 2 s longer to end with the plugin (9.7.4). */
export const GROUP_PLUGIN = Settings.ini({ mysqld: { plugin_load_add: 'group_replication.so' } });

/**
 * Settings of a member of a group. They need `loose_`, because the server reads its configuration without plugins when it initializes.
 *
 * - A member starts alone, and the sidecar lets it join after it has asked the others: a start that fails would leave three members that
 *   each try for a minute.
 * - A failed member is expelled as soon as it is suspected, which is after five seconds, and the sidecar lets it join again.
 * - A member that has lost the majority gives up after ten seconds and closes itself to clients, so that it neither blocks writers nor
 *   answers readers with old data.
 */
export function groupSettings({ tls }: ResolvedMySqlProps): Record<string, string> {
  const settings = {
    start_on_boot: 'OFF',
    bootstrap_group: 'OFF',
    single_primary_mode: 'ON',
    communication_stack: 'MYSQL',
    consistency: 'BEFORE_ON_PRIMARY_FAILOVER',
    member_expel_timeout: '0',
    unreachable_majority_timeout: '10',
    exit_state_action: 'OFFLINE_MODE',
    autorejoin_tries: '0',
    recovery_use_ssl: 'ON',
    ...groupTls(tls),
  };
  return {
    // a member that begins a group applies the transactions that it received before it stopped
    relay_log_recovery: 'OFF',
    // a table without a primary key is rejected when it is created and not when it is first written
    sql_require_primary_key: 'ON',
    ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [`loose_group_replication_${name}`, value])),
  };
}
