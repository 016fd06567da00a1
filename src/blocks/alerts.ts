import { isDnsLabel } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { checkLabels } from '../checks/labels';
import { checkMonitoringTime } from '../checks/ranges';
import { repeated } from '../checks/repeated';
import { prometheusDuration } from '../checks/seconds';
import { hasToken } from '../checks/tokens';
import { AlertRule } from '../values/alert-rule';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';

/** Labels of a PrometheusRule and of its alerts, and the link to their runbooks. */
export interface PrometheusRuleOptions {
  /**
   * Labels of the PrometheusRule in addition to those of the set. Add the labels that `ruleSelector` of your Prometheus requires, such as
   * `release: kube-prometheus-stack`.
   *
   * @default - only the labels of the set
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels of each alert in addition to `severity`, `namespace` and `statefulset`. Add the labels by which your Alertmanager routes, such
   * as `team: shop`.
   * @default - only those three
   */
  readonly alertLabels?: { [key: string]: string };

  /**
   * URL of the directory that has a page for each alert. The annotation `runbook_url` of an alert is this URL, a slash and the name of the
   * alert.
   *
   * @default - alerts of a preset link to 'https://example.invalid/cdk8s-stateful-app/runbooks', a placeholder that does not resolve: set
   * it to a copy of the runbooks of this library. Other alerts have no link
   */
  readonly runbookUrl?: string;
}

/** Alerts of a set. */
export interface AlertsProps extends PrometheusRuleOptions {
  /** The rules. `commonAlerts` returns those that hold for every system. */
  readonly rules: AlertRule[];

  /**
   * Suffix of the object's name. It separates these alerts from others of the same set, such as those of a preset.
   * @default - the PrometheusRule has the name of the set
   */
  readonly suffix?: string;
}

/** Labels that every alert sets and by which Alertmanager routes it. */
const OWN_LABELS = ['severity', 'namespace', 'statefulset'];

/** Label matchers of PromQL for the metrics of the pods of a set. */
export function podMatchers({ name, namespace }: Identity): string {
  return `namespace="${namespace}",pod=~"${name}-[0-9]+"`;
}

/** Label matchers of PromQL for the metrics of the volumes of a set. */
export function claimMatchers({ name, namespace }: Identity, claims: string[]): string {
  return `namespace="${namespace}",persistentvolumeclaim=~"${claims.length === 1 ? claims[0] : `(${claims.join('|')})`}-${name}-[0-9]+"`;
}

export function checkAlertNamespace(namespace: string | undefined, errors: Errors): void {
  if (namespace !== undefined) { return; }
  errors.add('AlertNamespaceUnknown', {
    rule: 'namespace must be set for alerts, because Prometheus has the metrics of all namespaces',
    got: namespace,
    remedy: 'set it on the application or its chart',
  });
}

/** @param prefix - of the props in messages: `monitoring.alerts.` */
export function checkRuleOptions(prefix: string, { labels, alertLabels, runbookUrl }: PrometheusRuleOptions, errors: Errors): void {
  if (runbookUrl !== undefined && (!isUrl(runbookUrl) || runbookUrl.endsWith('/'))) {
    errors.add('RunbookUrlInvalid', {
      rule: `${prefix}runbookUrl must be the http or https URL of a directory, without a trailing slash`,
      got: runbookUrl,
      remedy: 'use a URL such as https://runbooks.example.com/databases, or omit it',
    });
  }
  checkLabels(`${prefix}labels`, labels, errors);
  for (const [name, value] of Object.entries(alertLabels ?? {})) {
    if (!isName(name) || OWN_LABELS.includes(name)) {
      errors.add('AlertLabelInvalid', {
        rule: `${prefix}alertLabels must map names of letters, digits and underscores, other than ${OWN_LABELS.join(', ')}, to strings`,
        got: { [name]: value },
        remedy: 'use a label such as { team: \'shop\' }',
      });
    }
  }
}

export function checkAlertRules(rules: AlertRule[], errors: Errors): void {
  if (rules.length === 0) {
    errors.add('AlertsEmpty', {
      rule: 'rules must have at least one alert', got: [], remedy: 'use commonAlerts, or remove the call',
    });
  }
  for (const { name, expression, holdsFor, severity, summary, description, runbookUrl } of rules) {
    checkAlertName('the name of an alert', name, errors);
    // "${" is left over from a template string that was written between plain quotes
    if (expression.trim() === '' || expression.includes('${')) {
      errors.add('AlertExpressionInvalid', {
        rule: `the expression of alert ${name} must be a PromQL expression without a placeholder`,
        got: expression,
        remedy: 'use an expression such as `up{${app.podMatchers}} == 0`, between backticks',
      });
    }
    for (const [prop, value] of Object.entries({ severity, summary, description }).filter(([, text]) => text.trim() === '')) {
      errors.add('AlertTextEmpty', {
        rule: `the ${prop} of alert ${name} must not be empty`, got: value, remedy: 'write one for the engineer who gets the alert',
      });
    }
    checkMonitoringTime(`holdsFor of alert ${name}`, holdsFor, errors);
    if (runbookUrl !== undefined && !isUrl(runbookUrl)) {
      errors.add('RunbookUrlInvalid', {
        rule: `runbookUrl of alert ${name} must be an http or https URL`,
        got: runbookUrl,
        remedy: 'use a URL such as https://runbooks.example.com/etcd-no-leader, or omit it',
      });
    }
  }
  for (const name of repeated(rules.map(rule => rule.name))) {
    errors.add('AlertTaken', {
      rule: 'the alerts of one PrometheusRule must have different names', got: name, remedy: 'rename one of them',
    });
  }
}

export function checkAlertName(prop: string, name: string, errors: Errors): void {
  if (isName(name)) { return; }
  errors.add('AlertNameInvalid', {
    rule: `${prop} must begin with a letter and have only letters, digits and underscores`, got: name, remedy: 'use a name such as Etcd',
  });
}

/** Checks the name of a further PrometheusRule of the set. */
export function checkSuffix(name: string, taken: boolean, errors: Errors): void {
  if (taken || !isDnsLabel(name)) {
    errors.add('AlertsTaken', {
      rule: 'each call of addAlerts must have a different suffix, which forms a DNS label together with the name of the application',
      got: name,
      remedy: 'use a suffix such as shop',
    });
  }
}

function isName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

function isUrl(url: string): boolean {
  return hasToken(url) || /^https?:\/\/[^\s?#]+$/.test(url);
}

export function prometheusRuleSpec({ name, namespace }: Identity, { rules, alertLabels, runbookUrl, suffix }: AlertsProps): Json {
  return {
    groups: [{
      name: suffix === undefined ? name : `${name}-${suffix}`,
      rules: rules.map(rule => ({
        alert: rule.name,
        expr: rule.expression,
        for: rule.holdsFor && prometheusDuration(rule.holdsFor),
        labels: { ...alertLabels, severity: rule.severity, namespace, statefulset: name },
        annotations: {
          summary: rule.summary,
          description: rule.description,
          runbook_url: rule.runbookUrl ?? (runbookUrl && `${runbookUrl}/${rule.name}`),
        },
      })),
    }],
  };
}
