import { Duration } from 'cdk8s';
import { kplus } from '../../kplus';
import { AlertsOptions } from '../shared/alerts';
import { PresetMonitoringProps } from '../shared/preset-props';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface MySqlAlertsOptions extends AlertsOptions {
  /**
   * How far a replica may be behind for five minutes, in whole seconds.
   * @default - `maxLag`, and one minute without it
   */
  readonly replicaLag?: Duration;

  /**
   * How many of `maxConnections` may be in use for five minutes, in percent.
   * @default 80
   */
  readonly connectionsPercent?: number;
}

/** Metrics for Prometheus, from an exporter in each pod. */
export interface MySqlMonitoringProps extends PresetMonitoringProps {
  /**
   * The exporter's image, of version 0.19 or later: earlier ones do not know `--mysqld.address=unix://`.
   * A pod is not Ready while it cannot be pulled.
   *
   * @default 'prom/mysqld-exporter:v0.20.0'
   */
  readonly image?: string;

  /**
   * Further arguments of the exporter, such as `--collect.perf_schema.eventsstatements`.
   * @default - the collectors that are on by themselves: global status and variables, replication, InnoDB compression
   */
  readonly args?: string[];

  /**
   * CPU, memory and ephemeral storage of the exporter.
   * @default - 10m CPU and at most 200m, 64 MiB of memory (13 are in use), 16 MiB of ephemeral storage
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Adds a PrometheusRule; `{}` does. Needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor gives,
   * the kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - there are no alerts
   */
  readonly alerts?: MySqlAlertsOptions;
}
