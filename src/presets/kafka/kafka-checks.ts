import { Construct } from 'constructs';
import { kafkaBlueprint } from './kafka-blueprint';
import { KafkaProps } from './kafka-props';
import { checkApp } from '../../stateful-app-checks';
import { Problems } from '../../values/problems';

/** One error for what is wrong with Kafka's own props and with those that every application has. */
export function refuseBadKafka(scope: Construct, id: string, props: KafkaProps): void {
  const problems = new Problems();
  checkApp(kafkaBlueprint(props), problems);
  problems._throwAt([scope.node.path, id].filter(part => part !== '').join('/'));
}
