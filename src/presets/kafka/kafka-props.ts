import { Duration } from 'cdk8s';
import { KafkaAdoption } from './kafka-adoption';
import { KafkaAuthorization, KafkaExternalAccess, KafkaSasl } from './kafka-listeners';
import { KafkaLogging } from './kafka-logging';
import { KafkaMonitoringProps } from './kafka-monitoring-props';
import { Controllers } from './kafka-nodes';
import { KafkaTls } from './kafka-tls';
import { kplus } from '../../kplus';
import { JobOptions } from '../../pod/job-props';
import { JvmProps } from '../shared/jvm-heap';
import { PresetProps } from '../shared/preset-props';

/** Settings of the brokers that are changed most often. */
export interface KafkaSettingsProps {
  /**
   * Copies of each partition, for new topics and for Kafka's internal ones.
   * @default - 3, or the number of brokers if it is smaller
   */
  readonly replicationFactor?: number;

  /**
   * Minimum number of copies with an acknowledged record (`acks=all`). If fewer copies are in sync, the brokers reject the write. Fixed by
   * the first boot, when the cluster stores it as a setting, which `kafka-configs.sh` changes.
   *
   * @default - one less than `replicationFactor`, so that one broker may be unavailable
   */
  readonly minInSyncReplicas?: number;

  /**
   * Number of partitions of a topic that is created without one.
   * @default 1
   */
  readonly partitions?: number;

  /**
   * Time for which records are kept, in whole seconds.
   * @default Duration.days(7)
   */
  readonly retention?: Duration;

  /**
   * Further settings of all nodes, by Kafka's names. Names and values that the image's version does not accept are rejected, and also
   * settings that the preset controls. Names that only a plugin knows are accepted with the setting that names its class, such as
   * `metric.reporters`, and below `rsm.config.` and `rlmm.config.`.
   *
   * @default - only the settings of the preset, and Kafka's defaults
   */
  readonly settings?: { [name: string]: string };
}

/** Kafka brokers and their controllers. */
export interface KafkaProps extends PresetProps, JvmProps, KafkaSettingsProps {
  /**
   * Name of the set, whose pods are called `<name>-<ordinal>`. The name identifies the data: a set with another name has new volumes.
   * @default 'kafka'
   */
  readonly name?: string;

  /**
   * The official image, version 4.2 or later, or a compatible one.
   * @default 'apache/kafka:4.3.1'
   */
  readonly image?: string;

  /**
   * Id of the cluster, 22 letters that `kafka-storage.sh random-uuid` prints. It is written to each volume on the first boot, and a volume
   * of another cluster is rejected. Never change it, and use a different one for each cluster. If it is missing, the error proposes one.
   * With `adopt`, it is the id of the former cluster, which can be one that is no UUID.
   */
  readonly clusterId: string;

  /**
   * Node id of the first broker. Those of the others follow. Set it if the nodes were adopted with other ids than 0, 1, 2, and never change
   * it. A node refuses the volume of another id.
   * @default 0
   */
  readonly firstNodeId?: number;

  /**
   * Confirms that the volumes have the data of another cluster, which the members are to take over at their first start. Use it instead of
   * `firstBoot`. It has no effect on members with data of this set. Remove it afterwards, which restarts no
   * pods, unless the `clusterId` requires it.
   *
   * @default - a member does not start on a volume with data of another cluster
   */
  readonly adopt?: KafkaAdoption;

  /**
   * Confirms that another Kafka of the program has the same `clusterId`, because both were deployed with it. One of the two needs it.
   * @default false
   */
  readonly allowSharedClusterId?: boolean;

  /**
   * Nodes that are controllers. After the first deployment, controllers can be added but not removed or replaced. A node that detects such
   * a change does not start.
   * @default Controllers.combined()
   */
  readonly controllers?: Controllers;

  /**
   * Certificates of the nodes. With them, traffic between nodes is authenticated in both directions.
   *
   * Decide at the first deployment: nodes with and without TLS cannot communicate, so a rolling update of a running cluster never ends. To
   * add it there, apply it and then delete all pods at once, as described on the page of the preset. This is an outage.
   *
   * @default - no traffic is encrypted
   */
  readonly tls?: KafkaTls;

  /**
   * Authentication of clients. Requires `tls`.
   * @default - clients log in with their certificates, or not at all
   */
  readonly sasl?: KafkaSasl;

  /**
   * Permissions of the clients. Requires `tls`.
   * @default - every client that can connect has all permissions
   */
  readonly authorization?: KafkaAuthorization;

  /**
   * Access for clients outside the Kubernetes cluster. Requires `tls`, or `external.allowPlaintext`. With `tls` alone, every client that
   * reaches the brokers may connect; add `sasl` or `tls.clientAuth: 'required'` to admit only known ones.
   * @default - clients outside the cluster cannot connect
   */
  readonly external?: KafkaExternalAccess;

  /**
   * Rack of a broker, over which Kafka spreads the copies of a partition. For instance, use the label `topology.kubernetes.io/zone` of the
   * pod if your cluster copies it from the node.
   *
   * @default - the brokers have no rack
   */
  readonly rack?: kplus.EnvValue;

  /**
   * Level and format of the nodes' logs. A change rolls the pods. To change the level of a running broker, use `kafka-configs.sh
   * --entity-type broker-loggers`.
   * @default - lines of text, from level `INFO`
   */
  readonly logging?: KafkaLogging;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the Job that applies `addTopic` and `addUser`. With `{}`, the LimitRange of
   * the namespace applies.
   * @default - 50 m of CPU, at most 1; 256 MiB of memory; 64 MiB of ephemeral storage
   */
  readonly topicsJobResources?: kplus.ContainerResources;

  /**
   * Deadline, retries, deletion and annotations of the Job that applies `addTopic` and `addUser`. Set `cleanup` to `JobCleanup.never()` if
   * Argo CD or Flux deploys the manifests and deletes objects that they no longer contain.
   *
   * @default - two hours and four retries; the Job is deleted ten minutes after its end, so that a change that is undone is applied again
   */
  readonly topicsJob?: JobOptions;

  /**
   * Metrics for Prometheus, from an agent in each node's JVM.
   * @default - no metrics are exported
   */
  readonly monitoring?: KafkaMonitoringProps;
}
