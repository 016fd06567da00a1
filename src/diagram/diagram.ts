import { Peer, peersOf } from './access';
import { Fields, keyOf, nameOf, namespaceOf, record, text } from './fields';
import { claimsOf, Members, membersOf } from './members';
import { Flowchart } from './mermaid';
import { placementOf } from './placement';
import { rolesOf } from './roles';
import { ClientService, clientServicesOf, namesHost } from './services';
import { sharedClaimsOf, Workload, workloadsOf } from './workloads';

/** The nodes of a set to which clients connect. */
interface Targets {
  readonly set: Workload;
  readonly id: string;
  readonly members: { readonly members: Members; readonly id: string }[];
  readonly services: { readonly service: ClientService; readonly id: string }[];
}

/**
 * The topology of manifests as a Mermaid flowchart: the sets with their pods, roles, claims and placement, the Services with the pods that
 * they select, and the clients that the network policies admit.
 */
export function diagram(manifests: unknown[]): string {
  const objects = manifests.map(record);
  const workloads = workloadsOf(objects);
  const chart = new Flowchart();
  const sets = workloads.filter(({ kind }) => kind === 'StatefulSet').map(set => drawSet(chart, set, objects, workloads));
  for (const targets of sets) {
    for (const peer of peersOf(targets.set, objects, workloads)) { drawPeer(chart, peer, targets, objects); }
  }
  return chart.toString();
}

function drawSet(chart: Flowchart, set: Workload, manifests: Fields[], workloads: Workload[]): Targets {
  const members = membersOf(set, rolesOf(set, manifests), manifests);
  const services = clientServicesOf(set, members, manifests, workloads).map(service => ({
    service,
    id: chart.node(keyOf(service.object), 'service', [`Service ${service.name}`, ...service.type ? [service.type] : []]),
  }));
  const nodes: Targets['members'][number][] = [];
  const title = [`StatefulSet ${set.name}`, ...imageOf(set), ...hostsIn(set), ...placementOf(set)];
  const id = chart.frame(keyOf(set.object), title, () => {
    for (const each of members) {
      const lines = [range(each, ordinal => `${set.name}-${ordinal}`), ...each.role ? [each.role] : []];
      nodes.push({ members: each, id: chart.node(`${keyOf(set.object)}/${each.first}`, 'box', lines) });
    }
    if (members.length === 0) { chart.node(`${keyOf(set.object)}/none`, 'box', ['no pods']); }
  });
  drawClaims(chart, set, nodes);
  drawRoutes(chart, services, nodes, id);
  return { set, id, members: nodes, services };
}

function drawRoutes(chart: Flowchart, services: Targets['services'], nodes: Targets['members'], set: string): void {
  for (const { service, id: from } of services) {
    const to = nodes.filter(node => service.members.includes(node.members)).map(node => node.id);
    chart.edge(from, to, '-->', service.ports.join(', '));
    const labels = service.runtimeLabels.join(', ');
    if (labels) { chart.edge(from, [set], '-.->', `${service.ports.join(', ')} where ${labels}`); }
  }
}

function drawClaims(chart: Flowchart, set: Workload, nodes: Targets['members']): void {
  for (const { name, size } of claimsOf(set)) {
    for (const node of nodes) {
      const lines = [range(node.members, ordinal => `${name}-${set.name}-${ordinal}`), ...size ? [size] : []];
      chart.edge(node.id, [chart.node(`claim/${node.id}/${name}`, 'storage', lines)], '---');
    }
  }
}

function imageOf({ pod }: Workload): string[] {
  const image = Array.isArray(pod.containers) ? text(record(pod.containers[0]).image) : '';
  return image ? [image] : [];
}

/** The names by which other pods reach each pod. */
function hostsIn({ name, object }: Workload): string[] {
  const domain = text(record(object.spec).serviceName);
  return domain ? [`hosts ${name}-N.${domain}`] : [];
}

function range({ first, last }: Members, name: (ordinal: number) => string): string {
  return first === last ? name(first) : `${name(first)} … ${name(last)}`;
}

function drawPeer(chart: Flowchart, peer: Peer, targets: Targets, manifests: Fields[]): void {
  const { workload, description, ports } = peer;
  const from = workload
    ? chart.node(keyOf(workload.object), 'box', [`${workload.kind} ${workload.name}`])
    : chart.node(`peer/${targets.set.namespace}/${description}`, 'box', [description]);
  const offered = targets.services.filter(({ service }) => ports.length === 0 || service.targetPorts.some(port => ports.includes(port)));
  const named = workload ? hostsOf(workload, { ...targets, services: offered }) : [];
  const to = named.length > 0 ? named : offered.map(({ id }) => id);
  chart.edge(from, to.length > 0 ? to : [targets.id], '-->', ports.join(', '));
  for (const claim of workload ? sharedClaimsOf(workload) : []) { drawClaim(chart, claim, from, workload!, manifests); }
}

/** The Services and members whose names are in the environment of a workload. */
function hostsOf(workload: Workload, { set, members, services }: Targets): string[] {
  const domain = text(record(set.object.spec).serviceName);
  return [
    ...services.filter(({ service }) => namesHost(workload, service.name)),
    ...members.filter(({ members: { first, last } }) =>
      [first, last].some(ordinal => namesHost(workload, `${set.name}-${ordinal}.${domain}`))),
  ].map(({ id }) => id);
}

function drawClaim(chart: Flowchart, name: string, from: string, workload: Workload, manifests: Fields[]): void {
  const claim = manifests.find(object =>
    object.kind === 'PersistentVolumeClaim' && nameOf(object) === name && namespaceOf(object) === workload.namespace);
  const size = text(record(record(record(record(claim).spec).resources).requests).storage);
  chart.edge(from, [chart.node(`claim/${workload.namespace}/${name}`, 'storage', [name, ...size ? [size] : []])], '---');
}
