import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ResolvedKafkaProps } from './kafka-defaults';
import { kplus } from '../../kplus';
import { Identity } from '../../values/identity';
import { Settings } from '../../values/settings';

/** The address of the cluster, for clients that take plain values: a Helm release, another construct. */
export interface KafkaConnection {
  /** Host and port of the Service by which clients find the brokers, as they give them for `bootstrap.servers`. */
  readonly bootstrapServers: string;

  /** Whether the port speaks TLS. */
  readonly secure: boolean;
}

/** How an application is bound. */
export interface KafkaBindingOptions {
  /**
   * The application's own names of the variables.
   * @default - those of `KafkaBindingNames`
   */
  readonly names?: KafkaBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface KafkaBindingNames {
  /**
   * The brokers to begin with, host and port.
   * @default 'KAFKA_BOOTSTRAP_SERVERS'
   */
  readonly bootstrapServers?: string;
}

/** The connection as environment. */
export function bindingEnv({ bootstrapServers }: KafkaConnection, { names = {} }: KafkaBindingOptions): Record<string, kplus.EnvValue> {
  return { [names.bootstrapServers ?? 'KAFKA_BOOTSTRAP_SERVERS']: kplus.EnvValue.fromValue(bootstrapServers) };
}

/** The properties of a client, with the authority of the brokers' certificates beside it. Who logs in is for the application to say. */
export function clientProperties({ tls, sasl }: ResolvedKafkaProps, bootstrapServers: string, directory: string): string {
  return Settings.properties({
    'bootstrap.servers': bootstrapServers,
    'security.protocol': sasl ? 'SASL_SSL' : tls ? 'SSL' : 'PLAINTEXT',
    ...sasl ? { 'sasl.mechanism': sasl.mechanism } : {},
    ...tls ? { 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': `${authorityDirectory(directory)}/ca.crt` } : {},
  });
}

/** Beside the properties: nothing can be mounted below them. */
export function authorityDirectory(directory: string): string {
  return `${directory}-tls`;
}

/** Adds the ConfigMap with them. */
export function addClientProperties(
  scope: Construct, id: string, name: string, { namespace, labels, annotations }: Identity, text: string,
): void {
  new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels, annotations },
    data: { 'client.properties': text },
  });
}
