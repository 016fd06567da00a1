import { Chart } from 'cdk8s';
import type { Errors } from '../checks/errors';
import { Identity } from '../values/identity';

/** By chart and not by app: two charts may describe the same application in two clusters. */
const reservedByChart = new WeakMap<Chart, Set<string>>();

/** Two applications or Services of one name would write the same objects, and the one applied last would win. */
export function reserveName(chart: Chart, name: string, { namespace = '' }: Identity, errors: Errors): void {
  const taken = reservedByChart.get(chart) ?? new Set();
  reservedByChart.set(chart, taken);
  if (taken.has(`${namespace}/${name}`)) {
    errors.add('NameTaken', {
      rule: 'the applications and client Services of a chart must have different names within a namespace',
      got: name,
      remedy: 'rename one of them, or give it another namespace or chart',
    });
  }
  taken.add(`${namespace}/${name}`);
}
