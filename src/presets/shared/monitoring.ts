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

/** A PodMonitor of the Prometheus Operator: what Prometheus scrapes. */
export interface PodMonitorOptions {
  /**
   * Labels of the PodMonitor beside the application's: what `podMonitorSelector` of your Prometheus asks for,
   * such as `release: kube-prometheus-stack`.
   *
   * @default - the application's labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * How often Prometheus scrapes each pod, in whole seconds.
   * @default - as Prometheus is configured
   */
  readonly interval?: Duration;
}

export function checkPodMonitor(prop: string, { labels, interval }: PodMonitorOptions, errors: Errors): void {
  checkLabels(`${prop}.labels`, labels, errors);
  if (interval !== undefined) { checkMonitoringTime(`${prop}.interval`, interval, errors); }
}

/** Prometheus knows times down to milliseconds; nobody means less than a second. */
export function checkMonitoringTime(prop: string, time: unknown, errors: Errors): void {
  checkSeconds(errors, { code: 'MonitoringTimeInvalid', prop, value: time, remedy: 'use Duration.seconds(30)' }, 1);
}

/** The PodMonitor is in the namespace of the pods, which is the one that it then looks at. */
export function podMonitorSpec(identity: Identity, port: Port, { interval }: PodMonitorOptions): Json {
  return {
    selector: { matchLabels: identity.selector },
    podMetricsEndpoints: [{ port: port.name, interval: interval && prometheusDuration(interval) }],
  };
}

/** An object of the Prometheus Operator, by the name of the application. */
export function operatorObject(app: StatefulApp, kind: string, labels: Record<string, string> | undefined, spec: Json): ApiObject {
  return addObject(app, kind, app._identity, { apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { labels }, spec });
}
