import fs from 'fs';
import { join } from 'path';
import { App } from 'cdk8s';
import type { Errors } from '../../../src/checks/errors';
import { ValidationErrors } from '../../../src/checks/validation-errors';
import { CASSANDRA_VALUES } from '../../../src/presets/cassandra/cassandra-values';
import * as kafka from '../../../src/presets/kafka/kafka-setting-checks';
import * as mysql from '../../../src/presets/mysql/mysql-setting-checks';
import { MYSQL_VALUES } from '../../../src/presets/mysql/mysql-values';
import { POSTGRESQL_VALUES } from '../../../src/presets/postgresql/postgresql-values';
import { JAVA_VALUES } from '../../../src/presets/shared/java-values';
import { KnownSetting, knownSettings } from '../../../src/presets/shared/known-settings';
import { judge, ValueReader } from '../../../src/presets/shared/setting-values';
import * as zookeeper from '../../../src/presets/zookeeper/zookeeper-setting-checks';

const DIRECTORY = join(__dirname, '../../../src/presets/shared/known-settings');
const VERSIONS = fs.readdirSync(DIRECTORY).map(file => file.replace(/\.json$/, ''));

const READERS: Record<string, ValueReader> = { cassandra: CASSANDRA_VALUES, mysql: MYSQL_VALUES, postgresql: POSTGRESQL_VALUES };

describe.each(VERSIONS)('of %s', version => {
  const reader = READERS[version.split('-')[0]] ?? JAVA_VALUES;
  const settings = [...knownSettings(version)];
  const isAllowed = (value: string, setting: KnownSetting) => judge(value, setting, reader) === undefined;

  test('each setting has a line of its own, in the order of the names', () => {
    const lines = fs.readFileSync(join(DIRECTORY, `${version}.json`), 'utf8').trim().split('\n').slice(1, -1);

    expect(lines.map(line => JSON.parse(`{${line.replace(/,$/, '')}}`))).toEqual(settings.map(([name, setting]) => ({ [name]: setting })));
    expect(settings.map(([name]) => name)).toEqual(settings.map(([name]) => name).sort());
  });

  test('the server\'s own defaults are allowed', () => {
    const refused = settings.filter(([, setting]) => setting.default !== undefined && !isAllowed(setting.default, setting));

    expect(refused).toEqual([]);
  });

  test('the names that the server lists are allowed, and another one is not', () => {
    for (const [name, setting] of settings.filter(([, { values }]) => values !== undefined)) {
      const written = (value: string) => setting.type === 'switches' ? `${value}=on` : value;
      expect([name, setting.values!.filter(value => !isAllowed(written(value), setting))]).toEqual([name, []]);
      expect([name, isAllowed(written('another'), setting)]).toEqual([name, false]);
    }
  });

  test('numbers within the limits are allowed, and others are not', () => {
    for (const [name, setting] of settings.filter(([, { type }]) => type === 'integer')) {
      const { min, max } = setting;
      // Cassandra accepts no quantity without a unit
      const written = (limit: string) => reader.correct?.(limit, setting) ?? limit;
      const inside = [min, max].flatMap(limit => limit === undefined ? [] : written(limit));
      const outside = [
        ...min === undefined ? [] : [written(String(BigInt(min) - 1n))], ...max === undefined ? [] : [written(String(BigInt(max) + 1n))],
      ];
      expect([name, inside.filter(value => !isAllowed(value, setting))]).toEqual([name, []]);
      expect([name, [...outside, '', 'many', '1.5', '1 0'].filter(value => isAllowed(value, setting))]).toEqual([name, []]);
    }
  });
});

/** The codes of what is wrong. */
function codesOf(check: (errors: Errors) => void): string[] {
  const errors: Errors = new ValidationErrors();
  check(errors);
  return errors.lines(new App()).map(line => /\[(\w+) at /.exec(line)![1]);
}

function ofMySql(name: string, value: string, image = 'mysql:9.7'): string[] {
  return codesOf(errors => mysql.checkServerSettings('settings', { [name]: value }, { image }, errors));
}

function ofKafka(name: string, value: string): string[] {
  return codesOf(errors => kafka.checkServerSettings({ settings: { [name]: value }, image: 'apache/kafka:4.3.1' }, errors));
}

function ofTopic(name: string, value: string): string[] {
  return codesOf(errors => kafka.checkTopicSettings('config', { [name]: value }, 'apache/kafka:4.3.1', errors));
}

function ofZooKeeper(name: string, value: string): string[] {
  return codesOf(errors => zookeeper.checkServerSettings({ settings: { [name]: value } }, errors));
}

describe('MySQL takes as it is given', () => {
  test.each([
    ['slow_query_log', ['ON', 'off', 'True', '0', '1', '', '"on"', ' on ', 'ON # to find them']],
    ['skip_slow_query_log', ['', '1', 'whatever']],
    ['enable-slow-query-log', ['ON', '']],
    ['innodb_io_capacity', ['100', '+500', '500K', '500kb', '1KiB', '4294967295', '"2000"', '\'2000\'', '2000 # IOPS']],
    ['maximum_sort_buffer_size', ['1M']],
    ['max_allowed_packet', ['1G', '5000000']],
    ['back_log', ['1', '65535']],
    ['table_open_cache', ['4000', '524288']],
    ['host_cache_size', ['0']],
    ['long_query_time', ['0', '1.5', '.5', '1e2']],
    ['transaction_isolation', ['READ-COMMITTED', 'repeatable-read', 'SERIAL', '1']],
    ['event_scheduler', ['DISABLED', 'off', '2', '']],
    ['innodb_flush_method', ['O_DIRECT', 'fsync']],
    ['ngram', ['FORCE_PLUS_PERMANENT', 'force']],
    ['log_output', ['FILE,TABLE', 'file', 'FILE,TAB', '3', '']],
    ['sql_mode', ['', '1024', 'ansi,TRADITIONAL', '""']],
    ['optimizer_switch', ['', 'default', 'mrr=on,index_merge=OFF', 'mrr=default']],
    ['init_connect', ['', 'SET NAMES utf8mb4']],
    ['loose_anything', ['whatever']],
    ['loose_slow_query_log', ['ON']],
    ['innodb_ft_server_stopword_table', ['shop/stopwords']],
    ['ansi', ['']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofMySql(name, value)])).toEqual(values.map(value => [value, []]));
  });
});

describe('MySQL does not take as it is given', () => {
  test.each([
    ['slow_query_log', ['yes', 'no', '2', 'tru', '""', 'O N']],
    ['loose_slow_query_log', ['yes']],
    ['innodb_io_capacity', ['', '99', '4294967296', '-1', 'many', '5min', '1e3', '0x200', '1.5', '1 K', '20E', '""']],
    ['sort_buffer_size', ['', '1X', '1MBytes']],
    ['long_query_time', ['-1', '1k', 'abc', '']],
    ['transaction_isolation', ['READ', 'READ COMMITTED', '4', '']],
    ['event_scheduler', ['yes', '3', 'O']],
    ['innodb_flush_method', ['O_DIRECTS', '6']],
    ['ngram', ['yes', '4']],
    ['log_output', ['FILE, TABLE', 'FIL,TABLE', 'FILE,', 'STDERR']],
    ['sql_mode', ['STRICT', 'ANSI, TRADITIONAL', 'ANSI,', 'NO_AUTO_CREATE_USER']],
    ['optimizer_switch', ['mrr', 'mrr=yes', 'semi=on', 'mrr=on,', 'hash=on', '5']],
    ['binlog_checksum', ['MD5']],
    ['ansi', ['ON']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofMySql(name, value)])).toEqual(values.map(value => [value, ['SettingValueRefused']]));
  });
});

test('a value that one of the possible versions takes is allowed where the image does not tell the version', () => {
  const codes = ['mysql:9.7', 'mysql:8.4', 'registry.example/mysql:mine'].map(image => ofMySql('connection_memory_chunk_size', '0', image));

  expect(codes).toEqual([['SettingValueRefused'], [], []]);
});

test('an empty string is written as one where the name alone would end the start', () => {
  const given = { 'sql-mode': '', 'init_connect': '', 'skip-name-resolve': '', 'log_slow_extra': '', 'event_scheduler': '', 'loose_x': '' };

  expect(mysql.writtenSettings(given))
    .toEqual({ sql_mode: '""', init_connect: '""', skip_name_resolve: '', log_slow_extra: '', event_scheduler: '', loose_x: '' });
});

describe('Kafka takes as it is given', () => {
  test.each([
    ['num.io.threads', ['16', ' 16 ', '+16', '${env:THREADS}', '1\\0']],
    ['log.preallocate', ['true', 'FALSE', ' true']],
    ['log.cleaner.min.cleanable.ratio', ['0', '.5', '1e-1', '0.5f']],
    ['compression.type', ['gzip', 'producer']],
    ['group.consumer.migration.policy', ['Upgrade']],
    ['compression.gzip.level', ['-1', '9']],
    ['group.coordinator.rebalance.protocols', ['classic , consumer']],
    ['log.cleanup.policy', ['', 'compact,delete']],
    ['ssl.enabled.protocols', ['TLSv1.3']],
    ['listener.name.external.max.connections', ['100']],
    ['allow.everyone.if.no.acl.found', ['true']],
    ['create.topic.policy.class.name', ['com.example.Policy']],
    ['socket.send.buffer.bytes', ['-1']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofKafka(name, value)])).toEqual(values.map(value => [value, []]));
  });
});

describe('Kafka does not take as it is given', () => {
  test.each([
    ['num.io.threads', ['', '0', '-5', '1MB', '1_000', '0x10', '1.0', '1e3', '2147483648', '16 threads']],
    ['log.preallocate', ['', 'yes', '1', 'on']],
    ['log.cleaner.min.cleanable.ratio', ['', '50%', '1.1', '-0.1']],
    ['compression.type', ['', 'GZIP', 'none']],
    ['group.consumer.migration.policy', ['none']],
    ['compression.gzip.level', ['0', '10']],
    ['group.coordinator.rebalance.protocols', ['', 'classic,classic', 'classic,', 'Classic']],
    ['remote.log.metadata.manager.impl.prefix', ['']],
    ['metric.reporters', ['a,a', 'a,,b']],
    ['listener.name.external.max.connections', ['many']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofKafka(name, value)])).toEqual(values.map(value => [value, ['SettingValueRefused']]));
  });
});

test('a topic has settings of its own, whose values no provider replaces', () => {
  expect([ofTopic('retention.ms', '-1'), ofTopic('cleanup.policy', ''), ofTopic('cleanup.policy', 'compact, delete')])
    .toEqual([[], [], []]);
  expect([ofTopic('retention.ms', '${env:DAY}'), ofTopic('retention.ms', '-2'), ofTopic('cleanup.policy', 'delete,delete')])
    .toEqual([['SettingValueRefused'], ['SettingValueRefused'], ['SettingValueRefused']]);
  expect(ofTopic('num.io.threads', '16')).toEqual(['SettingUnknown']);
});

describe('ZooKeeper takes as it is given', () => {
  test.each([
    ['globalOutstandingLimit', ['2000', ' 2000 ', '0x7d0', '-1']],
    ['enforceQuota', ['true', 'False']],
    ['preAllocSize', ['65536']],
    ['snapshot.compression.method', ['', 'gz', 'Snappy']],
    ['ssl.handshakeDetectionTimeoutMillis', ['1', '5000']],
    ['connection_throttle_decrease_ratio', ['0.5']],
    ['watchManagerName', ['org.apache.zookeeper.server.watch.WatchManagerOptimized']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofZooKeeper(name, value)])).toEqual(values.map(value => [value, []]));
  });
});

describe('ZooKeeper does not take as it is given', () => {
  test.each([
    ['globalOutstandingLimit', ['', '2k', '2_000', '010', '1.5', '2147483648']],
    ['enforceQuota', ['', 'yes', '1', 'on']],
    ['preAllocSize', ['64M', '0x10']],
    ['snapshot.compression.method', ['gzip', 'zip']],
    ['ssl.handshakeDetectionTimeoutMillis', ['0']],
    ['connection_throttle_decrease_ratio', ['half']],
  ])('%s of %j', (name, values) => {
    expect(values.map(value => [value, ofZooKeeper(name, value)])).toEqual(values.map(value => [value, ['SettingValueRefused']]));
  });
});

test('names of JavaScript\'s own properties are unknown settings', () => {
  for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
    expect([ofMySql(name, 'x'), ofKafka(name, 'x'), ofTopic(name, 'x'), ofZooKeeper(name, 'x')]).toEqual(Array(4).fill(['SettingUnknown']));
  }
});

test('no list of settings is read until settings are given', () => {
  jest.isolateModules(() => {
    const read = jest.spyOn(fs, 'readFileSync');
    const checks = jest.requireActual<typeof mysql>('../../../src/presets/mysql/mysql-setting-checks');
    const readLists = () => read.mock.calls.map(([path]) => String(path)).filter(path => path.includes('known-settings'));
    jest.requireActual('../../../src/presets/kafka/kafka-setting-checks');
    checks.checkServerSettings('settings', undefined, { image: 'mysql:9.7' }, new ValidationErrors());
    checks.writtenSettings(undefined);
    expect(readLists()).toEqual([]);

    checks.checkServerSettings('settings', { back_log: '100' }, { image: 'mysql:9.7' }, new ValidationErrors());
    expect(readLists()).toEqual([join(DIRECTORY, 'mysql-9.7.json')]);
    read.mockRestore();
  });
});
