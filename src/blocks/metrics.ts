import { Duration } from 'cdk8s';
import type { Errors } from '../checks/errors';
import { checkLabels } from '../checks/labels';
import { checkMonitoringTime } from '../checks/ranges';
import { prometheusDuration } from '../checks/seconds';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';
import { isPortNumber, Port } from '../values/port';

/** A PodMonitor of the Prometheus Operator, which configures Prometheus to scrape the pods. */
export interface PodMonitorOptions {
  /**
   * Labels of the PodMonitor in addition to those of the set. Add the labels that `podMonitorSelector` of your Prometheus requires, such as
   * `release: kube-prometheus-stack`.
   *
   * @default - only the labels of the set
   */
  readonly labels?: { [key: string]: string };

  /**
   * Time between two scrapes of each pod, in whole seconds up to an hour.
   * @default - the interval in the configuration of Prometheus
   */
  readonly interval?: Duration;
}

/** Where a container of the pods serves metrics. */
export interface MetricsEndpoint {
  /**
   * Number of the TCP port that serves the metrics. If no container declares it, it is added to the main container with the name `metrics`,
   * and only scrapers may connect to it.
   */
  readonly port: number;

  /**
   * HTTP path of the metrics.
   * @default '/metrics'
   */
  readonly path?: string;
}

export function checkMetricsEndpoint({ port, path }: MetricsEndpoint, errors: Errors): void {
  if (!isPortNumber(port)) {
    errors.add('MetricsPortInvalid', {
      rule: 'the port of metrics must be a whole number from 1 to 65535',
      got: port,
      remedy: 'use the port that serves the metrics, such as 9090',
    });
  }
  if (path !== undefined && !/^\/[^\s?#]*$/.test(path)) {
    errors.add('MetricsPathInvalid', {
      rule: 'the path of metrics must begin with a slash and have no query',
      got: path,
      remedy: 'omit it for the default (/metrics)',
    });
  }
}

/** Prometheus finds a port of a pod by its name. */
export function checkMetricsPort(port: number, name: string | undefined, rivals: (string | undefined)[], errors: Errors): void {
  if (name === undefined) {
    errors.add('MetricsPortUnnamed', {
      rule: 'the port of metrics must have a name, because a PodMonitor refers to the port by its name',
      got: port,
      remedy: 'declare it as Port.tcp(number, { name })',
    });
  }
  if (name !== undefined && rivals.includes(name)) {
    errors.add('MetricsTaken', {
      rule: 'the metrics of a port must be added only once, and no other port of the pods may have the name of that port',
      got: name,
      remedy: 'remove the second call, or declare its port on the container with another name',
    });
  }
}

/** @param clients - that may connect to the port, or `undefined` without a policy */
export function checkScrapers(scrapers: readonly unknown[] | undefined, clients: readonly unknown[] | undefined, errors: Errors): void {
  if (clients?.length !== 0) { return; }
  errors.add('ScrapersMissing', {
    rule: 'the scrapers of metrics must have a client if networkAccess is isolated, because the network policy would block Prometheus',
    got: scrapers,
    remedy: 'add the pods of Prometheus, such as NetworkPeer.namespace(\'monitoring\')',
  });
}

/** An hour. The alerts need several samples within some minutes. */
const LONGEST_INTERVAL = 3600;

export function checkPodMonitor(prop: string, { labels, interval }: PodMonitorOptions, errors: Errors): void {
  checkLabels(`${prop}.labels`, labels, errors);
  checkMonitoringTime(`${prop}.interval`, interval, errors, LONGEST_INTERVAL);
}

/** The PodMonitor is in the namespace of the pods, because it selects pods of its namespace only. */
export function podMonitorSpec(identity: Identity, port: Port, path: string | undefined, { interval }: PodMonitorOptions): Json {
  return {
    selector: { matchLabels: identity.selector },
    podMetricsEndpoints: [{ port: port.name, path, interval: interval && prometheusDuration(interval) }],
  };
}
