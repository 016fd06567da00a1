import { Chart } from 'cdk8s';
import type { Errors } from '../checks/errors';
import { Identity } from '../values/identity';

/** By chart. At synthesis, the sets of all charts are compared, of which two may be copies for two clusters. */
const reservedByChart = new WeakMap<Chart, Set<string>>();

/** Two sets or Services with one name would write the same objects, and the one that is applied last would win. */
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
