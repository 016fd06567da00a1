import { Duration } from 'cdk8s';
import { AlertsOptions } from '../shared/alerts';
import { PresetMonitoringProps } from '../shared/preset-props';

/** Alerts as a PrometheusRule of the Prometheus Operator. */
export interface ZooKeeperAlertsOptions extends AlertsOptions {
  /**
   * How many requests may wait in a member for five minutes.
   * @default 10
   */
  readonly outstandingRequests?: number;

  /**
   * How long a write to the transaction log may take on average over five minutes, in whole milliseconds.
   * @default Duration.millis(100)
   */
  readonly fsyncTime?: Duration;
}

/** Metrics for Prometheus, from the server itself. */
export interface ZooKeeperMonitoringProps extends PresetMonitoringProps {
  /**
   * Adds a PrometheusRule; `{}` does. Needs the Prometheus Operator, the labels `namespace` and `pod` that a PodMonitor gives,
   * the kubelet's metrics for volumes and kube-state-metrics for pods that are not Ready.
   *
   * @default - there are no alerts
   */
  readonly alerts?: ZooKeeperAlertsOptions;
}
