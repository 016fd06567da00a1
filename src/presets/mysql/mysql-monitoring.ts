import { ApiObject, Size } from 'cdk8s';
import { alertRules } from './mysql-alerts';
import { MONITORING_USER } from './mysql-config';
import { SOCKET, SOCKET_DIRECTORY } from './mysql-contract';
import { ResolvedMySqlProps } from './mysql-defaults';
import { GROUP_COLLECTORS } from './mysql-group-alerts';
import { MySqlMonitoringProps } from './mysql-monitoring-props';
import { AppContainerProps } from '../../blocks/containers';
import { RawVolume } from '../../blocks/storage';
import type { Errors } from '../../checks/errors';
import { checkMonitoringTime } from '../../checks/ranges';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { Port } from '../../values/port';
import { AppProbe } from '../../values/probe';
import { withoutPodLimit } from '../../values/resources';
import { addPresetAlerts, checkPresetMonitoring } from '../shared/alerts';

/** Name of the exporter's container, and of the label by which the alerts find its metrics. */
const EXPORTER = 'exporter';

/**
 * The user of the exporter's image. It differs from the user of the server, because the system's user mysql has all permissions through the
 * socket.
 */
const NOBODY = 65534;

const METRICS_PORT = 9104;

/** The server identifies the exporter by its user at the other end of the socket, without a password or a port of the server. */
function exporterContainer(
  { image, args = [], resources }: MySqlMonitoringProps, isGroup: boolean, main: kplus.ContainerResources | undefined,
): AppContainerProps {
  return {
    name: EXPORTER,
    image: image ?? 'prom/mysqld-exporter:v0.20.0',
    args: [`--mysqld.address=unix://${SOCKET}`, `--mysqld.username=${MONITORING_USER}`, ...isGroup ? groupArgs(args) : [], ...args],
    user: NOBODY,
    ports: [Port.tcp(METRICS_PORT, { name: 'metrics' })],
    resources: resources ?? withoutPodLimit({
      cpu: { request: kplus.Cpu.millis(10), limit: kplus.Cpu.millis(200) },
      memory: { request: Size.mebibytes(64), limit: Size.mebibytes(64) },
      ephemeralStorage: { request: Size.mebibytes(16), limit: Size.mebibytes(16) },
    }, main),
    // the page before the metrics, which does not query the server. No readiness probe: readers still reach a database whose exporter fails
    liveness: AppProbe.http('/', { port: METRICS_PORT, failureThreshold: 6 }),
  };
}

/** The exporter does not start if a collector is turned on or off twice. */
function groupArgs(args: string[]): string[] {
  return GROUP_COLLECTORS.filter(collector => !args.some(arg => arg.endsWith(`collect.${collector}`)))
    .map(collector => `--collect.${collector}`);
}

/** Adds the exporter to the pods, and the PodMonitor. */
export function addMetrics(app: StatefulApp, socket: RawVolume, monitoring: MySqlMonitoringProps, isGroup: boolean): ApiObject | undefined {
  app.addContainer(exporterContainer(monitoring, isGroup, app.container.resources)).mount(SOCKET_DIRECTORY, socket, { readOnly: true });
  return app.addMetrics({ port: METRICS_PORT, scrapers: monitoring.scrapers, podMonitor: monitoring.podMonitor });
}

/** Adds the alerts. */
export function addAlerts(app: StatefulApp, props: ResolvedMySqlProps): ApiObject | undefined {
  const alerts = props.monitoring?.alerts;
  return alerts && addPresetAlerts(app, alerts, alertRules(app._identity, props, alerts));
}

export function checkMonitoring(
  monitoring: MySqlMonitoringProps, isGroup: boolean, namespace: string | undefined, errors: Errors,
): void {
  checkPresetMonitoring(monitoring, namespace, errors);
  checkExporterArgs(monitoring, isGroup, errors);
  const { replicaLag, backupAge, connectionsPercent: percent } = monitoring.alerts ?? {};
  checkMonitoringTime('monitoring.alerts.replicaLag', replicaLag, errors);
  checkMonitoringTime('monitoring.alerts.backupAge', backupAge, errors);
  if (percent !== undefined && !(percent > 0 && percent < 100)) {
    errors.add('AlertPercentInvalid', {
      rule: 'monitoring.alerts.connectionsPercent must be greater than 0 and less than 100',
      got: percent,
      remedy: 'omit it for the default (80)',
    });
  }
}

/** Arguments of the connection and of the page that Prometheus and the liveness probe read. */
const OWN_ARGUMENT = /^--(mysqld\.(address|username)|config\.my-cnf|web\.(listen-address|telemetry-path|config\.file|systemd-socket))(=|$)/;

/** Collectors of the metrics that the alerts read. Only those of a group are off by default. */
const ALERTED = ['global_status', 'global_variables'];

/** Arguments that turn off metrics that the alerts read. */
function collectorOff(isGroup: boolean): RegExp {
  const names = [...ALERTED, ...isGroup ? GROUP_COLLECTORS : ['slave_status']].map(name => name.replace('.', '\\.')).join('|');
  return new RegExp(`^--(no-collect\\.(${names})|collect\\.(${names})=false)$`);
}

function checkExporterArgs({ args = [], alerts }: MySqlMonitoringProps, isGroup: boolean, errors: Errors): void {
  for (const arg of args.filter(one => OWN_ARGUMENT.test(one))) {
    errors.add('ExporterArgOfPreset', {
      rule: 'monitoring.args must not contain an argument that the preset sets, because Prometheus and the probe of the exporter depend on '
        + 'it',
      got: arg,
      remedy: 'remove it',
    });
  }
  const turnsOff = collectorOff(isGroup);
  for (const arg of alerts ? args.filter(one => turnsOff.test(one)) : []) {
    errors.add('ExporterArgOfPreset', {
      rule: 'monitoring.args must not turn off metrics that the alerts read',
      got: arg,
      remedy: 'remove it, or remove alerts',
    });
  }
}
