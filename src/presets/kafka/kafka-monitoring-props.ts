import { kplus } from '../../kplus';
import { ScrapingProps } from '../../metrics-props';
import { AlertsOptions } from '../shared/alerts';

/** Metrics for Prometheus, from the JMX exporter in each node's JVM. */
export interface KafkaMonitoringProps extends ScrapingProps {
  /**
   * Image with the agent of the JMX exporter (`jmx_prometheus_javaagent`, 1.0 or later) and the command `cp`. No official one exists. A
   * node does not start while the image cannot be pulled.
   */
  readonly image: string;

  /**
   * Path of the agent in that image.
   * @default '/jmx_prometheus_javaagent.jar'
   */
  readonly jar?: string;

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the container that copies the agent. With `{}`, the LimitRange of the
   * namespace applies.
   * @default - 10 m of CPU, at most 200 m; 32 MiB of memory; 32 MiB of ephemeral storage, which are a limit only if `resources` of the
   * broker has one
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Adds a PrometheusRule, even with `{}`. It needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor adds, the
   * kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - no alerts are created
   */
  readonly alerts?: AlertsOptions;
}
