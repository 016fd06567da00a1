import { ApiObject } from 'cdk8s';
import { AlertsOptions, AlertRule, checkAlertOptions } from './alerts';
import { checkMonitoringTime, checkPodMonitor, operatorObject, PodMonitorOptions, podMonitorSpec } from './monitoring';
import { PresetMonitoringProps } from './preset-props';
import type { Errors } from '../../checks/errors';
import { formatSeconds, isWholeSeconds } from '../../checks/seconds';
import { ValidationErrors } from '../../checks/validation-errors';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { StatefulAppProps } from '../../stateful-app-props';
import { Port } from '../../values/port';

/** Adds the namespace of the set to the host if it is known, so that clients in other namespaces find the host. */
export function inNamespaceOf({ namespace }: { readonly namespace?: string }, host: string): string {
  return namespace === undefined ? host : `${host}.${namespace}`;
}

/** Adds the container that prepares the volume before the server starts, with the server's image, environment and files. */
export function addBootstrap(
  app: StatefulApp, script: string, { image, env, resources, imagePullPolicy, notSecret }: StatefulAppProps,
): kplus.Container {
  const command = ['bash', script];
  return app.addInitContainer({ name: 'bootstrap', image, env, resources, imagePullPolicy, notSecret, command, sharesFiles: true });
}

/**
 * A lost node may have run a server of the cluster's DNS, to which the Service still routes until the node is NotReady. With the resolver's
 * defaults, a look-up that hits it hangs for 20 s, and an election of KRaft, which resolves names in its only thread, did not end before.
 * With these options it hangs for 4 s at most.
 */
export function failLookUpsSoon(app: StatefulApp): void {
  app.workload.dns.addOption({ name: 'timeout', value: '1' }, { name: 'attempts', value: '2' });
}

/** The set for which the files of a Job were made, and the name of the Job in the cluster. The scripts compare them. */
export function jobNameEnv(set: string): { [name: string]: kplus.EnvValue } {
  const { fromFieldRef, fromValue } = kplus.EnvValue;
  return { NAME: fromValue(set), JOB_NAME: fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'batch.kubernetes.io/job-name' }) };
}

/** Adds a rule that depends on calls after the constructor. */
export function checkAtSynthesis(app: StatefulApp, check: (errors: Errors) => void): void {
  app.node.addValidation({
    validate: () => {
      const errors: Errors = new ValidationErrors();
      check(errors);
      return errors.lines(app);
    },
  });
}

/** Objects that monitoring adds to the set. */
export interface MonitoringObjects {
  readonly podMonitor?: ApiObject;
  readonly prometheusRule?: ApiObject;
}

/** Opens the metrics port to the scrapers, and adds the PodMonitor. */
export function addScraping(app: StatefulApp, port: Port, { scrapers, podMonitor }: PresetMonitoringProps): ApiObject | undefined {
  for (const scraper of scrapers ?? []) { app.allowFrom(scraper, port); }
  checkAtSynthesis(app, errors => {
    if (app._clientsOf(port.number)?.length === 0) {
      errors.add('ScrapersMissing', {
        rule: 'monitoring.scrapers must have a client if networkAccess is isolated, because the network policy would block Prometheus',
        got: scrapers,
        remedy: 'add the pods of Prometheus, such as NetworkPeer.namespace(\'monitoring\')',
      });
    }
  });
  return podMonitor && operatorObject(app, 'PodMonitor', podMonitor.labels, podMonitorSpec(app._identity, port, podMonitor));
}

export function addRules(app: StatefulApp, labels: AlertsOptions['labels'], rules: AlertRule[]): ApiObject {
  return operatorObject(app, 'PrometheusRule', labels, { groups: [{ name: app.name, rules }] });
}

/** Checks the monitoring options that all presets share. */
export function checkPresetMonitoring(
  { podMonitor, alerts }: PresetMonitoringProps & { readonly alerts?: AlertsOptions }, namespace: string | undefined, errors: Errors,
): void {
  if (podMonitor) { checkPodMonitor('monitoring.podMonitor', podMonitor, errors); }
  if (!alerts) { return; }
  checkAlertOptions(alerts, namespace, errors);
  checkMetricsOfAlerts(podMonitor, alerts.allowNoPodMonitor, errors);
  if (alerts.startTime !== undefined) { checkMonitoringTime('monitoring.alerts.startTime', alerts.startTime, errors); }
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
