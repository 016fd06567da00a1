import { KafkaProps } from './kafka-props';
import { closestMatch } from '../../checks/closest-match';
import type { Errors } from '../../checks/errors';
import { seriesOf } from '../shared/image-series';
import { JAVA_VALUES } from '../shared/java-values';
import { KnownSettings } from '../shared/known-settings';
import { checkSettings, OwnedSettings, ServerSettings, settingsOf } from '../shared/server-settings';

/** The setting of a cluster and of a topic. */
const UNCLEAN = 'unclean.leader.election.enable';
const UNCLEAN_REMEDY = 'remove it, because an unclean election drops acknowledged records, and use kafka-leader-election.sh for a single '
  + 'partition as a last resort';

/** Settings that the preset controls, with their alternatives. */
const OWNED: OwnedSettings = [
  ['default.replication.factor offsets.topic.replication.factor transaction.state.log.replication.factor '
    + 'share.coordinator.state.topic.replication.factor', 'use replicationFactor'],
  ['min.insync.replicas transaction.state.log.min.isr share.coordinator.state.topic.min.isr', 'use minInSyncReplicas'],
  ['num.partitions', 'use partitions'],
  ['log.retention.ms log.retention.minutes log.retention.hours', 'use retention'],
  ['broker.rack', 'use rack'],
  ['process.roles controller.quorum.*', 'use controllers'],
  ['node.id broker.id', 'remove it, because it follows from the ordinal'],
  ['log.dir log.dirs metadata.log.dir', 'remove it, because the preset places the data on the volume'],
  ['listeners advertised.listeners listener.security.protocol.map inter.broker.listener.name security.inter.broker.protocol '
    + 'controller.listener.names early.start.listeners',
  'use tls, sasl and external'],
  ['ssl.keystore.* ssl.truststore.* ssl.key.password ssl.client.auth', 'use tls'],
  ['sasl.enabled.mechanisms sasl.jaas.config sasl.mechanism.inter.broker.protocol sasl.mechanism.controller.protocol', 'use sasl'],
  ['authorizer.class.name super.users', 'use authorization'],
  [UNCLEAN, UNCLEAN_REMEDY],
  ['auto.create.topics.enable', 'remove it and use addTopic, because a misspelled name would create a topic'],
  ['controlled.shutdown.enable', 'remove it, because a broker must move its partition leaders before it stops'],
  ['config.providers config.providers.*', 'remove it, because the preset sets the providers env and dir'],
];

/** Prefixes that Kafka reserves for the settings of plugins. */
const RESERVED = ['metrics.jmx.', 'rsm.config.', 'rlmm.config.'];

/** Settings whose value is a prefix that replaces the reserved one. */
const BEGINNINGS = ['remote.log.storage.manager.impl.prefix', 'remote.log.metadata.manager.impl.prefix'];

/** Settings that name classes of plugins. Kafka passes all settings to these classes, so only they know which settings they read. */
const PLUGINS = new Set(`
alter.config.policy.class.name client.quota.callback.class create.topic.policy.class.name group.consumer.assignors group.share.assignors
group.share.persister.class.name kafka.metrics.reporters metric.reporters principal.builder.class remote.log.metadata.manager.class.name
remote.log.storage.manager.class.name replica.selector.class sasl.client.callback.handler.class sasl.login.callback.handler.class
sasl.login.class sasl.server.callback.handler.class security.providers ssl.engine.factory.class
`.trim().split(/\s+/));

/**
 * Not part of any definition: `StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG` of the authorizer that `authorization` enables.
 */
const OF_AUTHORIZER = 'allow.everyone.if.no.acl.found';

const LISTENER = /^listener\.name\.(client|external|internal|controller)\./;

/** Placeholder that Kafka replaces when it reads the file of a node: `${env:HEAP}`. Only the node knows the value. */
const PLACEHOLDER = /\$\{[^}]*\}/;

const KAFKA = {
  name: 'Kafka',
  versions: ['4.2', '4.3'],
  reader: JAVA_VALUES,
  unknown: 'Kafka silently ignores unknown settings',
  lookUp: 'look it up in the configuration reference of Kafka',
};

type ServerInput = Pick<KafkaProps, 'settings' | 'image' | 'notSecret'> & { readonly image: string };

export function checkServerSettings({ settings, image, notSecret }: ServerInput, errors: Errors): void {
  const isForgiven = (key: string) => LISTENER.test(key) || key === OF_AUTHORIZER
    || isOfPlugin(key, settings ?? {}, settingsOf({ ...server, version: undefined }));
  const server: ServerSettings = {
    ...KAFKA,
    files: 'kafka',
    version: seriesOf(image),
    owned: OWNED,
    notSecret,
    refused: 'the nodes do not start',
    readName: key => ({ names: [key.replace(LISTENER, '')], isForgiven: isForgiven(key) }),
    // a backslash begins another character
    readValue: text => PLACEHOLDER.test(text) || text.includes('\\') ? undefined : text.trim(),
  };
  checkSettings('settings', settings, server, errors);
}

export function checkTopicSettings(prop: string, config: Record<string, string> | undefined, image: string, errors: Errors): void {
  checkSettings(prop, config, {
    ...KAFKA,
    files: 'kafka-topic',
    version: seriesOf(image),
    owned: [[UNCLEAN, UNCLEAN_REMEDY]],
    refused: 'Kafka rejects the topic',
  }, errors, key => `${key} in ${prop}`);
}

/** A name that is close to one of Kafka's is treated as a typing error, even if plugins are configured. */
function isOfPlugin(key: string, settings: Record<string, string>, known: KnownSettings[]): boolean {
  const given = Object.entries(settings).filter(([, value]) => value !== '');
  const beginnings = [...RESERVED, ...given.filter(([name]) => BEGINNINGS.includes(name)).map(([, value]) => value)];
  return beginnings.some(beginning => key.startsWith(beginning))
    || (given.some(([name]) => PLUGINS.has(name)) && closestMatch(key, known.flatMap(version => [...version.keys()])) === undefined);
}
