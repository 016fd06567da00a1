import { kplus } from '../../kplus';
import { AlertsOptions } from '../shared/alerts';
import { PresetMonitoringProps } from '../shared/preset-props';

/** Metrics for Prometheus, from the JMX exporter inside of each node's JVM. */
export interface KafkaMonitoringProps extends PresetMonitoringProps {
  /**
   * An image that has the agent of the JMX exporter (`jmx_prometheus_javaagent`, 1.0 or later) and the command `cp`: there is no official
   * one. A node does not start while it cannot be pulled.
   */
  readonly image: string;

  /**
   * Where the agent is in that image.
   * @default '/jmx_prometheus_javaagent.jar'
   */
  readonly jar?: string;

  /**
   * CPU, memory and ephemeral storage of the container that copies the agent, requested and at most; `{}` leaves them to the namespace's
   * LimitRange.
   * @default - 10 m of CPU, at most 200 m; 32 MiB of memory; 32 MiB of ephemeral storage
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Adds a PrometheusRule; `{}` does. Needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor gives,
   * the kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - there are no alerts
   */
  readonly alerts?: AlertsOptions;
}
