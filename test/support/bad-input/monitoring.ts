import { Duration } from 'cdk8s';
import { Port } from 'cdk8s-stateful-app';
import { BadInput, LooseProps, Redis } from './bad-input';

const RULE = { name: 'RedisDown', severity: 'critical', expression: 'up == 0', summary: 'Redis is down.', description: 'Reads fail.' };

function alerts(redis: Redis, rule: LooseProps, props: LooseProps = {}): unknown {
  return redis({ namespace: 'shop' }).addAlerts({ rules: [{ ...RULE, ...rule }], ...props } as any);
}

/** Metrics and alerts of systems that are no preset. */
export const monitoringCases: BadInput[] = [
  {
    title: 'for metrics on a port out of range',
    bad: redis => redis().addMetrics({ port: 0 }),
    error: 'the port of metrics must be a whole number from 1 to 65535, got 0; use the port that serves the metrics, such as 9090 '
      + '[MetricsPortInvalid at test/Redis]',
    good: redis => redis().addMetrics({ port: 9121 }),
  },
  {
    title: 'for a path of metrics that is relative',
    bad: redis => redis().addMetrics({ port: 9121, path: 'metrics' }),
    error: 'the path of metrics must begin with a slash and have no query, got "metrics"; omit it for the default (/metrics) '
      + '[MetricsPathInvalid at test/Redis]',
    good: redis => redis().addMetrics({ port: 9121, path: '/-/metrics' }),
  },
  {
    title: 'for metrics on a port that has no name',
    bad: redis => redis({ ports: [Port.tcp(6379)] }).addMetrics({ port: 6379 }),
    error: 'the port of metrics must have a name, because a PodMonitor refers to the port by its name, got 6379; declare it as '
      + 'Port.tcp(number, { name }) [MetricsPortUnnamed at test/Redis]',
    good: redis => redis({ ports: [Port.tcp(6379, { name: 'redis' })] }).addMetrics({ port: 6379 }),
  },
  {
    title: 'for the metrics of one port twice',
    bad: redis => {
      const app = redis();
      app.addMetrics({ port: 9121 });
      app.addMetrics({ port: 9121 });
    },
    error: 'the metrics of a port must be added only once, and no other port of the pods may have the name of that port, got "metrics"; '
      + 'remove the second call, or declare its port on the container with another name [MetricsTaken at test/Redis]',
    good: redis => {
      const app = redis();
      app.addMetrics({ port: 9121 });
      app.addContainer({ name: 'exporter', image: 'exporter:1', ports: [Port.tcp(9122, { name: 'exporter' })] });
      app.addMetrics({ port: 9122 });
    },
  },
  {
    title: 'for a PodMonitor that scrapes several times a second',
    bad: redis => redis().addMetrics({ port: 9121, podMonitor: { interval: Duration.millis(100) } }),
    error: 'podMonitor.interval must be whole seconds from 1 to 3600, got "0.1s"; use Duration.seconds(30) [MonitoringTimeInvalid at '
      + 'test/Redis]',
    good: redis => redis().addMetrics({ port: 9121, podMonitor: { interval: Duration.seconds(1) } }),
  },
  {
    title: 'for own alerts in a namespace that is not known',
    bad: redis => redis().addAlerts({ rules: [RULE] }),
    error: 'namespace must be set for alerts, because Prometheus has the metrics of all namespaces, got undefined; set it on the '
      + 'application or its chart [AlertNamespaceUnknown at test/Redis]',
    good: redis => redis({ namespace: 'shop' }).addAlerts({ rules: [RULE] }),
  },
  {
    title: 'for matchers of a set in a namespace that is not known',
    bad: redis => redis().podMatchers,
    error: 'namespace must be set for alerts, because Prometheus has the metrics of all namespaces, got undefined; set it on the '
      + 'application or its chart [AlertNamespaceUnknown at test/Redis]',
    good: redis => redis({ namespace: 'shop' }).podMatchers,
  },
  {
    title: 'for alerts without a rule',
    bad: redis => redis({ namespace: 'shop' }).addAlerts({ rules: [] }),
    error: 'rules must have at least one alert, got []; use commonAlerts, or remove the call [AlertsEmpty at test/Redis]',
    good: redis => alerts(redis, {}),
  },
  {
    title: 'for an alert with a blank in its name',
    bad: redis => alerts(redis, { name: 'Redis down' }),
    error: 'the name of an alert must begin with a letter and have only letters, digits and underscores, got "Redis down"; use a name such '
      + 'as Etcd [AlertNameInvalid at test/Redis]',
    good: redis => alerts(redis, { name: 'Redis_down' }),
  },
  {
    title: 'for a system with a dash in its name',
    bad: redis => redis({ namespace: 'shop' }).commonAlerts({ system: 'redis-cache' }),
    error: 'system must begin with a letter and have only letters, digits and underscores, got "redis-cache"; use a name such as Etcd '
      + '[AlertNameInvalid at test/Redis]',
    good: redis => redis({ namespace: 'shop' }).commonAlerts({ system: 'RedisCache' }),
  },
  {
    title: 'for an expression whose placeholder was not replaced',
    // eslint-disable-next-line no-template-curly-in-string
    bad: redis => alerts(redis, { expression: 'up{${app.podMatchers}} == 0' }),
    // eslint-disable-next-line no-template-curly-in-string
    error: 'the expression of alert RedisDown must be a PromQL expression without a placeholder, got "up{${app.podMatchers}} == 0"; use '
      // eslint-disable-next-line no-template-curly-in-string
      + 'an expression such as `up{${app.podMatchers}} == 0`, between backticks [AlertExpressionInvalid at test/Redis]',
    good: redis => alerts(redis, { expression: 'up{namespace="shop"} == 0' }),
  },
  {
    title: 'for an alert without a description',
    bad: redis => alerts(redis, { description: ' ' }),
    error: 'the description of alert RedisDown must not be empty, got " "; write one for the engineer who gets the alert '
      + '[AlertTextEmpty at test/Redis]',
    good: redis => alerts(redis, { description: 'Reads fail.' }),
  },
  {
    title: 'for an alert that holds for half a second',
    bad: redis => alerts(redis, { holdsFor: Duration.millis(500) }),
    error: 'holdsFor of alert RedisDown must be whole seconds, 1 or more, got "0.5s"; use Duration.seconds(30) [MonitoringTimeInvalid at '
      + 'test/Redis]',
    good: redis => alerts(redis, { holdsFor: Duration.seconds(30) }),
  },
  {
    title: 'for a runbook of an alert that is a path',
    bad: redis => alerts(redis, { runbookUrl: '/runbooks/redis' }),
    error: 'runbookUrl of alert RedisDown must be an http or https URL, got "/runbooks/redis"; use a URL such as '
      + 'https://runbooks.example.com/etcd-no-leader, or omit it [RunbookUrlInvalid at test/Redis]',
    good: redis => alerts(redis, { runbookUrl: 'https://runbooks.example.com/redis' }),
  },
  {
    title: 'for two alerts of one name',
    bad: redis => redis({ namespace: 'shop' }).addAlerts({ rules: [RULE, RULE] }),
    error: 'the alerts of one PrometheusRule must have different names, got "RedisDown"; rename one of them [AlertTaken at test/Redis]',
    good: redis => redis({ namespace: 'shop' }).addAlerts({ rules: [RULE, { ...RULE, name: 'RedisGone' }] }),
  },
  {
    title: 'for a second PrometheusRule of the same name',
    bad: redis => {
      const app = redis({ namespace: 'shop' });
      app.addAlerts({ rules: [RULE] });
      app.addAlerts({ rules: [RULE] });
    },
    error: 'each call of addAlerts must have a different suffix, which forms a DNS label together with the name of the application, got '
      + '"redis"; use a suffix such as shop [AlertsTaken at test/Redis]',
    good: redis => {
      const app = redis({ namespace: 'shop' });
      app.addAlerts({ rules: [RULE] });
      app.addAlerts({ rules: [RULE], suffix: 'shop' });
    },
  },
];
