import { Chart, Testing } from 'cdk8s';
import { checkFactory } from '../checks/calls';

/**
 * Finds the manifests of a chart by kind and name, for tests in your own repository.
 *
 * ```ts
 * const chart = new Chart(new App(), 'shop');
 * new StatefulApp(chart, 'Cache', { name: 'redis', replicas: 3, image: 'redis:8', user: 999 });
 *
 * Manifests.one(chart, 'StatefulSet', 'redis').spec.replicas;   // 3
 * ```
 */
export class Manifests {
  /**
   * The only manifest of this kind, and with this name if it is given.
   *
   * @throws an Error that lists the manifests of the chart, if none or more than one matches
   */
  public static one(chart: Chart, kind: string, name?: string): any {
    checkFactory('Manifests.one', chart, kind, name);
    const manifests = Testing.synth(chart);
    const found = manifests.filter(manifest => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
    if (found.length !== 1) {
      const wanted = name === undefined ? `one ${kind}` : `one ${kind} ${name}`;
      throw new Error(`the chart must have ${wanted}, found ${found.length}; it has ${manifests.map(titleOf).sort().join(', ')
        || 'no manifests'}`);
    }
    return found[0];
  }

  /** All manifests of this kind, in the order in which they are written. */
  public static all(chart: Chart, kind: string): any[] {
    checkFactory('Manifests.all', chart, kind);
    return Testing.synth(chart).filter(manifest => manifest.kind === kind);
  }

  /** The manifests of the chart as `Kind/name`, sorted. */
  public static titles(chart: Chart): string[] {
    checkFactory('Manifests.titles', chart);
    return Testing.synth(chart).map(titleOf).sort();
  }

  /**
   * The chart for a snapshot. Manifests are listed by `Kind/name`, so that a new object adds a block and moves no other. Checksums are
   * masked, so that a changed file shows only in the file.
   */
  public static snapshot(chart: Chart): { [title: string]: any } {
    checkFactory('Manifests.snapshot', chart);
    const manifests = Testing.synth(chart);
    const titles = uniqueTitles(manifests);
    const byTitle = manifests.map((manifest, i) => [titles[i], maskChecksums(manifest)] as const);
    return Object.fromEntries(byTitle.sort(([a], [b]) => a < b ? -1 : 1));
  }

  private constructor() {}
}

function titleOf(manifest: any): string {
  return `${manifest.kind}/${manifest.metadata.name}`;
}

/** A name may exist in several namespaces. Equal titles get the namespace, and then a number. */
function uniqueTitles(manifests: any[]): string[] {
  const short = manifests.map(titleOf);
  const long = manifests.map((
    { metadata }, i,
  ) => metadata.namespace && short.indexOf(short[i]) !== short.lastIndexOf(short[i]) ? `${short[i]} in ${metadata.namespace}` : short[i]);
  const numberOf = (i: number) => long.slice(0, i + 1).filter(title => title === long[i]).length;
  return long.map((title, i) => numberOf(i) === 1 ? title : `${title} (${numberOf(i)})`);
}

function maskChecksums(value: any): any {
  return JSON.parse(JSON.stringify(value, (key, inner) => key === 'cdk8s-stateful-app/files-checksum' ? '<checksum of the files>' : inner));
}
