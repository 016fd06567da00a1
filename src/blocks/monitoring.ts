import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
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

/** What every alert says about itself; Alertmanager routes by it. */
export const OWN_LABELS = ['severity', 'namespace', 'statefulset'];

/** What the alerts of every preset can be told. */
export interface AlertLabels {
  readonly labels?: { [key: string]: string };
  readonly alertLabels?: { [key: string]: string };
}

export function checkPodMonitor(prop: string, { labels, interval }: PodMonitorOptions, problems: Problems): void {
  checkLabels(`${prop}.labels`, labels, problems);
  if (interval !== undefined) { checkMonitoringTime(`${prop}.interval`, interval, problems); }
}

export function checkAlertLabels({ labels, alertLabels }: AlertLabels, namespace: string | undefined, problems: Problems): void {
  if (namespace === undefined) {
    problems.add('AlertNamespaceUnknown', {
      rule: 'namespace must be known for alerts, because Prometheus sees the sets of all namespaces', got: namespace, remedy: 'give it to the preset or to its chart',
    });
  }
  checkLabels('monitoring.alerts.labels', labels, problems);
  for (const [name, value] of Object.entries(alertLabels ?? {})) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || typeof value !== 'string' || OWN_LABELS.includes(name)) {
      problems.add('AlertLabelInvalid', {
        rule: `monitoring.alerts.alertLabels must be texts by names of letters, digits and underscores, other than ${OWN_LABELS.join(', ')}`,
        got: { [name]: value },
        remedy: 'use a label such as { team: \'shop\' }',
      });
    }
  }
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

/** An object of the Prometheus Operator, by the name of the application. */
export function operatorObject(scope: Construct, identity: Identity, kind: string, labels: Record<string, string> | undefined, spec: Json): ApiObject {
  const { name, namespace, annotations } = identity;
  return new ApiObject(scope, kind, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace, labels: { ...identity.labels, ...labels }, annotations },
    spec,
  });
}

/** A duration of whole seconds as Prometheus writes it. */
export function prometheusDuration(duration: Duration): string {
  const seconds = secondsOf(duration);
  if (seconds % 3600 === 0) { return `${seconds / 3600}h`; }
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
