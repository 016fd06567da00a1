import { Duration } from 'cdk8s';
import { NetworkPeer } from '../../blocks/network';
import { AlertsOptions } from '../shared/alerts';
import { PodMonitorOptions } from '../shared/monitoring';

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

  /**
   * How long a member may take from its start until it is Ready, in whole seconds. Gigabytes of data take their time.
   * @default Duration.minutes(15)
   */
  readonly startTime?: Duration;
}

/** Metrics for Prometheus, from the server itself. */
export interface ZooKeeperMonitoringProps {
  /**
   * Who may scrape port 7000, and nothing else, where `networkAccess` is isolated.
   * @default - nobody but the pods of the set
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
  readonly alerts?: ZooKeeperAlertsOptions;
}
