import { Construct } from 'constructs';
import { KafkaAttributes, KafkaBindingOptions, KafkaConnection } from './kafka-binding-props';
import { PORTS } from './kafka-contract';
import { ResolvedKafkaProps } from './kafka-defaults';
import { errorAt } from '../../checks/errors';
import { kplus } from '../../kplus';
import { addObject, configMapData } from '../../pod/app-object';
import { ClientWiring } from '../../pod/client-wiring';
import { Identity } from '../../values/identity';
import { Settings } from '../../values/settings';
import { bindingFiles, certificatePaths, checkCredentials, variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface KafkaEndpoint extends KafkaAttributes {
  readonly name: string;
  /** Whether the brokers accept only clients with a certificate. */
  readonly requiresCertificate?: boolean;
}

/** Passwords of the declared users. */
type Users = ReadonlyMap<string, { readonly password: kplus.SecretValue }>;

export function bootstrapServersOf(set: KafkaEndpoint): string {
  return `${inNamespaceOf(set, `${set.name}-bootstrap`)}:${PORTS.client}`;
}

export function connectionOf(set: KafkaEndpoint): KafkaConnection {
  const { authority, sasl } = set;
  return {
    bootstrapServers: bootstrapServersOf(set),
    secure: authority !== undefined,
    securityProtocol: protocolOf(sasl !== undefined, authority !== undefined),
    ...sasl ? { saslMechanism: sasl.mechanism } : {},
    ...authority ? { authority } : {},
  };
}

function protocolOf(hasSasl: boolean, hasTls: boolean): string {
  return hasSasl ? 'SASL_SSL' : hasTls ? 'SSL' : 'PLAINTEXT';
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, set: KafkaEndpoint, users: Users, { user, names = {}, certificate, password: given }: KafkaBindingOptions,
): Record<string, kplus.EnvValue> {
  const { bootstrapServers, securityProtocol, saslMechanism, secure } = connectionOf(set);
  const password = user === undefined ? undefined : given ?? passwordOf(scope, user, users);
  const passwordName = names.password ?? 'KAFKA_PASSWORD';
  const userName = names.user ?? 'KAFKA_USER';
  const paths = certificatePaths(set.name);
  return variablesOf(scope, [
    [names.bootstrapServers ?? 'KAFKA_BOOTSTRAP_SERVERS', bootstrapServers],
    [names.securityProtocol ?? 'KAFKA_SECURITY_PROTOCOL', secure || saslMechanism ? securityProtocol : undefined],
    [names.saslMechanism ?? 'KAFKA_SASL_MECHANISM', saslMechanism],
    [userName, user],
    [passwordName, password],
    [names.saslJaasConfig ?? 'KAFKA_SASL_JAAS_CONFIG', password && jaasConfig(userName, passwordName)],
    [names.caFile ?? 'KAFKA_CA_FILE', set.authority && paths.authority],
    [names.certificateFile ?? 'KAFKA_CERTIFICATE_FILE', certificate && paths.certificate],
    [names.keyFile ?? 'KAFKA_KEY_FILE', certificate && paths.key],
  ]);
}

/** The kubelet inserts user and password, whose variables are before this one. */
function jaasConfig(user: string, password: string): string {
  return `org.apache.kafka.common.security.scram.ScramLoginModule required username="$(${user})" password="$(${password})";`;
}

function passwordOf(scope: Construct, user: string, users: Users): kplus.SecretValue {
  const declared = users.get(user);
  if (declared) { return declared.password; }
  throw errorAt(scope, 'ClientUserUnknown', {
    rule: 'user must be declared before the application is bound, or have a password',
    got: user,
    remedy: [...users.keys(), '{ user, password: { secret, key } }'].map(known => `use ${known}`).join(' or '),
  });
}

export function wiringOf(scope: Construct, set: KafkaEndpoint, users: Users, options: KafkaBindingOptions): ClientWiring {
  checkCredentials(scope, options, {
    servers: 'the brokers',
    needsUser: set.sasl?.mechanism === 'SCRAM-SHA-512',
    needsCertificate: set.requiresCertificate,
    userRemedy: 'add the user with addUser, and use bind(client, { user: \'shop\' })',
  });
  return { env: bindingEnv(scope, set, users, options), secretFiles: bindingFiles(set, options) };
}

/** The properties of a client, with the certificate authority of the brokers. The application adds its credentials. */
export function clientProperties({ tls, sasl }: ResolvedKafkaProps, bootstrapServers: string, directory: string): string {
  return Settings.properties({
    'bootstrap.servers': bootstrapServers,
    'security.protocol': protocolOf(sasl !== undefined, tls !== undefined),
    ...sasl ? { 'sasl.mechanism': sasl.mechanism } : {},
    ...tls ? { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': `${authorityDirectory(directory)}/ca.crt` } : {},
  });
}

/** A directory next to that of the properties, because no volume can be mounted inside it. */
export function authorityDirectory(directory: string): string {
  return `${directory}-tls`;
}

/** Adds the ConfigMap with the properties. */
export function addClientProperties(scope: Construct, id: string, name: string, identity: Identity, text: string): void {
  addObject(scope, id, identity, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    ...configMapData(() => ({ 'client.properties': text })),
  });
}
