import { Duration } from 'cdk8s';
import { kplus } from '../../kplus';
import { ScrapingProps } from '../../metrics-props';
import { AlertsOptions } from '../shared/alerts';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface MySqlAlertsOptions extends AlertsOptions {
  /**
   * Lag of a replica or secondary that triggers the alert after five minutes, in whole seconds.
   * @default - `maxLag`, or one minute without it
   */
  readonly replicaLag?: Duration;

  /**
   * Share of `maxConnections` in use that triggers the alert after five minutes, in percent.
   * @default 80
   */
  readonly connectionsPercent?: number;

  /**
   * Age of the last backup that triggers the alert, in whole seconds.
   * @default - the longest time between two backups, rounded up to 1, 7, 31 or 366 days by the schedule, plus `backup.deadline`
   */
  readonly backupAge?: Duration;
}

/** Metrics for Prometheus, from an exporter in each pod. */
export interface MySqlMonitoringProps extends ScrapingProps {
  /**
   * Image of the exporter, version 0.19 or later, because earlier versions do not know `--mysqld.address=unix://`. A pod is not Ready while
   * the image cannot be pulled.
   *
   * @default 'prom/mysqld-exporter:v0.20.0'
   */
  readonly image?: string;

  /**
   * Further arguments of the exporter, such as `--collect.perf_schema.eventsstatements`.
   * @default - only the collectors that are enabled by default (global status and variables, replication, InnoDB compression) and, in a
   * group, those of its members and of their appliers
   */
  readonly args?: string[];

  /**
   * Requests and limits of CPU, memory and ephemeral storage of the exporter.
   * @default - 10m CPU and at most 200m, 64 MiB of memory (13 are in use), 16 MiB of ephemeral storage, which are a
   * limit only if `resources` of the server has one
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * Adds a PrometheusRule, even with `{}`. It needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor adds, the
   * kubelet's metrics for volumes, and kube-state-metrics for pods that are not Ready and for backups.
   *
   * @default - no alerts are created
   */
  readonly alerts?: MySqlAlertsOptions;
}
