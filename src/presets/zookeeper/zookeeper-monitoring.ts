import { alertRules } from './zookeeper-alerts';
import { ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
import type { Errors } from '../../checks/errors';
import { checkWhole } from '../../checks/ranges';
import { secondsOf, formatSeconds } from '../../checks/seconds';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';
import { addRules, addScraping, checkPresetMonitoring, MonitoringObjects } from '../shared/preset';

const METRICS_PORT = 7000;

export function metricsPort(): Port {
  return Port.tcp(METRICS_PORT, { name: 'metrics', forClients: false });
}

/** Lines of zoo.cfg. */
export function monitoringSettings(monitoring: ZooKeeperMonitoringProps | undefined): Record<string, string> {
  return monitoring ? {
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.httpHost': '0.0.0.0',
    'metricsProvider.httpPort': `${METRICS_PORT}`,
  } : {};
}

export function addMonitoring(app: StatefulApp, monitoring: ZooKeeperMonitoringProps | undefined): MonitoringObjects {
  if (!monitoring) { return {}; }
  const { alerts } = monitoring;
  return {
    podMonitor: addScraping(app, metricsPort(), monitoring),
    prometheusRule: alerts && addRules(app, alerts.labels, alertRules(app._identity, alerts)),
  };
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
