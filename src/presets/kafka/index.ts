export { Kafka } from './kafka';
export type { KafkaBindingNames } from './kafka-binding';
export { KafkaSasl } from './kafka-listeners';
export type { KafkaAddress, KafkaAuthorization, KafkaExternalAccess } from './kafka-listeners';
export { Controllers } from './kafka-nodes';
export type { DedicatedControllersOptions } from './kafka-nodes';
export type { KafkaProps, KafkaSettingsProps } from './kafka-props';
export type { KafkaTls } from './kafka-tls';
