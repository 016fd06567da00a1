import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { stringify } from 'yaml';
import { run } from './installed';

/** Series by name and labels, with their values a minute in promtool's notation: `0x60` is 0 for an hour. */
export type Series = Record<string, string>;

/** What promtool says of the chart's rules. */
export function checkRules(chart: Chart): { status: number | null; output: string } {
  return inTemporaryFolder(folder => run('promtool', ['check', 'rules', writeRules(folder, chart)]));
}

/**
 * Asks promtool whether exactly these alerts fire at these times.
 *
 * @param fires `alert`, with the pod or claim that it names
 * @returns what promtool prints, which names the alerts that did fire
 */
export function testRules(chart: Chart, series: Series, times: string[], fires: string[]): { status: number | null; output: string } {
  return runTests(chart, series, {
    promql_expr_test: times.map(time => ({
      expr: 'group by (alertname, pod, persistentvolumeclaim) (ALERTS{alertstate="firing"})',
      eval_time: time,
      exp_samples: fires.map(alert => ({ labels: labelsOf(alert), value: 1 })),
    })),
  });
}

/** Asks promtool whether an alert fires with these labels and these texts. */
export function testText(
  chart: Chart, series: Series, time: string, alert: string, labels: Series, annotations: Series,
): { status: number | null; output: string } {
  return runTests(chart, series, {
    alert_rule_test: [{ eval_time: time, alertname: alert, exp_alerts: [{ exp_labels: labels, exp_annotations: annotations }] }],
  });
}

function runTests(chart: Chart, series: Series, expected: object): { status: number | null; output: string } {
  return inTemporaryFolder(folder => {
    const tests = join(folder, 'tests.yaml');
    writeFileSync(tests, stringify({
      rule_files: [writeRules(folder, chart)],
      evaluation_interval: '1m',
      tests: [{ interval: '1m', input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })), ...expected }],
    }));
    return run('promtool', ['test', 'rules', tests]);
  });
}

function labelsOf(alert: string): string {
  const [alertname, object] = alert.split(' ');
  if (object === undefined) { return `{alertname="${alertname}"}`; }
  return `{alertname="${alertname}",${/^(data|log)-/.test(object) ? 'persistentvolumeclaim' : 'pod'}="${object}"}`;
}

function writeRules(folder: string, chart: Chart): string {
  const file = join(folder, 'rules.yaml');
  writeFileSync(file, stringify(Manifests.one(chart, 'PrometheusRule').spec));
  return file;
}

function inTemporaryFolder<T>(act: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    return act(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
