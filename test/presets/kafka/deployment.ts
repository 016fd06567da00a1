import { App, Chart, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Kafka, KafkaProps } from 'cdk8s-stateful-app';

export const CLUSTER_ID = 'Tm90IGEgcmFuZG9tIGlkLg';

/** A chart with one Kafka. */
export class Deployed extends Chart {
  public readonly kafka: Kafka;

  constructor(props: Partial<KafkaProps> & { secure?: boolean } = {}) {
    super(new App(), 'test', { namespace: 'shop' });
    const { secure, ...rest } = props;
    const tls = secure ? { tls: { certificate: Secret.fromSecretName(this, 'Tls', 'kafka-tls') } } : {};
    this.kafka = new Kafka(this, 'Kafka', { replicas: 3, storage: Size.gibibytes(100), clusterId: CLUSTER_ID, ...tls, ...rest });
  }

  /** The settings in one of the properties files. */
  public settings(file = 'broker,controller', app: Kafka['controllers'] = this.kafka): Record<string, string> {
    const text = app?.filesOf(0)[`/etc/kafka/stateful/${file}.properties`] ?? '';
    return Object.fromEntries(text.split('\n').filter(line => line.includes('='))
      .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
  }
}
