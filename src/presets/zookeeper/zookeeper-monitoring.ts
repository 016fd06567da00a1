import { ApiObject } from 'cdk8s';
import { alertRules } from './zookeeper-alerts';
import { ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
import type { Errors } from '../../checks/errors';
import { checkWhole } from '../../checks/ranges';
import { secondsOf, formatSeconds } from '../../checks/seconds';
import { StatefulApp } from '../../stateful-app';
import { addPresetAlerts, checkPresetMonitoring } from '../shared/alerts';

const METRICS_PORT = 7000;

/** Lines of zoo.cfg. */
export function monitoringSettings(monitoring: ZooKeeperMonitoringProps | undefined): Record<string, string> {
  return monitoring ? {
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.httpHost': '0.0.0.0',
    'metricsProvider.httpPort': `${METRICS_PORT}`,
  } : {};
}

/** Opens the port of the metrics, and adds the PodMonitor. */
export function addMetrics(app: StatefulApp, { scrapers, podMonitor }: ZooKeeperMonitoringProps): ApiObject | undefined {
  return app.addMetrics({ port: METRICS_PORT, scrapers, podMonitor });
}

/** Adds the alerts. */
export function addAlerts(app: StatefulApp, { alerts }: ZooKeeperMonitoringProps): ApiObject | undefined {
  return alerts && addPresetAlerts(app, alerts, alertRules(app._identity, alerts));
}

export function checkMonitoring(monitoring: ZooKeeperMonitoringProps, namespace: string | undefined, errors: Errors): void {
  checkPresetMonitoring(monitoring, namespace, errors);
  const { outstandingRequests, fsyncTime } = monitoring.alerts ?? {};
  checkWhole(errors, {
    code: 'AlertBoundInvalid',
    prop: 'monitoring.alerts.outstandingRequests',
    value: outstandingRequests,
    remedy: 'omit it for the default (10)',
  }, 0);
  if (fsyncTime !== undefined && !(Number.isInteger(secondsOf(fsyncTime) * 1000) && secondsOf(fsyncTime) > 0)) {
    errors.add('AlertFsyncTimeInvalid', {
      rule: 'monitoring.alerts.fsyncTime must be whole milliseconds, 1 or more',
      got: formatSeconds(fsyncTime),
      remedy: 'omit it for the default (100 ms)',
    });
  }
}
