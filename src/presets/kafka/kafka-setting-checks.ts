import { KNOWN_SETTINGS, KNOWN_TOPIC_SETTINGS } from './kafka-known-settings';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';

/** Of a cluster and of a topic. */
const UNCLEAN = 'unclean.leader.election.enable';
const UNCLEAN_REMEDY = 'leave it out: a leader that lacks acknowledged records would drop them; '
  + 'kafka-leader-election.sh does it for one partition when nothing else is left';

/** What the preset says itself, and what to do instead. */
const OWNED: [names: string, remedy: string][] = [
  ['default.replication.factor offsets.topic.replication.factor transaction.state.log.replication.factor share.coordinator.state.topic.replication.factor', 'use replicationFactor'],
  ['min.insync.replicas transaction.state.log.min.isr share.coordinator.state.topic.min.isr', 'use minInSyncReplicas'],
  ['num.partitions', 'use partitions'],
  ['log.retention.ms log.retention.minutes log.retention.hours', 'use retention'],
  ['broker.rack', 'use rack'],
  ['process.roles controller.quorum.*', 'use controllers'],
  ['node.id broker.id', 'leave it out: it follows from the ordinal'],
  ['log.dir log.dirs metadata.log.dir', 'leave it out: what belongs on the volume is on it'],
  ['listeners advertised.listeners listener.security.protocol.map inter.broker.listener.name security.inter.broker.protocol controller.listener.names early.start.listeners',
    'use tls, sasl and external'],
  ['ssl.keystore.* ssl.truststore.* ssl.key.password ssl.client.auth', 'use tls'],
  ['sasl.enabled.mechanisms sasl.jaas.config sasl.mechanism.inter.broker.protocol sasl.mechanism.controller.protocol', 'use sasl'],
  ['authorizer.class.name super.users', 'use authorization'],
  [UNCLEAN, UNCLEAN_REMEDY],
  ['auto.create.topics.enable', 'leave it out and use addTopic: a slip in a name would make a topic'],
  ['controlled.shutdown.enable', 'leave it out: a broker hands its partitions over before it goes'],
  ['config.providers config.providers.*', 'leave it out: the preset\'s own are env and dir'],
];

/** How the settings of plugins begin for which Kafka has reserved a name. */
const RESERVED = ['metrics.jmx.', 'rsm.config.', 'rlmm.config.'];

/** Settings whose value is such a beginning in place of the reserved one. */
const BEGINNINGS = ['remote.log.storage.manager.impl.prefix', 'remote.log.metadata.manager.impl.prefix'];

/** Settings that name classes of plugins. Kafka hands all settings to these classes, and only they know which they read. */
const PLUGINS = new Set(`
alter.config.policy.class.name client.quota.callback.class create.topic.policy.class.name group.consumer.assignors group.share.assignors group.share.persister.class.name
kafka.metrics.reporters metric.reporters principal.builder.class remote.log.metadata.manager.class.name remote.log.storage.manager.class.name replica.selector.class
sasl.client.callback.handler.class sasl.login.callback.handler.class sasl.login.class sasl.server.callback.handler.class security.providers ssl.engine.factory.class
`.trim().split(/\s+/));

const LISTENER = /^listener\.name\.(client|external|internal|controller)\./;

export function checkServerSettings(settings: unknown, errors: Errors): void {
  checkSettings('settings', settings, 'kafka', (key) => {
    const owned = OWNED.find(([names]) => names.split(' ').some(pattern => matches(pattern, key.replace(LISTENER, ''))));
    if (owned) {
      errors.add('KafkaSettingOwned', { rule: 'settings must not have what the preset decides', got: key, remedy: owned[1] });
    } else if (!LISTENER.test(key) && !isOfPlugin(key, settings as Record<string, unknown>)) {
      checkKnown('settings', key, KNOWN_SETTINGS, errors);
    }
  }, errors);
}

/** A name that is close to one of Kafka's is taken for a slip, whatever plugins there are. */
function isOfPlugin(key: string, settings: Record<string, unknown>): boolean {
  const given = Object.entries(settings).filter(([, value]) => typeof value === 'string' && value !== '') as [string, string][];
  const beginnings = [...RESERVED, ...given.filter(([name]) => BEGINNINGS.includes(name)).map(([, value]) => value)];
  return beginnings.some(beginning => key.startsWith(beginning))
    || (given.some(([name]) => PLUGINS.has(name)) && closestMatch(key, KNOWN_SETTINGS) === undefined);
}

export function checkTopicSettings(prop: string, config: unknown, errors: Errors): void {
  checkSettings(prop, config, 'topic', (key) => {
    if (key === UNCLEAN) {
      errors.add('TopicSettingOwned', { rule: `${prop} must not have what the preset decides`, got: key, remedy: UNCLEAN_REMEDY });
    } else {
      checkKnown(prop, key, KNOWN_TOPIC_SETTINGS, errors);
    }
  }, errors);
}

function checkSettings(prop: string, settings: unknown, kind: string, checkKey: (key: string) => void, errors: Errors): void {
  if (settings === undefined) { return; }
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    errors.add('KafkaSettingsInvalid', { rule: `${prop} must be texts by the names of settings`, got: settings, remedy: kind === 'topic' ? 'use { \'cleanup.policy\': \'compact\' }' : 'use { \'num.io.threads\': \'16\' }' });
    return;
  }
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value !== 'string' || /[\r\n\0]/.test(value)) {
      errors.add('KafkaSettingValueInvalid', { rule: `${prop}.${key} must be a text of one line`, got: value, remedy: 'put numbers between quotes' });
    }
    checkKey(key);
  }
}

function checkKnown(prop: string, key: string, known: ReadonlySet<string>, errors: Errors): void {
  if (known.has(key)) { return; }
  const close = closestMatch(key, known);
  errors.add('KafkaSettingUnknown', {
    rule: `${prop} must have settings that Kafka 4.3 knows, or it would ignore them without a word`, got: key, remedy: close ? `use ${close}` : 'look it up in the documentation of its configuration',
  });
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
