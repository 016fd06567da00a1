import { Duration } from 'cdk8s';
import { Identity } from '../values/identity';
import { checkLabels } from '../values/labels';
import { Json } from '../values/manifest';
import { Port } from '../values/port';
import { Problems } from '../values/problems';
import { isWholeSeconds, secondsOf, shownSeconds } from '../values/seconds';

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

/** A rule as Prometheus reads it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

export function checkPodMonitor(prop: string, { labels, interval }: PodMonitorOptions, problems: Problems): void {
  checkLabels(`${prop}.labels`, labels, problems);
  if (interval !== undefined) { checkMonitoringTime(`${prop}.interval`, interval, problems); }
}

/** Prometheus knows times down to milliseconds; nobody means less than a second. */
export function checkMonitoringTime(prop: string, time: unknown, problems: Problems): void {
  if (!isWholeSeconds(time, 1)) {
    problems.add('MonitoringTimeInvalid', { rule: `${prop} must be a Duration of whole seconds, 1 or more`, got: shownSeconds(time), remedy: 'use Duration.seconds(30)' });
  }
}

/** The PodMonitor is in the namespace of the pods, which is the one that it then looks at. */
export function podMonitorSpec(identity: Identity, port: Port, { interval }: PodMonitorOptions): Json {
  return {
    selector: { matchLabels: identity.selector },
    podMetricsEndpoints: [{ port: port.name, interval: interval && prometheusDuration(interval) }],
  };
}

/** A duration of whole seconds as Prometheus writes it. */
export function prometheusDuration(duration: Duration): string {
  const seconds = secondsOf(duration);
  if (seconds % 3600 === 0) { return `${seconds / 3600}h`; }
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
