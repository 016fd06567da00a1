import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { addObject } from './app-object';
import {
  checkClientPorts, checkConnection, clientPolicySpec, ClusterDns, ConnectionRule, jobPolicySpec, NetworkAccess, NetworkPeer,
  networkPolicySpec, NetworkProps,
} from '../blocks/network';
import type { Errors } from '../checks/errors';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';
import { Port } from '../values/port';

/** The clients and servers that the members may connect with. Ports, clients and rules may be added until synthesis. */
export class AppNetwork {
  private readonly access: NetworkAccess;
  private readonly clients: NetworkPeer[];
  private readonly offers: (() => Port[])[] = [];
  private readonly ingress: ConnectionRule[] = [];
  private readonly egress: ConnectionRule[] = [];

  constructor(private readonly identity: Identity, private readonly props: NetworkProps, private readonly ports: Port[]) {
    this.access = props.networkAccess ?? NetworkAccess.open();
    this.clients = [...this.access.clients];
  }

  public get isIsolated(): boolean {
    return this.access.isIsolated;
  }

  /** Opens the ports of a client Service to clients. Some may be those of containers that are added later. */
  public addOffer(ports: () => Port[]): void {
    this.offers.push(ports);
  }

  public checkClient(rule: ConnectionRule, errors: Errors): void {
    checkConnection('allowFrom', rule, errors);
    if (rule.ports.length === 0) { this.checkClientPorts(errors); }
  }

  /** A Service may offer the port of a container that is added later. */
  public checkClientPorts(errors: Errors): void {
    if (this.isIsolated) { checkClientPorts([...this.ports, ...this.offers], errors); }
  }

  /** A rule without ports lets the client connect to all ports that are open to clients. */
  public addClient(rule: ConnectionRule): void {
    if (rule.ports.length > 0) { this.ingress.push(rule); } else { this.clients.push(rule.peer); }
  }

  public checkServer(rule: ConnectionRule, errors: Errors): void {
    checkConnection('allowTo', rule, errors);
  }

  public addServer(rule: ConnectionRule): void {
    this.egress.push(rule);
  }

  /** Pods with these labels, in the namespace of the set or in another one. */
  public podsIn(namespace: string | undefined, labels: { [key: string]: string }): NetworkPeer {
    const isSame = namespace === undefined || namespace === this.identity.namespace;
    return NetworkPeer.pods(labels, isSame ? undefined : { 'kubernetes.io/metadata.name': namespace });
  }

  /** Clients that may connect to a port, or `undefined` without a policy. */
  public clientsOf(port: number): NetworkPeer[] | undefined {
    if (!this.isIsolated) { return undefined; }
    return [
      ...this.clientPorts.some(({ number }) => number === port) ? this.clients : [],
      ...this.ingress.filter(rule => rule.ports.some(({ number }) => number === port)).map(rule => rule.peer),
    ];
  }

  public policySpec(): Json {
    const { clients, ingress, egress } = this;
    return networkPolicySpec(this.identity, { ports: this.clientPorts, clients, ingress, egress, dns: this.props.clusterDns });
  }

  /** The policy of a Job's pods, which connect to the members and to these servers. */
  public jobPolicySpec(ports: Port[] | undefined, podLabels: Record<string, string>, servers: NetworkPeer[]): Json {
    return jobPolicySpec(this.identity, ports ?? this.clientPorts, podLabels, servers, this.props.clusterDns);
  }

  /** The egress side of the policy. It allows pods with these labels to connect to the members. */
  public addClientPolicy(scope: Construct, client: string, labels: { [key: string]: string }, namespace?: string): void {
    const place = namespace ?? this.identity.namespace;
    addClientPolicy({ scope, client, labels, namespace: place, dns: this.props.clusterDns }, this.identity, () => this.clientPorts);
  }

  /** The ports that clients may connect to: those of the main container, and those that client Services add. */
  public get clientPorts(): Port[] {
    const all = [...this.ports, ...this.offers.flatMap(offer => offer())];
    return all.filter(({ number, protocol }, i) => all.findIndex(port => port.number === number && port.protocol === protocol) === i);
  }
}

/** Pods that connect to a set. */
interface PolicyOfClient {
  /** Parent of the policy. */
  readonly scope: IConstruct;
  /** Prefix of the policy's name. */
  readonly client: string;
  readonly labels: { [key: string]: string };
  /** Without it, the pods are in the namespace that the manifests are applied to. */
  readonly namespace?: string;
  readonly dns?: ClusterDns;
}

/**
 * Lets the pods connect to the members and to the DNS, and blocks their other connections. A client can connect to sets of one name in
 * several namespaces.
 */
export function addClientPolicy({ scope, client, labels, namespace, dns }: PolicyOfClient, identity: Identity, ports: () => Port[]): void {
  const prefix = `To-${identity.name}.`;
  const id = `${prefix}${identity.namespace ?? ''}`;
  if (scope.node.tryFindChild(id)) { return; }
  const isFirst = !scope.node.children.some(child => child.node.id.startsWith(prefix));
  const suffix = isFirst ? '' : `-in-${identity.namespace ?? 'same-namespace'}`;
  addObject(scope as Construct, id, { ...identity, namespace }, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${client}-to-${identity.name}${suffix}` },
    spec: Lazy.any({ produce: () => clientPolicySpec(identity, ports(), { matchLabels: labels }, { namespace, dns }) }),
  });
}
