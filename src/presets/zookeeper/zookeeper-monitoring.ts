import { alertRules } from './zookeeper-alerts';
import { ZooKeeperMonitoringProps } from './zookeeper-monitoring-props';
import { checkAlertLabels } from '../../blocks/alerts';
import { checkMonitoringTime, checkPodMonitor } from '../../blocks/monitoring';
import { addRules, addScraping, MonitoringObjects } from '../../preset';
import { StatefulApp } from '../../stateful-app';
import { Identity } from '../../values/identity';
import { Port } from '../../values/port';
import { Problems } from '../../values/problems';
import { secondsOf, shownSeconds } from '../../values/seconds';

export const METRICS = Port.tcp(7000, { name: 'metrics', forClients: false });

/** Lines of zoo.cfg. */
export function monitoringSettings(monitoring: ZooKeeperMonitoringProps | undefined): Record<string, string> {
  return monitoring ? {
    'metricsProvider.className': 'org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider',
    'metricsProvider.httpHost': '0.0.0.0',
    'metricsProvider.httpPort': `${METRICS.number}`,
  } : {};
}

export function addMonitoring(app: StatefulApp, identity: Identity, monitoring: ZooKeeperMonitoringProps | undefined): MonitoringObjects {
  if (!monitoring) { return {}; }
  const { alerts } = monitoring;
  return {
    podMonitor: addScraping(app, identity, METRICS, monitoring),
    prometheusRule: alerts && addRules(app, identity, alerts.labels, alertRules(identity, alerts)),
  };
}

export function checkMonitoring({ podMonitor, alerts }: ZooKeeperMonitoringProps, namespace: string | undefined, problems: Problems): void {
  if (podMonitor) { checkPodMonitor('monitoring.podMonitor', podMonitor, problems); }
  if (!alerts) { return; }
  checkAlertLabels(alerts, namespace, problems);
  if (alerts.startTime !== undefined) { checkMonitoringTime('monitoring.alerts.startTime', alerts.startTime, problems); }
  const { outstandingRequests, fsyncTime } = alerts;
  if (outstandingRequests !== undefined && !(Number.isInteger(outstandingRequests) && outstandingRequests >= 0)) {
    problems.add('AlertBoundInvalid', { rule: 'monitoring.alerts.outstandingRequests must be a whole number, 0 or more', got: outstandingRequests, remedy: 'leave it out for 10' });
  }
  if (fsyncTime !== undefined && !(Number.isInteger(secondsOf(fsyncTime) * 1000) && secondsOf(fsyncTime) > 0)) {
    problems.add('AlertFsyncTimeInvalid', { rule: 'monitoring.alerts.fsyncTime must be whole milliseconds, 1 or more', got: shownSeconds(fsyncTime), remedy: 'leave it out for 100 ms' });
  }
}
