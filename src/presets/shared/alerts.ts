import { Duration } from 'cdk8s';
import type { Errors } from '../../checks/errors';
import { checkLabels } from '../../checks/labels';
import { prometheusDuration } from '../../checks/seconds';
import { Identity } from '../../values/identity';

/** An alerting rule in the format of Prometheus. */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/** Labels that every alert sets and by which Alertmanager routes it. */
const OWN_LABELS = ['severity', 'namespace', 'statefulset'];

/** Options of the alerts of every preset. */
export interface AlertsOptions {
  /**
   * Labels of the PrometheusRule in addition to those of the set. Add the labels that `ruleSelector` of your Prometheus requires, such as
   * `release: kube-prometheus-stack`.
   *
   * @default - only the labels of the set
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of each alert in addition to `severity`, `namespace` and `statefulset`. Add the labels by which your Alertmanager routes, such
   * as `team: shop`.
   * @default - only those three
   */
  readonly alertLabels?: { [key: string]: string };

  /**
   * URL of the directory that has a page for each alert. The annotation `runbook_url` of an alert is this URL, a slash and the name of the
   * alert. Set it to a copy of the runbooks of this library, because the default is a placeholder.
   *
   * @default 'https://example.invalid/cdk8s-stateful-app/runbooks', which does not resolve
   */
  readonly runbookUrl?: string;

  /**
   * Time from a pod's start until it must be Ready, in whole seconds. Increase it if recovery or copying of a large volume takes longer.
   * @default Duration.minutes(15)
   */
  readonly startTime?: Duration;

  /**
   * Confirms that Prometheus gets the metrics without `monitoring.podMonitor`, for example by a PodMonitor of another team. It must add the
   * labels `namespace` and `pod`.
   * @default false
   */
  readonly allowNoPodMonitor?: boolean;
}

/** The time after which a pod that is not Ready raises an alert. */
export function startTimeOf({ startTime }: AlertsOptions): Duration {
  return startTime ?? Duration.minutes(15);
}

/** An alert before it gets the labels that all alerts have. */
export interface Alert {
  /** Name of the alert, with the system first: `KafkaOfflinePartitions`. */
  readonly name: string;
  /**
   * Severity of the alert: `critical` pages a person, because writes fail, block or may get lost. `warning` is for working hours, because
   * no data is lost yet.
   */
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  readonly expr: string;
  /** One sentence that is the same for all pods of the set, so that a notification can group them. */
  readonly summary: string;
  /** What happened to which pod, and its effect on clients and data. The runbook contains the remedy. */
  readonly description: string;
}

/** A placeholder until the site of the project has an address. */
const RUNBOOK_URL = 'https://example.invalid/cdk8s-stateful-app/runbooks';

export function rulesOf(
  alerts: Alert[], { name, namespace = '' }: Identity, { alertLabels, runbookUrl = RUNBOOK_URL }: AlertsOptions,
): AlertRule[] {
  return alerts.map(alert => ({
    alert: alert.name,
    expr: alert.expr,
    for: alert.for,
    labels: { ...alertLabels, severity: alert.severity, namespace, statefulset: name },
    annotations: { summary: alert.summary, description: alert.description, runbook_url: `${runbookUrl}/${alert.name}` },
  }));
}

/**
 * @param system - name of the system, as in prose
 * @param title - namespace and name of the set
 * @param targets - label matchers of the targets that Prometheus scrapes
 * @param count - of the members that must have metrics
 * @param members - the system's word for them
 */
export function metricsMissing(system: string, title: string, targets: string, count: number, members: string): Alert {
  return {
    name: `${system}MetricsMissing`,
    severity: 'warning',
    for: '10m',
    expr: `(sum(up{${targets}}) or vector(0)) < ${count}`,
    summary: `${system} ${title} has ${members} without metrics.`,
    description: `Prometheus has metrics of {{ $value }} out of ${count} ${members} of ${system} ${title}. `
      + `The other alerts cannot fire for the missing ${members}.`,
  };
}

/**
 * @param system - name of the system, as in prose
 * @param title - namespace and name of the set
 * @param pods - label matchers
 * @param reasons - why a pod of this system is not Ready
 */
export function notReady(system: string, title: string, pods: string, startTime: Duration, reasons: string): Alert {
  const time = prometheusDuration(startTime);
  return {
    name: `${system}NotReady`,
    severity: 'warning',
    for: time,
    expr: `kube_pod_status_ready{${pods},condition="true"} == 0`,
    summary: `${system} ${title} has pods that are not Ready.`,
    description: `The pod {{ $labels.pod }} has not been Ready for ${time}. ${reasons}`,
  };
}

/** The volumes, and a period for their trend that is longer than temporary changes. */
interface VolumesToWatch {
  /** Label matchers of the claims. */
  readonly claims: string;
  readonly trend: string;
  /** Effect of a full volume on the server. */
  readonly full: string;
}

export function volumeAlerts(system: string, title: string, { claims, trend, full }: VolumesToWatch): Alert[] {
  const free = `kubelet_volume_stats_available_bytes{${claims}}`;
  const share = `${free} / kubelet_volume_stats_capacity_bytes{${claims}}`;
  return [
    {
      name: `${system}VolumeFilling`,
      severity: 'warning',
      for: '30m',
      expr: `${share} < 0.4 and predict_linear(${free}[${trend}], 24 * 3600) < 0`,
      summary: `A volume of ${system} ${title} will be full within a day.`,
      description: 'The volume of the claim {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left, '
        + `and at the trend of the last ${trend} it will be full within a day. ${full}`,
    },
    {
      name: `${system}VolumeAlmostFull`,
      severity: 'critical',
      for: '5m',
      expr: `${share} < 0.05`,
      summary: `A volume of ${system} ${title} is almost full.`,
      description: `The volume of the claim {{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left. ${full}`,
    },
  ];
}

export function checkAlertOptions({ labels, alertLabels, runbookUrl }: AlertsOptions, namespace: string | undefined, errors: Errors): void {
  if (namespace === undefined) {
    errors.add('AlertNamespaceUnknown', {
      rule: 'namespace must be set for alerts, because Prometheus has the metrics of all namespaces',
      got: namespace,
      remedy: 'set it on the preset or its chart',
    });
  }
  if (runbookUrl !== undefined && !/^https?:\/\/[^\s?#]+[^\s?#/]$/.test(runbookUrl)) {
    errors.add('RunbookUrlInvalid', {
      rule: 'monitoring.alerts.runbookUrl must be the http or https URL of a directory, without a trailing slash',
      got: runbookUrl,
      remedy: 'use a URL such as https://runbooks.example.com/databases, or omit it',
    });
  }
  checkLabels('monitoring.alerts.labels', labels, errors);
  for (const [name, value] of Object.entries(alertLabels ?? {})) {
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || OWN_LABELS.includes(name)) {
      errors.add('AlertLabelInvalid', {
        rule: `monitoring.alerts.alertLabels must map names of letters, digits and underscores, other than ${OWN_LABELS.join(', ')}, to `
          + 'strings',
        got: { [name]: value },
        remedy: 'use a label such as { team: \'shop\' }',
      });
    }
  }
}
