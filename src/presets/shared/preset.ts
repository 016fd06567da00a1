import { ApiObject } from 'cdk8s';
import { AlertsOptions, AlertRule, checkAlertOptions } from './alerts';
import { checkMonitoringTime, checkPodMonitor, operatorObject, podMonitorSpec } from './monitoring';
import { PresetMonitoringProps } from './preset-props';
import type { Errors } from '../../checks/errors';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { Port } from '../../values/port';

/** With the namespace of the application where that is known, so that clients of other namespaces find the host. */
export function inNamespaceOf(app: StatefulApp, host: string): string {
  return app.namespace === undefined ? host : `${host}.${app.namespace}`;
}

/** Gives the containers of a client what it has to know, and lets it in. */
export function bindTo(app: StatefulApp, client: kplus.AbstractPod, env: { [name: string]: kplus.EnvValue }): void {
  for (const container of client.containers) {
    for (const [name, value] of Object.entries(env)) { container.env.addVariable(name, value); }
  }
  app.allowWorkload(client);
}

/** The container that gets the volume ready before the server starts: it has the server's image, environment and files. */
export function addBootstrap(
  app: StatefulApp, script: string, { image, env, resources, imagePullPolicy }: StatefulAppProps,
): kplus.Container {
  return app.addInitContainer({ name: 'bootstrap', image, env, resources, imagePullPolicy, command: ['bash', script], sharesFiles: true });
}

/**
 * A lost node may take a server of the cluster's DNS with it, to which the Service leads until the node is NotReady.
 * With the resolver's defaults a look-up that meets it hangs for 20 s, and an election of KRaft, whose one thread does that,
 * did not end before. Now it hangs for 4 s at most.
 */
export function failLookUpsSoon(app: StatefulApp): void {
  app.workload.dns.addOption({ name: 'timeout', value: '1' }, { name: 'attempts', value: '2' });
}

/** What monitoring adds beside the set. */
export interface MonitoringObjects {
  readonly podMonitor?: ApiObject;
  readonly prometheusRule?: ApiObject;
}

/** Opens the port with the metrics to those who scrape it, and says to Prometheus where it is. */
export function addScraping(app: StatefulApp, port: Port, { scrapers = [], podMonitor }: PresetMonitoringProps): ApiObject | undefined {
  for (const scraper of scrapers) { app.allowFrom(scraper, port); }
  return podMonitor && operatorObject(app, 'PodMonitor', podMonitor.labels, podMonitorSpec(app._identity, port, podMonitor));
}

export function addRules(app: StatefulApp, labels: AlertsOptions['labels'], rules: AlertRule[]): ApiObject {
  return operatorObject(app, 'PrometheusRule', labels, { groups: [{ name: app.name, rules }] });
}

/** Checks the options of monitoring that all presets have. */
export function checkPresetMonitoring(
  { podMonitor, alerts }: PresetMonitoringProps & { readonly alerts?: AlertsOptions }, namespace: string | undefined, errors: Errors,
): void {
  if (podMonitor) { checkPodMonitor('monitoring.podMonitor', podMonitor, errors); }
  if (!alerts) { return; }
  checkAlertOptions(alerts, namespace, errors);
  if (alerts.startTime !== undefined) { checkMonitoringTime('monitoring.alerts.startTime', alerts.startTime, errors); }
}
