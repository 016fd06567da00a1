import { ApiObject, Duration } from 'cdk8s';
import type { Errors } from '../../checks/errors';
import { checkLabels } from '../../checks/labels';
import { checkSeconds } from '../../checks/ranges';
import { prometheusDuration } from '../../checks/seconds';
import { addObject } from '../../pod/app-object';
import { StatefulApp } from '../../stateful-app';
import { Identity } from '../../values/identity';
import { Json } from '../../values/manifest';
import { Port } from '../../values/port';

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

/** An hour. The alerts need several samples within some minutes. */
const LONGEST_INTERVAL = 3600;

export function checkPodMonitor(prop: string, { labels, interval }: PodMonitorOptions, errors: Errors): void {
  checkLabels(`${prop}.labels`, labels, errors);
  if (interval !== undefined) { checkMonitoringTime(`${prop}.interval`, interval, errors, LONGEST_INTERVAL); }
}

/** Prometheus accepts times down to milliseconds, but less than a second is always a mistake. */
export function checkMonitoringTime(prop: string, time: unknown, errors: Errors, max?: number): void {
  checkSeconds(errors, { code: 'MonitoringTimeInvalid', prop, value: time, remedy: 'use Duration.seconds(30)' }, 1, max);
}

/** The PodMonitor is in the namespace of the pods, because it selects pods of its namespace only. */
export function podMonitorSpec(identity: Identity, port: Port, { interval }: PodMonitorOptions): Json {
  return {
    selector: { matchLabels: identity.selector },
    podMetricsEndpoints: [{ port: port.name, interval: interval && prometheusDuration(interval) }],
  };
}

/** An object of the Prometheus Operator, with the name of the set. */
export function operatorObject(app: StatefulApp, kind: string, labels: Record<string, string> | undefined, spec: Json): ApiObject {
  return addObject(app, kind, app._identity, { apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { labels }, spec });
}
