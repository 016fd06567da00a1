import type { KubernetesObject } from '@kubernetes/client-node';
import { App, Chart } from 'cdk8s';

/** What a chart gives that is built by `build`: the same manifests that `cdk8s synth` would write. */
export function synthesize(namespace: string, build: (chart: Chart) => void): KubernetesObject[] {
  const chart = new Chart(new App(), 'chart', { namespace });
  build(chart);
  return chart.toJson() as KubernetesObject[];
}
