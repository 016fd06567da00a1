import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { addObject } from './app-object';
import {
  checkClientPorts, checkConnection, clientPolicySpec, ConnectionRule, NetworkAccess, NetworkPeer, networkPolicySpec,
} from '../blocks/network';
import type { Errors } from '../checks/errors';
import { Identity } from '../values/identity';
import { Json } from '../values/manifest';
import { Port } from '../values/port';

/** The clients and servers that the members may connect with. Ports, clients and rules may be added until synthesis. */
export class AppNetwork {
  private readonly ports: Port[];
  private readonly clients: NetworkPeer[];
  private readonly ingress: ConnectionRule[] = [];
  private readonly egress: ConnectionRule[] = [];

  constructor(private readonly identity: Identity, private readonly access: NetworkAccess, ports: Port[]) {
    this.ports = [...ports];
    this.clients = [...access.clients];
  }

  public get isIsolated(): boolean {
    return this.access.isIsolated;
  }

  /** The ports that clients may connect to: those of the main container, and those that client Services add. */
  public get clientPorts(): Port[] {
    return [...this.ports];
  }

  public addPorts(ports: Port[]): void {
    this.ports.push(...ports);
  }

  public checkClient(rule: ConnectionRule, errors: Errors): void {
    checkConnection('allowFrom', rule, errors);
    if (this.isIsolated && rule.ports.length === 0) { checkClientPorts(this.ports, errors); }
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
      ...this.ports.some(({ number }) => number === port) ? this.clients : [],
      ...this.ingress.filter(rule => rule.ports.some(({ number }) => number === port)).map(rule => rule.peer),
    ];
  }

  public policySpec(): Json {
    return networkPolicySpec(this.identity, { ports: this.ports, clients: this.clients, ingress: this.ingress, egress: this.egress });
  }

  /** The egress side of the policy. It allows pods with these labels to connect to the members. */
  public addClientPolicy(scope: Construct, client: string, labels: { [key: string]: string }, namespace?: string): void {
    addClientPolicy({ scope, client, labels, namespace }, this.identity, () => this.ports);
  }
}

/** Pods that connect to a set. */
interface PolicyOfClient {
  /** Parent of the policy. */
  readonly scope: IConstruct;
  /** Prefix of the policy's name. */
  readonly client: string;
  readonly labels: { [key: string]: string };
  /** Without it, the pods are in the namespace of the set. */
  readonly namespace?: string;
}

/** Lets the pods connect to the members and to the DNS, and blocks their other connections. */
export function addClientPolicy({ scope, client, labels, namespace }: PolicyOfClient, identity: Identity, ports: () => Port[]): void {
  const id = `To-${identity.name}`;
  if (scope.node.tryFindChild(id)) { return; }
  addObject(scope as Construct, id, identity, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${client}-to-${identity.name}`, namespace },
    spec: Lazy.any({ produce: () => clientPolicySpec(identity, ports(), { matchLabels: labels }, namespace) }),
  });
}
