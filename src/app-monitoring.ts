import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AlertsProps, checkAlertName, checkAlertNamespace, checkAlertRules, checkRuleOptions, checkSuffix, claimMatchers, podMatchers,
  prometheusRuleSpec,
} from './blocks/alerts';
import { CommonAlertsOptions, metricsMissing, notReady, startTimeOf, volumeAlerts } from './blocks/common-alerts';
import { checkMetricsEndpoint, checkMetricsPort, checkPodMonitor, podMonitorSpec } from './blocks/metrics';
import { checkPeer } from './blocks/network';
import { checkRules } from './checks/calls';
import { checkMonitoringTime } from './checks/ranges';
import { MetricsProps } from './metrics-props';
import { addObject } from './pod/app-object';
import { portsOf, toKplusPort } from './pod/container-factory';
import { StatefulWorkload } from './stateful-workload';
import { AlertRule } from './values/alert-rule';
import { Identity } from './values/identity';
import { Json } from './values/manifest';
import { Port } from './values/port';

/** Name of a port that is added for metrics. */
const METRICS = 'metrics';

/** Metrics and alerts of a set, as objects of the Prometheus Operator. */
export class AppMonitoring {
  private readonly endpoints: string[] = [];

  constructor(private readonly app: Construct, private readonly identity: Identity, private readonly workload: StatefulWorkload) {}

  /** Finds or adds the port of the metrics, to which scrapers may connect. */
  public addPort(props: MetricsProps): Port {
    const ports = this.workload._together.flatMap(portsOf);
    const declared = ports.find(({ number, protocol }) => number === props.port && protocol === 'TCP');
    const name = declared ? declared.name : METRICS;
    checkRules(this.app, errors => {
      checkMetricsEndpoint(props, errors);
      if (props.podMonitor) { checkPodMonitor('podMonitor', props.podMonitor, errors); }
      for (const scraper of props.scrapers ?? []) { checkPeer(scraper, errors); }
      const rivals = [...this.endpoints, ...ports.filter(port => port !== declared).map(port => port.name)];
      checkMetricsPort(props.port, name, rivals, errors);
    });
    const port = declared ?? Port.tcp(props.port, { name, forClients: false });
    if (!declared) { this.workload.containers[0].addPort(toKplusPort(port)); }
    this.endpoints.push(name ?? METRICS);
    return port;
  }

  public addPodMonitor(port: Port, { path, podMonitor }: MetricsProps): ApiObject | undefined {
    const suffix = port.name === METRICS ? '' : `-${port.name}`;
    return podMonitor && this.addObject('PodMonitor', suffix, podMonitor.labels, podMonitorSpec(this.identity, port, path, podMonitor));
  }

  public addAlerts(props: AlertsProps): ApiObject {
    const suffix = props.suffix === undefined ? '' : `-${props.suffix}`;
    checkRules(this.app, errors => {
      checkAlertNamespace(this.identity.namespace, errors);
      checkRuleOptions('', props, errors);
      checkAlertRules(props.rules, errors);
      checkSuffix(`${this.identity.name}${suffix}`, this.app.node.tryFindChild(`PrometheusRule${suffix}`) !== undefined, errors);
    });
    return this.addObject('PrometheusRule', suffix, props.labels, prometheusRuleSpec(this.identity, props));
  }

  public commonAlerts(options: CommonAlertsOptions, claims: string[]): AlertRule[] {
    const { system, volumeTrend = Duration.hours(6) } = options;
    checkRules(this.app, errors => {
      checkAlertNamespace(this.identity.namespace, errors);
      checkAlertName('system', system, errors);
      checkMonitoringTime('startTime', options.startTime, errors);
      checkMonitoringTime('volumeTrend', options.volumeTrend, errors);
    });
    const title = `${this.identity.namespace}/${this.identity.name}`;
    const pods = podMatchers(this.identity);
    const targets = `${pods},endpoint=~"${this.endpoints.join('|')}"`;
    return [
      ...this.endpoints.length > 0
        ? [metricsMissing(system, title, targets, this.identity.replicas * this.endpoints.length, 'targets')] : [],
      notReady(system, title, pods, startTimeOf(options), 'The events and the logs of the pod have the reason.'),
      ...claims.length > 0 ? volumeAlerts(system, title, {
        claims: claimMatchers(this.identity, claims),
        trend: volumeTrend,
        full: 'When the volume is full, the server cannot write.',
      }) : [],
    ];
  }

  /** An object with the name of the set and a suffix. */
  private addObject(kind: string, suffix: string, labels: Record<string, string> | undefined, spec: Json): ApiObject {
    const metadata = { name: `${this.identity.name}${suffix}`, labels };
    return addObject(this.app, `${kind}${suffix}`, this.identity, { apiVersion: 'monitoring.coreos.com/v1', kind, metadata, spec });
  }
}
