import { Duration } from 'cdk8s';
import { KafkaAuthorization, KafkaExternalAccess, KafkaSasl } from './kafka-listeners';
import { KafkaLogging } from './kafka-logging';
import { KafkaMonitoringProps } from './kafka-monitoring-props';
import { Controllers } from './kafka-nodes';
import { KafkaTls } from './kafka-tls';
import { kplus } from '../../kplus';
import { JvmProps } from '../shared/jvm-heap';
import { PresetProps } from '../shared/preset-props';

/** Settings of the brokers that most people touch. */
export interface KafkaSettingsProps {
  /**
   * Copies of each partition, of new topics and of Kafka's own.
   * @default - 3, or the number of brokers where it is smaller
   */
  readonly replicationFactor?: number;

  /**
   * Copies that an acknowledged record (`acks=all`) is on; with fewer at hand the brokers refuse it. Fixed by the first boot: the cluster
   * keeps it as a setting of its own then, which `kafka-configs.sh` changes.
   *
   * @default - one less than `replicationFactor`, so that one broker may be away
   */
  readonly minInSyncReplicas?: number;

  /**
   * Partitions of a topic that is created without a number.
   * @default 1
   */
  readonly partitions?: number;

  /**
   * How long records are kept, in whole seconds.
   * @default Duration.days(7)
   */
  readonly retention?: Duration;

  /**
   * Further settings of all nodes, by Kafka's names. Rejected are names and values that the image's version does not accept, and settings
   * that the preset decides. Names that only a plugin knows are accepted with the setting that names its class, such as `metric.reporters`,
   * and below `rsm.config.` and `rlmm.config.`.
   *
   * @default - what the preset says, and Kafka's defaults
   */
  readonly settings?: { [name: string]: string };
}

/** Kafka brokers and their controllers. */
export interface KafkaProps extends PresetProps, JvmProps, KafkaSettingsProps {
  /**
   * Name of the set; pods are called `<name>-<ordinal>`. It is the identity of the data.
   * @default 'kafka'
   */
  readonly name?: string;

  /**
   * The official image, of version 4.2 or later, or one like it.
   * @default 'apache/kafka:4.3.1'
   */
  readonly image?: string;

  /**
   * Id of the cluster, 22 letters that `kafka-storage.sh random-uuid` prints. It is written to each volume on the first boot, and a volume
   * of another cluster is refused. Never changes; the error without one proposes one.
   */
  readonly clusterId: string;

  /**
   * Which nodes are controllers. After the first deployment there may be more of them, and neither fewer nor others: a node that finds that
   * it is so does not start.
   * @default Controllers.combined()
   */
  readonly controllers?: Controllers;

  /**
   * Certificates of the nodes. Traffic between nodes is then authenticated in both directions.
   *
   * Decide at the first deployment: nodes with and without it do not understand each other, so a rolling update of a running cluster never
   * ends. There, apply and then delete all pods at once, as the page of the preset says; it is an outage.
   *
   * @default - nothing is encrypted
   */
  readonly tls?: KafkaTls;

  /**
   * How clients log in; needs `tls`.
   * @default - by their certificates, or not at all
   */
  readonly sasl?: KafkaSasl;

  /**
   * Who may do what; needs `tls`.
   * @default - everyone who gets a connection may do everything
   */
  readonly authorization?: KafkaAuthorization;

  /**
   * Clients outside of the Kubernetes cluster.
   * @default - there are none
   */
  readonly external?: KafkaExternalAccess;

  /**
   * The rack of a broker, so that copies of a partition are spread over racks: for instance the label `topology.kubernetes.io/zone` of the
   * pod, where your cluster copies it from the node.
   *
   * @default - the brokers have no rack
   */
  readonly rack?: kplus.EnvValue;

  /**
   * What the nodes log, and how. A change rolls the pods; `kafka-configs.sh --entity-type broker-loggers` changes the level of a running
   * broker.
   * @default - lines of text, from `INFO` on
   */
  readonly logging?: KafkaLogging;

  /**
   * CPU, memory and ephemeral storage of the Job that brings about `addTopic` and `addUser`, requested and at most; `{}` leaves them to the
   * namespace's LimitRange.
   * @default - 50 m of CPU, at most 1; 256 MiB of memory; 64 MiB of ephemeral storage
   */
  readonly topicsJobResources?: kplus.ContainerResources;

  /**
   * Metrics for Prometheus, from an agent in each node's JVM.
   * @default - there is none
   */
  readonly monitoring?: KafkaMonitoringProps;
}
