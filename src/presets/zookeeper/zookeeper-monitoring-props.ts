import { Duration } from 'cdk8s';
import { ScrapingProps } from '../../metrics-props';
import { AlertsOptions } from '../shared/alerts';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface ZooKeeperAlertsOptions extends AlertsOptions {
  /**
   * Number of waiting requests in a member that triggers the alert after five minutes.
   * @default 10
   */
  readonly outstandingRequests?: number;

  /**
   * Average time of a write to the transaction log over five minutes that triggers the alert, in whole milliseconds.
   * @default Duration.millis(100)
   */
  readonly fsyncTime?: Duration;
}

/** Metrics for Prometheus, which the server exports. */
export interface ZooKeeperMonitoringProps extends ScrapingProps {
  /**
   * Adds a PrometheusRule, even with `{}`. It needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor adds, the
   * kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - no alerts are created
   */
  readonly alerts?: ZooKeeperAlertsOptions;
}
