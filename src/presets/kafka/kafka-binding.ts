import { kplus } from '../../kplus';

/** Names of the environment variables that an application reads. */
export interface KafkaBindingNames {
  /**
   * The brokers to begin with, host and port.
   * @default 'KAFKA_BOOTSTRAP_SERVERS'
   */
  readonly bootstrapServers?: string;
}

/** What an application has to know. */
export function bindingEnv(bootstrapServers: string, names: KafkaBindingNames): Record<string, kplus.EnvValue> {
  return { [names.bootstrapServers ?? 'KAFKA_BOOTSTRAP_SERVERS']: kplus.EnvValue.fromValue(bootstrapServers) };
}
