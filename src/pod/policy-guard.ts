import { ApiObject, Chart } from 'cdk8s';
import { areCopies, WrittenSet } from './written-set';
import type { Errors } from '../checks/errors';
import { ValidationErrors } from '../checks/validation-errors';
import { matchesSelector } from '../values/label-selector';
import { Json } from '../values/manifest';

/** A NetworkPolicy of the program, from whatever library. */
interface Policy {
  readonly object: ApiObject;
  readonly namespace?: string;
  readonly spec: Json;
}

/** A port by number and name. */
interface NeededPort {
  readonly number: number;
  readonly name?: string;
  readonly protocol?: string;
}

const DNS: NeededPort = { number: 53, protocol: 'UDP' };

/**
 * Rejects policies that part the members of a set from each other. As soon as a policy selects a pod, Kubernetes blocks all connections
 * that no policy allows, so a policy for one client, such as `connections` of cdk8s-plus writes, also blocks the other members. The
 * policy of an isolated set allows what the members need.
 */
export function partedMembers(sets: WrittenSet[], objects: ApiObject[]): string[] {
  const open = sets.filter(({ isIsolated, identity }) => !isIsolated && identity.replicas > 1);
  if (open.length === 0) { return []; }
  const isolated = new Set(sets.filter(({ isIsolated }) => isIsolated).map(({ app }) => app));
  const others = objects.filter(({ node }) => !node.scope || !isolated.has(node.scope));
  if (others.length === 0) { return []; }
  const policies = others.map(toPolicy);
  return open.flatMap(set => {
    const errors: Errors = new ValidationErrors();
    const selecting = policiesOf(set, policies, sets);
    checkIngress(set, selecting.filter(({ spec }) => typesOf(spec).includes('Ingress')), errors);
    checkEgress(set, selecting.filter(({ spec }) => typesOf(spec).includes('Egress')), errors);
    return errors.lines(set.app);
  });
}

/** The policies that select the members. One of another chart may be meant for the copy of the set in another cluster. */
function policiesOf({ app, identity, workload }: WrittenSet, policies: Policy[], sets: WrittenSet[]): Policy[] {
  const selecting = policies.filter(({ namespace, spec }) => namespace === identity.namespace
    && matchesSelector(spec.podSelector, workload._podLabels));
  const isCopied = selecting.length > 0 && sets.some(other => areCopies(other.app, app));
  return isCopied ? selecting.filter(({ object }) => Chart.of(object) === Chart.of(app)) : selecting;
}

function toPolicy(object: ApiObject): Policy {
  const { metadata, spec = {} } = object.toJson();
  return { object, namespace: metadata.namespace, spec };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
function typesOf({ policyTypes, egress }: Json): string[] {
  return policyTypes ?? ['Ingress', ...egress ? ['Egress'] : []];
}

function checkIngress(set: WrittenSet, policies: Policy[], errors: Errors): void {
  const rules = policies.flatMap(({ spec }) => spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }));
  if (policies.length > 0 && !allowsMembers(set, rules)) {
    addError('let the members connect to each other', policies, errors);
  }
}

function checkEgress(set: WrittenSet, policies: Policy[], errors: Errors): void {
  const rules = policies.flatMap(({ spec }) => spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  if (policies.length > 0 && !(allowsMembers(set, rules) && allowsDns(rules))) {
    addError('let the members connect to each other and to the DNS', policies, errors);
  }
}

function addError(duty: string, policies: Policy[], errors: Errors): void {
  errors.add('MembersParted', {
    rule: `network policies that select the pods must ${duty}, because they block all connections that no policy allows`,
    got: policies.map(({ object }) => object.node.path),
    remedy: 'set networkAccess: NetworkAccess.isolated(), whose policy allows these connections, or use allowWorkload(client) and '
      + 'allowFrom(peer) instead of the policies',
  });
}

/** A rule of a policy in one direction. */
interface Rule {
  readonly peers?: Json[];
  readonly ports?: Json[];
}

function allowsMembers(set: WrittenSet, rules: Rule[]): boolean {
  const open = rules.filter(({ peers }) => !peers?.length || peers.some(peer => includesMembers(set, peer)));
  const ports: NeededPort[] = set.workload.containers.flatMap(container => container.ports);
  return open.length > 0 && ports.every(port => open.some(rule => allowsPort(rule, port)));
}

/** Addresses do not include members: Kubernetes intends `ipBlock` for addresses outside of the cluster, and plugins ignore pods in it. */
function includesMembers({ identity, workload }: WrittenSet, { podSelector, namespaceSelector, ipBlock }: Json): boolean {
  if (ipBlock || (podSelector && !matchesSelector(podSelector, workload._podLabels))) { return false; }
  const { namespace } = identity;
  const name = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  return name === undefined || namespace === undefined || name === namespace;
}

/** The servers of the DNS are pods of another namespace or addresses of nodes. */
function allowsDns(rules: Rule[]): boolean {
  return rules.some(rule => allowsPort(rule, DNS)
    && (!rule.peers?.length || rule.peers.some(({ namespaceSelector, ipBlock }) => namespaceSelector || ipBlock)));
}

function allowsPort({ ports }: Rule, { number, name, protocol = 'TCP' }: NeededPort): boolean {
  return !ports?.length || ports.some(({ port, endPort, protocol: allowed = 'TCP' }) => allowed === protocol
    && (port === undefined || port === name || port === number || (endPort !== undefined && port <= number && number <= endPort)));
}
