import { PORTS } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { KafkaAddress } from './kafka-listeners';
import { controllerCount, controllerSet, NodeRole } from './kafka-nodes';
import { KafkaProps } from './kafka-props';
import { keySettings, PROVIDERS } from './kafka-tls';
import { secondsOf } from '../../checks/seconds';
import { Settings } from '../../values/settings';

/** Host of the node in the configuration. The pod provides its name and namespace. */
export const POD_HOST = '${env:POD_HOST}';

/** Largest default number of copies of a partition. */
const REPLICATION_FACTOR = 3;

interface KafkaReplication {
  readonly replicationFactor: number;
  readonly minInSyncReplicas: number;
}

export function replicationOf(props: Pick<KafkaProps, 'replicas' | 'replicationFactor' | 'minInSyncReplicas'>): KafkaReplication {
  const { replicas, replicationFactor, minInSyncReplicas } = props;
  const copies = replicationFactor ?? Math.min(REPLICATION_FACTOR, replicas);
  return { replicationFactor: copies, minInSyncReplicas: minInSyncReplicas ?? Math.max(1, copies - 1) };
}

/**
 * The properties file of a node. Config providers supply every variable, so that no file is written in the pod and no secret is in the
 * environment.
 */
export function serverConfig(props: ResolvedKafkaProps, role: NodeRole): string {
  const isBroker = role !== 'controller';
  return Settings.properties({
    ...PROVIDERS,
    'process.roles': role,
    'node.id': '${env:NODE_ID}',
    'log.dirs': '${env:LOG_DIRS}',
    ...quorumSettings(props, role),
    ...listenerSettings(props, role),
    ...keySettings(props.tls),
    ...authorizerSettings(props),
    ...isBroker ? brokerSettings(props) : {},
    ...topicSettings(props),
    ...props.settings,
  });
}

function quorumSettings(props: ResolvedKafkaProps, role: NodeRole): Record<string, string> {
  return {
    'controller.quorum.bootstrap.servers': controllerHosts(props).map(host => `${host}:${PORTS.controller}`).join(','),
    // a controller that lost its volume returns with another directory id, which has no vote until it has the whole log
    ...role === 'broker' ? {} : { 'controller.quorum.auto.join.enable': 'true' },
  };
}

function controllerHosts({ name, controllers, replicas, clusterDomain }: ResolvedKafkaProps): string[] {
  const set = controllerSet(name, controllers);
  return Array.from({ length: controllerCount(controllers, replicas) }, (
    _, i,
  ) => `${set}-${i}.${set}.\${env:POD_NAMESPACE}.svc.${clusterDomain}`);
}

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly advertised: string;
}

function listenersOf({ tls, sasl, external }: ResolvedKafkaProps, role: NodeRole): Listener[] {
  const [own, clients] = [tls ? 'SSL' : 'PLAINTEXT', sasl ? 'SASL_SSL' : tls ? 'SSL' : 'PLAINTEXT'];
  const at = (name: string, port: number, protocol: string, advertised = `${POD_HOST}:${port}`) => ({ name, port, protocol, advertised });
  return [
    ...role === 'controller' ? [] : [
      at('CLIENT', PORTS.client, clients),
      at('INTERNAL', PORTS.internal, own),
      ...external ? [at('EXTERNAL', PORTS.external, clients, '${env:EXTERNAL_ADDRESS}')] : [],
    ],
    ...role === 'broker' ? [] : [at('CONTROLLER', PORTS.controller, own)],
  ];
}

function listenerSettings(props: ResolvedKafkaProps, role: NodeRole): Record<string, string> {
  const { tls, sasl, external } = props;
  const listeners = listenersOf(props, role);
  const own = tls ? 'SSL' : 'PLAINTEXT';
  const forClients = ['client', ...external ? ['external'] : []];
  return {
    'listeners': listeners.map(({ name, port }) => `${name}://:${port}`).join(','),
    'advertised.listeners': listeners.map(({ name, advertised }) => `${name}://${advertised}`).join(','),
    'listener.security.protocol.map': [
      ...listeners.map(({ name, protocol }) => `${name}:${protocol}`),
      ...role === 'broker' ? [`CONTROLLER:${own}`] : [],
    ].join(','),
    'controller.listener.names': 'CONTROLLER',
    ...role === 'controller' ? {} : { 'inter.broker.listener.name': 'INTERNAL' },
    ...tls && role !== 'controller' ? {
      'listener.name.internal.ssl.client.auth': 'required',
      ...Object.fromEntries(forClients.map(name => [`listener.name.${name}.ssl.client.auth`, tls.clientAuth ?? 'none'])),
    } : {},
    ...tls && role !== 'broker' ? { 'listener.name.controller.ssl.client.auth': 'required' } : {},
    ...sasl && role !== 'controller' ? {
      'sasl.enabled.mechanisms': sasl.mechanism,
      ...Object.fromEntries(forClients.flatMap(name => Object.entries(sasl.settings)
        .map(([key, value]) => [`listener.name.${name}.${key}`, value]))),
    } : {},
  };
}

function authorizerSettings({ authorization }: ResolvedKafkaProps): Record<string, string> {
  return authorization ? {
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': authorization.superUsers.join(';'),
  } : {};
}

function brokerSettings(props: ResolvedKafkaProps): Record<string, string> {
  return {
    'auto.create.topics.enable': 'false',
    ...props.rack ? { 'broker.rack': '${env:RACK}' } : {},
    ...props.retention ? { 'log.retention.ms': `${secondsOf(props.retention) * 1000}` } : {},
  };
}

/** Defaults of new topics. Controllers also have these settings, because they apply them. */
function topicSettings(props: ResolvedKafkaProps): Record<string, string> {
  const { replicationFactor: copies, minInSyncReplicas: inSync } = replicationOf(props);
  return {
    'default.replication.factor': `${copies}`,
    'min.insync.replicas': `${inSync}`,
    'unclean.leader.election.enable': 'false',
    ...props.partitions === undefined ? {} : { 'num.partitions': `${props.partitions}` },
    'offsets.topic.replication.factor': `${copies}`,
    'transaction.state.log.replication.factor': `${copies}`,
    'transaction.state.log.min.isr': `${inSync}`,
    'share.coordinator.state.topic.replication.factor': `${copies}`,
    'share.coordinator.state.topic.min.isr': `${inSync}`,
  };
}

/** Configuration with which the tools in the pod connect to the brokers: as a node, by the listener between brokers. */
export function toolConfig({ tls }: ResolvedKafkaProps): string {
  return Settings.properties({ ...PROVIDERS, 'security.protocol': tls ? 'SSL' : 'PLAINTEXT', ...keySettings(tls) });
}

/** A line for each broker. */
export function externalAddresses(addresses: KafkaAddress[]): string {
  return addresses.map(({ host, port = PORTS.external }) => `${host}:${port}\n`).join('');
}

/** A pod that restarts has another address. The JVM's default cache would keep the old one for 30 s, and a failure for 10 s. */
export function javaSecurity(): string {
  return Settings.properties({ 'networkaddress.cache.ttl': '1', 'networkaddress.cache.negative.ttl': '0' });
}
