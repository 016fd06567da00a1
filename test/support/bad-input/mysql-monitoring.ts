import { Chart, Duration, Size } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { MySql, MySqlTopology, NetworkAccess, NetworkPeer, Port } from 'cdk8s-stateful-app';
import { BadInput, LooseProps } from './bad-input';

function mysql(chart: Chart, monitoring: LooseProps, namespace?: string, networkAccess?: NetworkAccess): MySql {
  const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
  const accounts = { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } };
  return new MySql(chart, 'Db', { replicas: 3, storage: Size.gibibytes(1), accounts, namespace, networkAccess, monitoring });
}

function group(chart: Chart, monitoring: LooseProps): MySql {
  const secret = Secret.fromSecretName(chart, 'Auth', 'mysql-auth');
  const accounts = { rootPassword: { secret, key: 'root' }, replicationPassword: { secret, key: 'replication' } };
  const topology = MySqlTopology.groupReplication();
  return new MySql(chart, 'Db', { replicas: 3, storage: Size.gibibytes(1), accounts, namespace: 'shop', topology, monitoring });
}

export const mysqlMonitoringCases: BadInput[] = [
  {
    title: 'for alerts in a namespace that is not known',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: {} }),
    error: 'namespace must be set for alerts, because Prometheus has the metrics of all namespaces, got undefined; set it on the '
      + 'application or its chart [AlertNamespaceUnknown at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: {} }, 'shop'),
  },
  {
    title: 'for alerts without metrics',
    bad: (_, chart) => mysql(chart, { alerts: {} }, 'shop'),
    error: 'monitoring.alerts requires monitoring.podMonitor, because alerts cannot fire without metrics, got undefined; add podMonitor: '
      + '{}, or alerts.allowNoPodMonitor: true if Prometheus gets the metrics by other means [PodMonitorMissing at test/Db]',
    good: (_, chart) => mysql(chart, { alerts: { allowNoPodMonitor: true } }, 'shop'),
  },
  {
    title: 'for alerts on metrics that are scraped too seldom',
    bad: (_, chart) => mysql(chart, { podMonitor: { interval: Duration.minutes(5) }, alerts: {} }, 'shop'),
    error: 'monitoring.podMonitor.interval must be 120 s or less with alerts, because they read the metrics of five minutes, got "300s"; '
      + 'use Duration.seconds(30) [ScrapeIntervalTooLong at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: { interval: Duration.minutes(2) }, alerts: {} }, 'shop'),
  },
  {
    title: 'for metrics that a network policy keeps from Prometheus',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, scrapers: [] }, 'shop', NetworkAccess.isolated(NetworkPeer.namespace('monitoring'))),
    error: 'the scrapers of metrics must have a client if networkAccess is isolated, because the network policy would block '
      + 'Prometheus, got []; add the pods of Prometheus, such as NetworkPeer.namespace(\'monitoring\') [ScrapersMissing at test/Db]',
    reportedBy: 'test/Db',
    good: (_, chart) => mysql(chart, { podMonitor: {} }, 'shop', NetworkAccess.isolated())
      .allowFrom(NetworkPeer.namespace('monitoring'), Port.tcp(9104)),
  },
  {
    title: 'for an exporter at another address than Prometheus expects',
    bad: (_, chart) => mysql(chart, { args: ['--web.listen-address=:9999'] }),
    error: 'monitoring.args must not contain an argument that the preset sets, because Prometheus and the probe of the exporter depend on '
      + 'it, got "--web.listen-address=:9999"; remove it [ExporterArgOfPreset at test/Db]',
    good: (_, chart) => mysql(chart, { args: ['--collect.perf_schema.eventsstatements'] }),
  },
  {
    title: 'for alerts on the members of a group that the exporter does not collect',
    bad: (_, chart) => group(chart, { podMonitor: {}, alerts: {}, args: ['--no-collect.perf_schema.replication_group_members'] }),
    error: 'monitoring.args must not turn off metrics that the alerts read, got "--no-collect.perf_schema.replication_group_members"; '
      + 'remove it, or remove alerts [ExporterArgOfPreset at test/Db]',
    good: (_, chart) => group(chart, { podMonitor: {}, alerts: {}, args: ['--no-collect.slave_status'] }),
  },
  {
    title: 'for alerts on metrics that the exporter does not collect',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: {}, args: ['--no-collect.slave_status'] }, 'shop'),
    error: 'monitoring.args must not turn off metrics that the alerts read, got "--no-collect.slave_status"; remove it, or remove alerts '
      + '[ExporterArgOfPreset at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, args: ['--no-collect.slave_status'] }, 'shop'),
  },
  {
    title: 'for a label of alerts that Prometheus does not allow',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { alertLabels: { 'on-call': 'shop' } } }, 'shop'),
    error: 'monitoring.alerts.alertLabels must map names of letters, digits and underscores, other than severity, namespace, statefulset, '
      + 'to strings, got {"on-call":"shop"}; use a label such as { team: \'shop\' } [AlertLabelInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { alertLabels: { on_call: 'shop' } } }, 'shop'),
  },
  {
    title: 'for a base of runbooks that is no URL',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { runbookUrl: 'runbooks.example.com' } }, 'shop'),
    error: 'monitoring.alerts.runbookUrl must be the http or https URL of a directory, without a trailing slash, got '
      + '"runbooks.example.com"; use a URL such as https://runbooks.example.com/databases, or omit it [RunbookUrlInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { runbookUrl: 'https://runbooks.example.com' } }, 'shop'),
  },
  {
    title: 'for a label of alerts that each alert has of its own',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { alertLabels: { severity: 'page' } } }, 'shop'),
    error: 'monitoring.alerts.alertLabels must map names of letters, digits and underscores, other than severity, namespace, statefulset, '
      + 'to strings, got {"severity":"page"}; use a label such as { team: \'shop\' } [AlertLabelInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { alertLabels: { team: 'shop' } } }, 'shop'),
  },
  {
    title: 'for a bound on lag that is no Duration',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { replicaLag: 30 } }, 'shop'),
    error: 'monitoring.alerts.replicaLag must be a Duration, got 30; use Duration.seconds(30) [ValueTypeInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { replicaLag: Duration.seconds(30) } }, 'shop'),
  },
  {
    title: 'for a scrape interval below a second',
    bad: (_, chart) => mysql(chart, { podMonitor: { interval: Duration.millis(500) } }),
    error: 'monitoring.podMonitor.interval must be whole seconds from 1 to 3600, got "0.5s"; use Duration.seconds(30) '
      + '[MonitoringTimeInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: { interval: Duration.seconds(1) } }),
  },
  {
    title: 'for an alert on more connections than there can be',
    bad: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { connectionsPercent: 100 } }, 'shop'),
    error: 'monitoring.alerts.connectionsPercent must be greater than 0 and less than 100, got 100; omit it for the default (80) '
      + '[AlertPercentInvalid at test/Db]',
    good: (_, chart) => mysql(chart, { podMonitor: {}, alerts: { connectionsPercent: 90 } }, 'shop'),
  },
];
