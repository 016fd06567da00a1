import { ApiObject, Duration } from 'cdk8s';
import { AlertsProps, checkAlertNamespace, checkRuleOptions, PrometheusRuleOptions } from '../../blocks/alerts';
import { checkPodMonitor, PodMonitorOptions } from '../../blocks/metrics';
import type { Errors } from '../../checks/errors';
import { checkMonitoringTime } from '../../checks/ranges';
import { formatSeconds, isWholeSeconds } from '../../checks/seconds';
import { ScrapingProps } from '../../metrics-props';
import { StatefulApp } from '../../stateful-app';
import { PROJECT } from '../../values/project';

/** Options of the alerts of every preset. */
export interface AlertsOptions extends PrometheusRuleOptions {
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

/** Adds the alerts of a preset, which link to the runbooks of this library. */
export function addPresetAlerts(
  app: StatefulApp, { labels, alertLabels, runbookUrl = `${PROJECT.home}/runbooks` }: AlertsOptions, rules: AlertsProps['rules'],
): ApiObject {
  return app.addAlerts({ labels, alertLabels, runbookUrl, rules });
}

/** Checks the monitoring options that all presets share. */
export function checkPresetMonitoring(
  { podMonitor, alerts }: ScrapingProps & { readonly alerts?: AlertsOptions }, namespace: string | undefined, errors: Errors,
): void {
  if (podMonitor) { checkPodMonitor('monitoring.podMonitor', podMonitor, errors); }
  if (!alerts) { return; }
  checkAlertNamespace(namespace, errors);
  checkRuleOptions('monitoring.alerts.', alerts, errors);
  checkMetricsOfAlerts(podMonitor, alerts.allowNoPodMonitor, errors);
  checkMonitoringTime('monitoring.alerts.startTime', alerts.startTime, errors);
}

/** Rates over five minutes need two scrapes, and Prometheus drops series whose last scrape is older than that. */
const LONGEST_INTERVAL_SECONDS = 120;

function checkMetricsOfAlerts(podMonitor: PodMonitorOptions | undefined, allowNoPodMonitor: boolean | undefined, errors: Errors): void {
  if (podMonitor === undefined && !allowNoPodMonitor) {
    errors.add('PodMonitorMissing', {
      rule: 'monitoring.alerts requires monitoring.podMonitor, because alerts cannot fire without metrics',
      got: podMonitor,
      remedy: 'add podMonitor: {}, or alerts.allowNoPodMonitor: true if Prometheus gets the metrics by other means',
    });
  }
  const { interval } = podMonitor ?? {};
  if (isWholeSeconds(interval, LONGEST_INTERVAL_SECONDS + 1)) {
    errors.add('ScrapeIntervalTooLong', {
      rule: `monitoring.podMonitor.interval must be ${LONGEST_INTERVAL_SECONDS} s or less with alerts, because they read the metrics of `
        + 'five minutes',
      got: formatSeconds(interval),
      remedy: 'use Duration.seconds(30)',
    });
  }
}
