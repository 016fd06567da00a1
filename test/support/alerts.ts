import { readFileSync } from 'fs';
import { join } from 'path';
import { Chart } from 'cdk8s';
import { Manifests } from 'cdk8s-stateful-app';
import { testWith } from './installed';
import { checkRules, Series, testRules } from './promtool';
import { ROOT } from './snippets';
import { PROJECT } from '../../src/values/project';

export const GIB = 2 ** 30;

/** What the kubelet says of a claim. */
export const volume = (
  metric: string, claim: string,
) => `kubelet_volume_stats_${metric}_bytes{namespace="shop",persistentvolumeclaim="${claim}",node="n1"}`;

/** What kube-state-metrics says of a pod. */
export const ready = (pod: string) => `kube_pod_status_ready{namespace="shop",pod="${pod}",uid="1",condition="true"}`;

/** What changes from the healthy set, when it is looked at, and which alerts then fire: all of them. */
export interface AlertCase {
  readonly when: string;
  readonly series: Series;
  readonly at: string;
  readonly fires: string[];
}

/** The alerts of a preset, and what they are tried with. */
export interface Alerts {
  /** Has them, for a set in the namespace shop. */
  readonly chart: Chart;
  /** The set's name. */
  readonly set: string;
  /** What is said of a set that has nothing to complain about. */
  readonly healthy: Series;
  /** When nothing fires for it. */
  readonly quietAt: string[];
  /** By alert. */
  readonly cases: Record<string, AlertCase[]>;
}

export const PASSED = { status: 0, output: expect.stringContaining('SUCCESS') };

export function rulesIn(chart: Chart): any[] {
  return Manifests.one(chart, 'PrometheusRule').spec.groups[0].rules;
}

export function namesOf(rules: any[]): string[] {
  return rules.map(({ alert }) => alert);
}

/** What is true of the alerts of every preset. */
export function testAlerts({ chart, set, healthy, quietAt, cases }: Alerts): void {
  testWith('promtool')('promtool accepts the rules', () => {
    expect(checkRules(chart)).toEqual(PASSED);
  });

  testWith('promtool')('nothing fires for a healthy set', () => {
    expect(testRules(chart, healthy, quietAt, [])).toEqual(PASSED);
  });

  describe.each(Object.entries(cases))('%s', (alert, ofAlert) => {
    testWith('promtool').each(ofAlert.map(c => [c.fires.join(' and ') || 'nothing', c.when, c] as const))('%s fires when %s', (
      _, __, { series, at, fires },
    ) => {
      expect(testRules(chart, { ...healthy, ...series }, [at], fires)).toEqual(PASSED);
    });

    test('has a case in which it fires and one in which it does not', () => {
      const firing = ofAlert.filter(({ fires }) => fires.some(fired => fired.split(' ')[0] === alert));

      expect(firing.length).toBeGreaterThan(0);
      expect(firing.length).toBeLessThan(ofAlert.length);
    });
  });

  test('every alert has cases', () => {
    expect(namesOf(rulesIn(chart)).sort()).toEqual(Object.keys(cases).sort());
  });

  test.each(rulesIn(chart).map(rule => [rule.alert, rule]))('%s has the labels, texts and runbook that a notification needs', (
    alert, { labels, annotations, for: time },
  ) => {
    const sentences = /^[A-Z`{].*\.$/;

    expect(labels).toMatchObject({ severity: expect.stringMatching(/^(critical|warning)$/), namespace: 'shop', statefulset: set });
    expect(time).toMatch(/^\d+[mh]$/);
    expect(annotations.summary).toMatch(sentences);
    expect(annotations.summary).toContain(`shop/${set}`);
    // the same for all pods, so that notifications can be grouped
    expect(annotations.summary).not.toContain('{{');
    expect(annotations.description).toMatch(sentences);
    expect(annotations.description).toMatch(new RegExp(`shop/${set}|\\$labels`));
    expect(annotations.runbook_url).toBe(`${PROJECT.home}/runbooks/${alert}`);
  });

  const severities = rulesIn(chart).map(({ alert, labels }) => [alert, labels.severity]);
  test.each(severities)('%s has a runbook with four chapters, which the index lists', (
    alert, severity,
  ) => {
    const page = readFileSync(join(ROOT, 'docs/runbooks', `${alert}.md`), 'utf8');

    expect(page.match(/^##? .*$/gm)).toEqual([`# ${alert}`, '## Meaning', '## Impact', '## Diagnosis', '## Mitigation']);
    expect(readFileSync(join(ROOT, 'docs/runbooks/index.md'), 'utf8')).toContain(`| [${alert}](${alert}.md) | ${severity} |`);
  });
}

/** Nothing but what a running server has said, as a file has it, is asked of the server. */
export function testMetrics(chart: Chart, file: string): void {
  test('every metric that an alert asks for is one that a member has said, or Kubernetes does', () => {
    const said = new Set(readFileSync(file, 'utf8').split('\n').map(line => line.split('{')[0]));
    const asked = [...JSON.stringify(rulesIn(chart).map(({ expr }) => expr)).matchAll(/\w+(?=\{)/g)].map(([metric]) => metric);
    const ofServer = new Set(asked.filter(metric => !/^(up$|kube_|kubelet_)/.test(metric)));

    expect(ofServer.size).toBeGreaterThan(4);
    expect([...ofServer].filter(metric => !said.has(metric))).toEqual([]);
  });
}
