import { Duration } from 'cdk8s';
import type { Errors } from '../../checks/errors';
import { checkLabels } from '../../checks/labels';
import { prometheusDuration } from '../../checks/seconds';
import { Identity } from '../../values/identity';

/** A rule as Prometheus reads it. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/** What every alert says about itself; Alertmanager routes by it. */
const OWN_LABELS = ['severity', 'namespace', 'statefulset'];

/** What the alerts of every preset can be told. */
export interface AlertsOptions {
  /**
   * Labels of the PrometheusRule beside the application's: what `ruleSelector` of your Prometheus asks for,
   * such as `release: kube-prometheus-stack`.
   *
   * @default - the application's labels
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of each alert beside `severity`, `namespace` and `statefulset`: what your Alertmanager routes by, such as `team: shop`.
   * @default - only those three
   */
  readonly alertLabels?: { [key: string]: string };

  /**
   * How long a pod may take from its start until it is Ready, in whole seconds. Recovery, or copying a large volume, can take many minutes.
   * @default Duration.minutes(15)
   */
  readonly startTime?: Duration;
}

/** The time after which a pod that is not Ready raises an alert. */
export function startTimeOf({ startTime }: AlertsOptions): Duration {
  return startTime ?? Duration.minutes(15);
}

/** An alert before it gets the labels that all have. */
export interface Alert {
  /** With the system first: `KafkaOfflinePartitions`. */
  readonly name: string;
  /** `critical` wakes somebody: writes fail, block or may get lost. `warning` is for working hours: nothing is lost yet. */
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  readonly expr: string;
  readonly summary: string;
  /** What it means, and what to look at. */
  readonly description: string;
  /** The heading on the preset's page under which stands what to do. */
  readonly recipe: string;
}

/** @param page - of the preset, such as `docs/presets/kafka.md` */
export function rulesOf(
  alerts: Alert[], { name, namespace = '' }: Identity, alertLabels: AlertsOptions['alertLabels'], page: string,
): AlertRule[] {
  return alerts.map(alert => ({
    alert: alert.name,
    expr: alert.expr,
    for: alert.for,
    labels: { ...alertLabels, severity: alert.severity, namespace, statefulset: name },
    annotations: { summary: alert.summary, description: `${alert.description} Recipe: "${alert.recipe}" in ${page}.` },
  }));
}

/** What a system says of its own about an alert that all have. */
type AlertText = Pick<Alert, 'description' | 'recipe'>;

/** @param system - as it is written  @param pods - label matchers */
export function notReady(system: string, pods: string, startTime: Duration, words: AlertText): Alert {
  const time = prometheusDuration(startTime);
  return {
    name: `${system}NotReady`,
    severity: 'warning',
    for: time,
    expr: `kube_pod_status_ready{${pods},condition="true"} == 0`,
    summary: `${system} {{ $labels.pod }} has not been Ready for ${time}`,
    ...words,
  };
}

/** Which volumes, and over which time their trend says something: longer than what comes and goes. */
interface VolumesToWatch {
  /** Label matchers of the claims. */
  readonly claims: string;
  readonly trend: string;
  /** What to look at when a volume fills. */
  readonly filling: string;
  /** What a full volume does. */
  readonly full: string;
}

export function volumeAlerts(system: string, { claims, trend, filling, full }: VolumesToWatch): Alert[] {
  const free = `kubelet_volume_stats_available_bytes{${claims}}`;
  const share = `${free} / kubelet_volume_stats_capacity_bytes{${claims}}`;
  const recipe = 'A volume fills up';
  return [
    {
      name: `${system}VolumeFilling`,
      severity: 'warning',
      for: '30m',
      expr: `${share} < 0.4 and predict_linear(${free}[${trend}], 24 * 3600) < 0`,
      summary: 'The volume {{ $labels.persistentvolumeclaim }} is full within a day',
      description: `It has {{ $value | humanizePercentage }} left and goes on filling. Look at ${filling}.`,
      recipe,
    },
    {
      name: `${system}VolumeAlmostFull`,
      severity: 'critical',
      for: '5m',
      expr: `${share} < 0.05`,
      summary: 'The volume {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left',
      description: `${full} Make room now.`,
      recipe,
    },
  ];
}

export function checkAlertLabels({ labels, alertLabels }: AlertsOptions, namespace: string | undefined, errors: Errors): void {
  if (namespace === undefined) {
    errors.add('AlertNamespaceUnknown', {
      rule: 'namespace must be known for alerts, because Prometheus sees the sets of all namespaces',
      got: namespace,
      remedy: 'give it to the preset or to its chart',
    });
  }
  checkLabels('monitoring.alerts.labels', labels, errors);
  for (const [name, value] of Object.entries(alertLabels ?? {})) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || OWN_LABELS.includes(name)) {
      errors.add('AlertLabelInvalid', {
        rule: 'monitoring.alerts.alertLabels must be texts by names of letters, digits and underscores, '
          + `other than ${OWN_LABELS.join(', ')}`,
        got: { [name]: value },
        remedy: 'use a label such as { team: \'shop\' }',
      });
    }
  }
}
