import { POSTGRESQL_VALUES } from '../../../src/presets/postgresql/postgresql-values';
import { KnownSetting, knownSettings } from '../../../src/presets/shared/known-settings';
import { judge } from '../../../src/presets/shared/setting-values';

const settings = knownSettings('postgresql-18');
const judged = (name: string, value: string) => judge(value, settings.get(name) as KnownSetting, POSTGRESQL_VALUES);

test.each([
  ['enable_seqscan', ['on', 'ON', 'yes', '1', 'off', 'no']],
  ['work_mem', ['8192', '8MB', '8 MB', ' 8MB ', '1.5GB', '0x10000', '8e3', '65536B', '1e4kB', '+8192']],
  ['statement_timeout', ['5s', '5 s', '1min', '1h', '1d', '5000ms', '2000us']],
  ['vacuum_cost_delay', ['2.5', '2ms', '2500us', '.5', '1e1']],
  ['random_page_cost', ['1.1', '4']],
  ['max_parallel_workers_per_gather', ['8', '8.0']],
  ['backend_flush_after', ['32', '256kB']],
  ['log_min_duration_statement', ['-1', '-1ms']],
  ['wal_compression', ['LZ4', 'on', 'true']],
  ['synchronous_commit', ['on', 'true', '1', 'remote_apply', 'no']],
  ['default_transaction_isolation', ['READ COMMITTED']],
  ['ssl_min_protocol_version', ['TLSv1.2', 'tlsv1.3']],
  ['log_file_mode', ['0640', '416']],
  ['search_path', ['', 'a, b']],
])('values of %s that the server and Patroni accept unchanged pass', (name, values) => {
  expect(values.filter(value => judged(name, value))).toEqual([]);
});

test.each([
  // Patroni removes some of these, and the server rejects, rounds or reinterprets the others
  ['enable_seqscan', ['t', 'of', '', ' on ', 'enabled']],
  ['work_mem', ['8mb', '8M', '8.4', '63kB', '2TB', '', '-1', '8MB8', '010000', '1_000']],
  ['statement_timeout', ['5S', '5sec', '1m', '1w', '1.5', '600us']],
  ['vacuum_cost_delay', ['inf', 'nan', '0x2', '101']],
  ['random_page_cost', ['1,1', '1.1ms']],
  ['max_parallel_workers_per_gather', ['1k', '1kB', '8.5']],
  ['backend_flush_after', ['257kB']],
  ['client_min_messages', ['warn', ' warning', 'on']],
  ['synchronous_commit', ['t', 'remote']],
])('other values of %s do not', (name, values) => {
  expect(values.filter(value => !judged(name, value))).toEqual([]);
});

test.each([
  ['work_mem', '8M', 'use 8MB'],
  ['work_mem', '64 MiB', 'use 64MB'],
  ['work_mem', '512kb', 'use 512kB'],
  ['statement_timeout', '5m', 'use 5min'],
  ['statement_timeout', '30 seconds', 'use 30s'],
  ['work_mem', 'much', 'use a number such as 4096'],
  ['work_mem', '1m8', 'use a number such as 4096'],
])('%s of %s: %s', (name, value, remedy) => {
  expect(judged(name, value)?.remedy).toBe(remedy);
});

test('a message names the unit and the range', () => {
  expect(judged('statement_timeout', 'x')?.rule).toBe('a whole number of ms, 0 or more, or with a unit such as 30s or 5min');
  expect(judged('work_mem', 'x')?.rule).toBe('a whole number of kB, 64 or more, or with a unit such as 512kB or 64MB');
  expect(judged('max_connections', 'x')?.rule).toBe('a whole number from 1 to 262143');
});
