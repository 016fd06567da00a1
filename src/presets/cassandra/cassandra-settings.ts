import { ResolvedCassandraProps } from './cassandra-defaults';
import { knownNames, SERVER } from './cassandra-setting-checks';
import { seriesOf } from '../shared/image-series';
import { KnownSetting } from '../shared/known-settings';
import { settingsOf } from '../shared/server-settings';

type YamlMap = { [name: string]: unknown };

/** The settings of `CassandraSettingsProps` by their names in cassandra.yaml. Those that are not given have the defaults of Cassandra. */
export function typedSettings(props: ResolvedCassandraProps): YamlMap {
  const { readTimeout, writeTimeout, maxHintWindow, compactionThroughput, concurrentCompactors } = props;
  return {
    ...readTimeout && { read_request_timeout: `${readTimeout.toMilliseconds()}ms` },
    ...writeTimeout && { write_request_timeout: `${writeTimeout.toMilliseconds()}ms` },
    ...maxHintWindow && { max_hint_window: `${maxHintWindow.toSeconds()}s` },
    ...compactionThroughput && { compaction_throughput: `${compactionThroughput.toKibibytes()}KiB/s` },
    ...concurrentCompactors && { concurrent_compactors: concurrentCompactors },
  };
}

/** The user's settings as values of cassandra.yaml. A dot in a name leads into a map. */
export function writtenSettings({ image, settings = {} }: ResolvedCassandraProps): YamlMap {
  const written: YamlMap = {};
  if (Object.keys(settings).length === 0) { return written; }
  const [known] = settingsOf({ ...SERVER, version: seriesOf(image) });
  for (const [name, value] of Object.entries(settings)) {
    const path = name.split('.');
    const last = path.pop()!;
    const map = path.reduce((parent, key) => (parent[key] ??= {}) as YamlMap, written);
    map[last] = valueOf(value, knownNames(name).map(each => known.get(each)).find(Boolean));
  }
  return written;
}

/** Cassandra reads words in quotes as well, and numbers and booleans only without. */
function valueOf(value: string, setting: KnownSetting | undefined): string | number | boolean | string[] {
  const text = value.trim();
  if (setting?.type === 'list') { return text === '' ? [] : text.split(/\s*,\s*/); }
  if (/^(true|false)$/i.test(text)) { return text.toLowerCase() === 'true'; }
  return /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text ? Number(text) : text;
}
