import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { addByLibrary } from './by-library';
import { addByTypedObjects } from './by-typed-objects';

/** The means by which one and the same application is written. */
export const MEANS: Record<string, (scope: Construct, name: string) => void> = {
  library: addByLibrary,
  typed: addByTypedObjects,
};

/** So many applications, spread evenly over the charts. */
export function buildApps(means: string, apps: number, charts: number, outdir: string): App {
  const app = new App({ outdir });
  const perChart = apps / charts;
  for (let c = 0; c < charts; c++) {
    const chart = new Chart(app, `chart-${c}`);
    for (let i = 0; i < perChart; i++) { MEANS[means](chart, `app-${c * perChart + i}`); }
  }
  return app;
}

/** Everything but the YAML text, which is the same for all means. */
export function chartsToJson(app: App): unknown[] {
  return app.charts.map(chart => chart.toJson());
}
