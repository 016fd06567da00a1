import { Fields, list, namespaceOf, record, text } from './fields';
import { describeSelector, selects } from './selectors';
import { portNumber, Workload } from './workloads';

/** Clients that may connect to the pods of a set: workloads of the manifests, or all that a rule describes. */
export interface Peer {
  readonly workload?: Workload;
  readonly description: string;
  /** All ports if it is empty. */
  readonly ports: string[];
}

const ANY: Peer = { description: 'any client', ports: [] };

/** Those that may connect to the pods of a set by its network policies. */
export function peersOf(set: Workload, manifests: Fields[], workloads: Workload[]): Peer[] {
  const policies = manifests.filter(object => object.kind === 'NetworkPolicy' && isolates(object, set));
  if (policies.length === 0) { return [ANY]; }
  return policies.flatMap(policy => list(record(policy.spec).ingress)).flatMap(rule => {
    const ports = list(rule.ports).map(({ port }) => portNumber(port, set)).filter(Boolean);
    const from = list(rule.from);
    return from.length === 0 ? [{ ...ANY, ports }] : from.flatMap(peer => peersBy(peer, ports, set, workloads));
  });
}

function isolates(policy: Fields, set: Workload): boolean {
  const { podSelector, policyTypes } = record(policy.spec);
  const forIngress = !Array.isArray(policyTypes) || policyTypes.includes('Ingress');
  return forIngress && namespaceOf(policy) === set.namespace && selects(podSelector, set.labels);
}

function peersBy({ podSelector, namespaceSelector, ipBlock }: Fields, ports: string[], set: Workload, workloads: Workload[]): Peer[] {
  if (ipBlock !== undefined) { return [{ description: text(record(ipBlock).cidr), ports }]; }
  const pods = describeSelector(podSelector);
  const inNamespace = namespaceSelector === undefined ? set.namespace : namespaceIn(namespaceSelector) || undefined;
  const known = workloads.filter(({ namespace, labels }) => namespace === inNamespace && selects(podSelector, labels));
  if (known.length > 0) {
    return known.filter(({ object }) => object !== set.object).map(workload => ({ workload, description: '', ports }));
  }
  if (namespaceSelector === undefined) { return [{ description: pods ? `pods with ${pods}` : 'pods of the namespace', ports }]; }
  return [{ description: `${pods ? `pods with ${pods} in ` : ''}${describeNamespaces(namespaceSelector)}`, ports }];
}

function describeNamespaces(selector: unknown): string {
  const name = namespaceIn(selector);
  const labels = describeSelector(selector);
  if (name) { return `namespace ${name}`; }
  return labels ? `namespaces with ${labels}` : 'all namespaces';
}

function namespaceIn(selector: unknown): string {
  return text(record(record(selector).matchLabels)['kubernetes.io/metadata.name']);
}
