import { Fields, list, record, text } from '../diagram/fields';
import { claimsOf } from '../diagram/members';
import { Workload, workloadsOf } from '../diagram/workloads';
import { FACTS } from '../values/set-facts';

/** Systems whose presets adopt the volumes of a chart. The charts have the same names. */
export const SYSTEMS = ['mysql', 'kafka', 'zookeeper'];

/** A StatefulSet, of the release or of this library, with the claims of its pods. */
export interface MemberSet {
  readonly name: string;
  readonly namespace: string;
  readonly system: string;
  readonly replicas: number;
  /** `primary`, `secondary`, `broker`, `controller-eligible` and others, in the charts. */
  readonly component: string;
  /** Ordinal of the primary of MySQL. */
  readonly primary: number;
  /** Names of the claims of a pod, by the name of their template. */
  readonly claims: (ordinal: number) => Record<string, string>;
}

/** The sets of a chart in a release of Helm. */
export function setsOfRelease(manifests: Fields[]): MemberSet[] {
  return statefulSets(manifests).map(set => memberSet(set, chartOf(set))).filter(({ system }) => SYSTEMS.includes(system));
}

/** The set of this library with this name, and after it the set of its dedicated controllers. None, if no system can be adopted. */
export function setsToDeploy(manifests: Fields[], name: string): MemberSet[] {
  const sets = statefulSets(manifests).map(set => memberSet(set, text(record(record(set.object.metadata).annotations)[FACTS.system])))
    .filter(({ system }) => SYSTEMS.includes(system));
  const named = sets.filter(set => set.name === name);
  return named.length === 0 ? [] : [...named, ...sets.filter(set => set.name === `${name}-controller`)];
}

function statefulSets(manifests: Fields[]): Workload[] {
  return workloadsOf(manifests).filter(({ kind }) => kind === 'StatefulSet');
}

/** `mysql` for the label `mysql-14.0.3`. */
function chartOf({ object }: Workload): string {
  return text(record(record(object.metadata).labels)['helm.sh/chart']).replace(/-\d.*$/, '');
}

function memberSet(set: Workload, system: string): MemberSet {
  const { replicas } = record(set.object.spec);
  const { labels = {}, annotations = {} } = record(set.object.metadata);
  const templates = claimsOf(set).map(claim => claim.name);
  return {
    name: set.name,
    namespace: set.namespace,
    system,
    replicas: Number.isInteger(replicas) ? replicas : 1,
    component: text(labels['app.kubernetes.io/component']),
    primary: Number(annotations[FACTS.primary] ?? 0),
    claims: ordinal => ({
      ...existingClaims(set),
      ...Object.fromEntries(templates.map(template => [template, `${template}-${set.name}-${ordinal}`])),
    }),
  };
}

/** Claims that the values name (`existingClaim`), by the name of their volume. */
function existingClaims({ pod }: Workload): Record<string, string> {
  return Object.fromEntries(list(pod.volumes)
    .map(({ name, persistentVolumeClaim }) => [text(name), text(record(persistentVolumeClaim).claimName)]).filter(([, claim]) => claim));
}
