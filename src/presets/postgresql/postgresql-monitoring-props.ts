import { Duration } from 'cdk8s';
import { ScrapingProps } from '../../metrics-props';
import { AlertsOptions } from '../shared/alerts';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface PostgreSqlAlertsOptions extends AlertsOptions {
  /**
   * Lag of a replica that triggers the alert after five minutes, in whole seconds.
   * @default Duration.minutes(1)
   */
  readonly replicaLag?: Duration;

  /**
   * Age of the last dump that triggers the alert, in whole seconds.
   * @default - the longest time between two dumps, rounded up to 1, 7, 31 or 366 days by the schedule, plus `backup.deadline`
   */
  readonly backupAge?: Duration;

  /**
   * Age of the last physical backup that triggers the alert, in whole seconds.
   * @default - the longest time between two backups, rounded up to 1, 7, 31 or 366 days by the schedule, plus `archive.deadline`
   */
  readonly archiveAge?: Duration;
}

/** Metrics for Prometheus, which Patroni serves on its port in each pod. */
export interface PostgreSqlMonitoringProps extends ScrapingProps {
  /**
   * Adds a PrometheusRule, even with `{}`. It needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor adds, the
   * kubelet's metrics for volumes, and kube-state-metrics for pods that are not Ready and for backups.
   *
   * @default - no alerts are created
   */
  readonly alerts?: PostgreSqlAlertsOptions;
}
