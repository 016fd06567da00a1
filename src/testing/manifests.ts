import { Chart, Testing } from 'cdk8s';
import { masked, MASKED_CHECKSUM } from './masks';
import { checkFactory } from '../checks/calls';
import { closestProp } from '../checks/closest-match';
import { errorAt } from '../checks/errors';
import { userError } from '../checks/user-error';
import { ManifestError } from '../plan/manifest-error';
import { planOf } from '../plan/plan';
import { PlanStep } from '../plan/plan-step';
import { withoutNull } from '../plan/shape';

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
      throw userError(`the chart must have ${wanted}, found ${found.length}; it has ${manifests.map(titleOf).sort().join(', ')
        || 'no manifests'}`);
    }
    return found[0];
  }

  /**
   * All manifests of this kind, in the order in which they are written. To assert that the chart has none, use `titles`.
   *
   * @throws [KindUnknown] if the chart has no manifest of this kind
   */
  public static all(chart: Chart, kind: string): any[] {
    checkFactory('Manifests.all', chart, kind);
    const manifests = Testing.synth(chart);
    const found = manifests.filter(manifest => manifest.kind === kind);
    if (found.length === 0) { throw unknownKind(chart, kind, manifests); }
    return found;
  }

  /** The manifests of the chart as `Kind/name`, sorted. */
  public static titles(chart: Chart): string[] {
    checkFactory('Manifests.titles', chart);
    return Testing.synth(chart).map(titleOf).sort();
  }

  /**
   * The chart for a snapshot. Manifests are listed by `Kind/name`, so that a new object adds a block and moves no other.
   *
   * A change shows only where it was made, because values that follow from others are masked: checksums of files, hashes in the names of
   * Jobs, the image of further containers with the same image, and `app.kubernetes.io/version` if it is the tag of an image.
   */
  public static snapshot(chart: Chart): { [title: string]: any } {
    checkFactory('Manifests.snapshot', chart);
    const manifests = masked(Testing.synth(chart));
    const titles = uniqueTitles(manifests);
    const byTitle = manifests.map((manifest, i) => [titles[i], manifest] as const);
    return Object.fromEntries(byTitle.sort(([a], [b]) => a < b ? -1 : 1));
  }

  /**
   * What an apply of the chart does to pods and data, if the cluster has the manifests `before`. The steps are sorted, the most severe
   * effect first, and objects that do not change have no step.
   *
   * A test can assert that a change restarts no pod: `Manifests.plan(Yaml.load('dist/shop.k8s.yaml'), chart)` must have no step with the
   * effect `ROLL` or a more severe one.
   *
   * @param before manifests of the last apply, for example the committed YAML, read with `Yaml.load` of cdk8s; those of `snapshot` have
   * masked values and are rejected
   * @param chart chart to apply
   * @throws [PlanInputInvalid] if `before` has something else than manifests, or one object twice
   */
  public static plan(before: any[], chart: Chart): PlanStep[] {
    // YAML may have fields without a value, which are no fields for Kubernetes
    const manifests = withoutNull(before) as any[];
    checkFactory('Manifests.plan', manifests, chart);
    checkBefore(manifests, chart);
    try {
      return planOf(manifests, Testing.synth(chart));
    } catch (error) {
      throw error instanceof ManifestError ? errorAt(chart, 'PlanInputInvalid', error.details) : error;
    }
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

/** A list that is empty because of a typing error would pass every assertion about its elements. */
function unknownKind(chart: Chart, kind: string, manifests: any[]): Error {
  const kinds = [...new Set<string>(manifests.map(manifest => manifest.kind))].sort();
  const closest = closestProp(kind, kinds);
  return errorAt(chart, 'KindUnknown', {
    rule: `the kind of Manifests.all must be one of the chart${kinds.length > 0 ? ` (${kinds.join(', ')})` : ', which has no manifests'}`,
    got: kind,
    remedy: `use ${closest ? `${closest}, or ` : ''}Manifests.titles(chart) to assert that the chart has none`,
  });
}

function checkBefore(manifests: any[], chart: Chart): void {
  const isText = (value: unknown) => typeof value === 'string';
  const wrong = manifests.find(manifest => ![manifest.kind, manifest.apiVersion, manifest.metadata?.name].every(isText));
  if (wrong !== undefined) {
    throw errorAt(chart, 'PlanInputInvalid', {
      rule: 'the manifests before must be objects of Kubernetes, each with apiVersion, kind and metadata.name',
      got: wrong,
      remedy: 'pass the result of Yaml.load(file)',
    });
  }
  if (JSON.stringify(manifests).includes(MASKED_CHECKSUM)) {
    throw errorAt(chart, 'PlanInputInvalid', {
      rule: 'the manifests before must have no masked values',
      got: 'manifests of a snapshot',
      remedy: 'pass the committed YAML with Yaml.load(file)',
    });
  }
}
