import { Duration } from 'cdk8s';
import { NetworkPeer } from '../../blocks/network';
import { kplus } from '../../kplus';
import { AlertsOptions } from '../shared/alerts';
import { PodMonitorOptions } from '../shared/monitoring';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface KafkaAlertsOptions extends AlertsOptions {
  /**
   * How long a broker may take from its start until it is Ready, in whole seconds. Recovery of logs and copying a large volume take their time.
   * @default Duration.minutes(15)
   */
  readonly startTime?: Duration;
}

/** Metrics for Prometheus, from the JMX exporter inside of each node's JVM. */
export interface KafkaMonitoringProps {
  /** An image that has the agent of the JMX exporter (`jmx_prometheus_javaagent`, 1.0 or later) and the command `cp`: there is no official one. A node does not start while it cannot be pulled. */
  readonly image: string;

  /**
   * Where the agent is in that image.
   * @default '/jmx_prometheus_javaagent.jar'
   */
  readonly jar?: string;

  /**
   * CPU, memory and ephemeral storage of the container that copies the agent, requested and at most; `{}` leaves them to the namespace's LimitRange.
   * @default - 10 m of CPU, at most 200 m; 32 MiB of memory; 32 MiB of ephemeral storage
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Who may scrape port 9404, and nothing else, where `networkAccess` is isolated.
   * @default - nobody but the nodes
   */
  readonly scrapers?: NetworkPeer[];

  /**
   * Adds a PodMonitor; `{}` does. Needs the Prometheus Operator.
   * @default - Prometheus has to find the port `metrics` by other means
   */
  readonly podMonitor?: PodMonitorOptions;

  /**
   * Adds a PrometheusRule; `{}` does. Needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor gives,
   * the kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - there are no alerts
   */
  readonly alerts?: KafkaAlertsOptions;
}
