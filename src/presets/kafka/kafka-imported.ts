import { Construct } from 'constructs';
import { bindingEnv, connectionOf, KafkaEndpoint, wiringOf } from './kafka-binding';
import { IKafka, KafkaAttributes, KafkaBindingOptions, KafkaConnection } from './kafka-binding-props';
import { PORTS } from './kafka-contract';
import { checkCall, checkFactory } from '../../checks/calls';
import { kplus } from '../../kplus';
import { IClientWorkload } from '../../values/client-workload';
import { Port } from '../../values/port';
import { bindingFiles, ImportedSet } from '../shared/binding';

/** The cluster behind `Kafka.fromName`. */
export class ImportedKafka extends ImportedSet implements IKafka {
  private readonly set: KafkaEndpoint;

  constructor(scope: Construct, id: string, name: string, attributes: KafkaAttributes) {
    checkFactory('Kafka.fromName', scope, id, name, attributes);
    super(scope, id, { name, namespace: attributes.namespace, clusterDns: attributes.clusterDns }, [Port.tcp(PORTS.client)]);
    this.set = { ...attributes, name, namespace: this.identity.namespace };
  }

  public connection(): KafkaConnection { return connectionOf(this.set); }

  public connectionEnv(options: KafkaBindingOptions = {}): { [name: string]: kplus.EnvValue } {
    checkCall(this, 'Kafka.connectionEnv', [options]);
    return bindingEnv(this, this.set, new Map(), options);
  }

  public connectionFiles(options: KafkaBindingOptions = {}): { [path: string]: kplus.SecretValue } {
    checkCall(this, 'Kafka.connectionFiles', [options]);
    return bindingFiles(this.set, options);
  }

  public bind(client: IClientWorkload, options: KafkaBindingOptions = {}): void {
    checkCall(this, 'Kafka.bind', [client, options]);
    this.wire(client, wiringOf(this, this.set, new Map(), options), options);
  }
}
