import { Fields, list, nameOf, namespaceOf, record, text } from './fields';
import { Members, SET_BY_KUBERNETES } from './members';
import { hasLabels } from './selectors';
import { environmentOf, portNumber, Workload } from './workloads';

/** A Service that leads clients to pods of a set. */
export interface ClientService {
  readonly object: Fields;
  readonly name: string;
  /** The type, unless it is ClusterIP. */
  readonly type: string;
  readonly ports: string[];
  /** The ports of the pods. */
  readonly targetPorts: string[];
  readonly members: Members[];
  /** The labels that pods get only while they run, if the Service follows them. */
  readonly runtimeLabels: string[];
}

/** The Services of the namespace that select pods of the set, without headless ones. */
export function clientServicesOf(set: Workload, members: Members[], manifests: Fields[], workloads: Workload[]): ClientService[] {
  const services = manifests.filter(object => object.kind === 'Service' && namespaceOf(object) === set.namespace && !isHeadless(object));
  return services.flatMap(object => {
    const { selector, type, ports } = record(object.spec);
    const selected = Object.keys(record(selector)).length > 0 ? members.filter(({ labels }) => hasLabels(selector, labels)) : [];
    const runtimeLabels = selected.length > 0 ? [] : runtimeLabelsOf(record(selector), set, workloads);
    if (selected.length === 0 && runtimeLabels.length === 0) { return []; }
    return [{
      object,
      name: nameOf(object),
      type: text(type) === 'ClusterIP' ? '' : text(type),
      ports: list(ports).map(({ port }) => text(port)),
      targetPorts: list(ports).map(({ port, targetPort }) => portNumber(targetPort ?? port, set)),
      members: selected,
      runtimeLabels,
    }];
  });
}

/**
 * A Service may follow a label that the pods get only while they run, such as the one of an elected primary. It then selects none by the
 * labels of the template, and the labels that differ are not among those by which the set finds its pods.
 */
function runtimeLabelsOf(selector: Fields, set: Workload, workloads: Workload[]): string[] {
  const own = record(record(record(set.object.spec).selector).matchLabels);
  const wanted = Object.entries(selector);
  const differing = wanted.filter(([key, value]) => text(set.labels[key]) !== text(value));
  const belongs = wanted.some(([key]) => key in own) && differing.every(([key]) => !(key in own) && !SET_BY_KUBERNETES.includes(key));
  const selectsOthers = workloads.some(({ namespace, labels }) => namespace === set.namespace && hasLabels(selector, labels));
  return belongs && !selectsOthers ? differing.map(([key, value]) => `${key}=${text(value)}`) : [];
}

function isHeadless({ spec }: Fields): boolean {
  return record(spec).clusterIP === 'None';
}

/** Whether a variable of the workload has this host: alone, or in front of a domain, a port or a path. */
export function namesHost(workload: Workload, host: string): boolean {
  const escaped = host.replace(/[^a-z0-9-]/gi, '\\$&');
  return Object.values(environmentOf(workload)).some(value => new RegExp(`(^|[^a-z0-9.-])${escaped}(?=[.:/,]|$)`, 'i').test(value));
}
