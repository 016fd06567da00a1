import { Chart } from 'cdk8s';
import { Identity } from '../values/identity';
import { Problems } from '../values/problems';

/** By chart and not by app: two charts may describe the same application in two clusters. */
const takenByChart = new WeakMap<Chart, Set<string>>();

/** Two applications or Services of one name would write the same objects, and the one applied last would win. */
export function takeName(chart: Chart, name: string, { namespace = '' }: Identity, problems: Problems): void {
  const taken = takenByChart.get(chart) ?? new Set();
  takenByChart.set(chart, taken);
  if (taken.has(`${namespace}/${name}`)) {
    problems.add('NameTaken', {
      rule: 'the applications and client Services of a chart must have different names within a namespace', got: name, remedy: 'rename one of them, or give it another namespace or chart',
    });
  }
  taken.add(`${namespace}/${name}`);
}
