import { ApiObject } from 'cdk8s';
import { alertRules } from './postgresql-alerts';
import { PATRONI_PORT } from './postgresql-contract';
import { ResolvedPostgreSqlProps } from './postgresql-defaults';
import { PostgreSqlMonitoringProps } from './postgresql-monitoring-props';
import type { Errors } from '../../checks/errors';
import { checkMonitoringTime } from '../../checks/ranges';
import { StatefulApp } from '../../stateful-app';
import { addPresetAlerts, checkPresetMonitoring } from '../shared/alerts';

/** Adds the PodMonitor. Patroni itself serves the metrics. */
export function addMetrics(app: StatefulApp, { scrapers, podMonitor }: PostgreSqlMonitoringProps): ApiObject | undefined {
  return app.addMetrics({ port: PATRONI_PORT, scrapers, podMonitor });
}

/** Adds the alerts. */
export function addAlerts(app: StatefulApp, props: ResolvedPostgreSqlProps): ApiObject | undefined {
  const alerts = props.monitoring?.alerts;
  return alerts && addPresetAlerts(app, alerts, alertRules(app._identity, props, alerts));
}

export function checkMonitoring(monitoring: PostgreSqlMonitoringProps, namespace: string | undefined, errors: Errors): void {
  checkPresetMonitoring(monitoring, namespace, errors);
  for (const prop of ['replicaLag', 'backupAge', 'archiveAge'] as const) {
    checkMonitoringTime(`monitoring.alerts.${prop}`, monitoring.alerts?.[prop], errors);
  }
}
