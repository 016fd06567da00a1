import { MetricsEndpoint, PodMonitorOptions } from './blocks/metrics';
import { NetworkPeer } from './blocks/network';

/** The clients that read metrics. */
export interface ScrapingProps {
  /**
   * Clients that may connect to the port of the metrics, and to no other port. Required if `networkAccess` is isolated, unless `allowFrom`
   * admits a client to the port. It has no effect if `networkAccess` is open.
   * @default - no client may connect to the port if `networkAccess` is isolated, except if the port is also for clients
   */
  readonly scrapers?: NetworkPeer[];

  /**
   * Adds a PodMonitor, even with `{}`. Requires the Prometheus Operator.
   * @default - not created; Prometheus has to find the port by other means
   */
  readonly podMonitor?: PodMonitorOptions;
}

/** Metrics of a set. */
export interface MetricsProps extends MetricsEndpoint, ScrapingProps {}
