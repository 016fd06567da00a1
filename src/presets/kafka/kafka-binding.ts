import { Construct } from 'constructs';
import { ResolvedKafkaProps } from './kafka-defaults';
import { kplus } from '../../kplus';
import { addObject } from '../../pod/app-object';
import { Identity } from '../../values/identity';
import { Settings } from '../../values/settings';

/** The address of the cluster, for clients that take plain values: a Helm release, another construct. */
export interface KafkaConnection {
  /** Host and port of the Service by which clients find the brokers, in the format of `bootstrap.servers`. */
  readonly bootstrapServers: string;

  /** Whether the port uses TLS. */
  readonly secure: boolean;
}

/** Options of `bind` and `connectionEnv`. */
export interface KafkaBindingOptions {
  /**
   * Names of the variables that the application reads. Set them if it expects others.
   * @default - the names in `KafkaBindingNames`
   */
  readonly names?: KafkaBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface KafkaBindingNames {
  /**
   * Host and port of the first brokers that the client connects to.
   * @default 'KAFKA_BOOTSTRAP_SERVERS'
   */
  readonly bootstrapServers?: string;
}

/** The connection as environment variables. */
export function bindingEnv({ bootstrapServers }: KafkaConnection, { names = {} }: KafkaBindingOptions): Record<string, kplus.EnvValue> {
  return { [names.bootstrapServers ?? 'KAFKA_BOOTSTRAP_SERVERS']: kplus.EnvValue.fromValue(bootstrapServers) };
}

/** The properties of a client, with the certificate authority of the brokers. The application adds its credentials. */
export function clientProperties({ tls, sasl }: ResolvedKafkaProps, bootstrapServers: string, directory: string): string {
  return Settings.properties({
    'bootstrap.servers': bootstrapServers,
    'security.protocol': sasl ? 'SASL_SSL' : tls ? 'SSL' : 'PLAINTEXT',
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
    data: { 'client.properties': text },
  });
}
