import { Fields, list, record, text } from './fields';
import { RoleOf } from './roles';
import { Workload } from './workloads';

/** Pods with consecutive ordinals that one node of the diagram stands for. */
export interface Members {
  readonly first: number;
  readonly last: number;
  readonly role?: string;
  /** Labels of the first of them. */
  readonly labels: Fields;
}

/** Labels that differ from pod to pod. */
export const SET_BY_KUBERNETES = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/** Sets up to this size show each pod. */
const MAX_SINGLE = 9;

/** Pods beyond this number are like the one before. No list of roles is longer. */
const MAX_COMPARED = 1000;

/** The pods of a set. In a large set, neighbours that no role and no Service distinguishes share a node. */
export function membersOf(set: Workload, roleOf: RoleOf, services: Fields[]): Members[] {
  const { replicas, ordinals } = record(set.object.spec);
  const count = Number.isInteger(replicas) && replicas >= 0 ? replicas as number : 1;
  const start = Number.isInteger(record(ordinals).start) ? record(ordinals).start as number : 0;
  const pods = Array.from({ length: Math.min(count, MAX_COMPARED) }, (_, i): Members => memberAt(set, start + i, roleOf));
  if (count <= MAX_SINGLE) { return pods; }
  const groups: Members[] = [];
  for (const pod of pods) {
    const previous = groups[groups.length - 1];
    if (previous && alike(previous, pod, services)) {
      groups[groups.length - 1] = { ...previous, last: pod.last };
    } else {
      groups.push(pod);
    }
  }
  return [...groups.slice(0, -1), { ...groups[groups.length - 1], last: start + count - 1 }];
}

function memberAt(set: Workload, ordinal: number, roleOf: RoleOf): Members {
  const labels = {
    ...set.labels,
    'statefulset.kubernetes.io/pod-name': `${set.name}-${ordinal}`,
    'apps.kubernetes.io/pod-index': String(ordinal),
  };
  return { first: ordinal, last: ordinal, role: roleOf(ordinal), labels };
}

function alike(a: Members, b: Members, services: Fields[]): boolean {
  const selected = ({ labels }: Members) => services.filter(service => SET_BY_KUBERNETES.some(label => {
    const wanted = record(record(service.spec).selector)[label];
    return wanted !== undefined && text(wanted) === text(labels[label]);
  })).length > 0;
  return a.role === b.role && !selected(a) && !selected(b);
}

/** The claim templates of a set, with the sizes that they request. */
export function claimsOf(set: Workload): { name: string; size: string }[] {
  return list(record(set.object.spec).volumeClaimTemplates).map(({ metadata, spec }) => ({
    name: text(record(metadata).name),
    size: text(record(record(record(spec).resources).requests).storage),
  }));
}
