import { isIP } from 'net';
import { checkFactory } from '../checks/calls';
import type { Errors } from '../checks/errors';
import { checkLabels } from '../checks/labels';
import { hasToken } from '../checks/tokens';
import { Identity } from '../values/identity';
import { Json, undefinedIfEmpty } from '../values/manifest';
import { isPortNumber, Port } from '../values/port';

/** The other end of a connection: pods, namespaces or addresses. */
export class NetworkPeer {
  /**
   * Pods with these labels.
   *
   * @param labels labels of the pods
   * @param namespaceLabels labels of their namespace. Without them, pods of the set's namespace match
   */
  public static pods(labels: { [key: string]: string }, namespaceLabels?: { [key: string]: string }): NetworkPeer {
    checkFactory('NetworkPeer.pods', labels, namespaceLabels);
    return new NetworkPeer({
      podSelector: { matchLabels: labels },
      namespaceSelector: namespaceLabels && { matchLabels: namespaceLabels },
    });
  }

  /** All pods of one namespace. */
  public static namespace(name: string): NetworkPeer {
    checkFactory('NetworkPeer.namespace', name);
    return new NetworkPeer({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  }

  /**
   * All pods of the namespaces with these labels, such as `{ team: 'shop' }`.
   *
   * @param labels labels of the namespaces
   */
  public static namespaces(labels: { [key: string]: string }): NetworkPeer {
    checkFactory('NetworkPeer.namespaces', labels);
    return new NetworkPeer({ namespaceSelector: { matchLabels: labels } });
  }

  /** Addresses outside the cluster, such as `10.0.0.0/8`. */
  public static cidr(cidr: string): NetworkPeer {
    checkFactory('NetworkPeer.cidr', cidr);
    return new NetworkPeer({ ipBlock: { cidr } });
  }

  private constructor(
    /** The peer as an entry of a NetworkPolicy. */
    public readonly spec: { [field: string]: any },
  ) {}
}

/** The servers that resolve names for the pods of the cluster. Every network policy of the set lets pods connect to them. */
export class ClusterDns {
  /**
   * Port 53 of the namespace `kube-system`, and the link-local address of NodeLocal DNSCache.
   *
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static kubeSystem(): ClusterDns {
    return new ClusterDns(53, [NetworkPeer.namespace('kube-system'), NetworkPeer.cidr('169.254.20.10/32')]);
  }

  /** OpenShift: port 5353 of the namespace `openshift-dns`. Policies see the port of the pods, and not port 53 of their Service. */
  public static openShift(): ClusterDns { return new ClusterDns(5353, [NetworkPeer.namespace('openshift-dns')]); }

  /**
   * Other servers, such as `ClusterDns.servers(53, NetworkPeer.cidr('169.254.169.254/32'))`.
   *
   * @param port port on which the servers listen, for UDP and TCP: that of the pods, if their Service has another one
   * @param servers pods, namespaces or addresses of the servers
   */
  public static servers(port: number, ...servers: NetworkPeer[]): ClusterDns {
    checkFactory('ClusterDns.servers', port, ...servers);
    return new ClusterDns(port, servers);
  }

  private constructor(
    /** Port of the servers, for UDP and TCP. */
    public readonly port: number,
    /** Pods, namespaces or addresses of the servers. */
    public readonly peers: NetworkPeer[],
  ) {}
}

/** Connections that the members accept and open. */
export class NetworkAccess {
  /** No network policy. Every pod in the cluster may connect, and the members may connect to every address. */
  public static open(): NetworkAccess { return new NetworkAccess(false, []); }

  /**
   * Members reach each other and DNS, and clients reach the ports that are for clients. All other traffic is blocked.
   *
   * @param clients peers that may connect. `allowFrom` adds more of them later
   */
  public static isolated(...clients: NetworkPeer[]): NetworkAccess {
    checkFactory('NetworkAccess.isolated', ...clients);
    return new NetworkAccess(true, clients);
  }

  private constructor(
    /** Whether a network policy is created. */
    public readonly isIsolated: boolean,
    /** Peers that may connect to the ports of the members. */
    public readonly clients: NetworkPeer[],
  ) {}
}

/** Network policy. */
export interface NetworkProps {
  /**
   * Connections that the members accept and open.
   * @default NetworkAccess.open()
   */
  readonly networkAccess?: NetworkAccess;

  /**
   * Servers of the cluster's DNS, which every network policy of the set opens. OpenShift and some clouds run them outside `kube-system`.
   * No effect if `networkAccess` is open.
   *
   * @default ClusterDns.kubeSystem()
   */
  readonly clusterDns?: ClusterDns;
}

/** Allows connections with a peer on these ports. */
export interface ConnectionRule {
  readonly peer: NetworkPeer;
  readonly ports: Port[];
}

export function checkPeer(peer: NetworkPeer, errors: Errors): void {
  const cidr = peer.spec.ipBlock?.cidr;
  if (peer.spec.ipBlock && !isCidr(cidr) && !hasToken(cidr)) {
    errors.add('CidrInvalid', {
      rule: 'the address range of a network peer must be in CIDR notation with a prefix length',
      got: cidr,
      remedy: 'use a range such as 10.0.0.0/8, or append /32 for a single address',
    });
  }
  for (const selector of [peer.spec.podSelector, peer.spec.namespaceSelector]) {
    if (selector && Object.keys(selector.matchLabels ?? {}).length === 0) {
      errors.add('PeerMatchesAll', {
        rule: 'the labels of a network peer must contain at least one label, because otherwise every pod would match',
        got: selector.matchLabels,
        remedy: 'use { app: \'name\' } or NetworkPeer.namespace(\'name\')',
      });
    }
    checkLabels('peer.labels', selector?.matchLabels, errors);
  }
}

/** In Kubernetes, a rule without ports opens all ports. */
export function checkClientPorts(ports: readonly unknown[], errors: Errors): void {
  if (ports.length === 0) {
    errors.add('ClientsWithoutPorts', {
      rule: 'an isolated application with clients must have ports, because a rule without ports would open all of them',
      got: [],
      remedy: 'declare ports, or use NetworkAccess.isolated()',
    });
  }
}

export function checkConnection(method: string, { peer, ports }: ConnectionRule, errors: Errors): void {
  checkPeer(peer, errors);
  checkPeerPorts(method, ports, errors);
}

export function checkPeerPorts(method: string, ports: Port[], errors: Errors): void {
  for (const port of ports) { checkPeerPort(`the ports of ${method}`, port.number, errors); }
}

export function checkClusterDns({ port, peers }: ClusterDns, errors: Errors): void {
  if (peers.length === 0) {
    errors.add('DnsServersMissing', {
      rule: 'clusterDns must have at least one server, because otherwise every address would be open to the members on its port',
      got: [],
      remedy: 'use ClusterDns.servers(53, NetworkPeer.namespace(\'name\')), or omit it for the default (ClusterDns.kubeSystem())',
    });
  }
  for (const peer of peers) { checkPeer(peer, errors); }
  checkPeerPort('the ports of clusterDns', port, errors);
}

function checkPeerPort(ports: string, port: number, errors: Errors): void {
  if (isPortNumber(port)) { return; }
  errors.add('PeerPortOutOfRange', {
    rule: `${ports} must be whole numbers from 1 to 65535`, got: port, remedy: 'use the port that the server listens on',
  });
}

export function isCidr(text: unknown): boolean {
  if (typeof text !== 'string') { return false; }
  const [address, mask, ...rest] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d+$/.test(mask ?? '') && Number(mask) <= bits;
}

/** Content of a network policy: clients reach `ports`, and each rule names its ports. */
interface NetworkRules {
  readonly ports: Port[];
  readonly clients: NetworkPeer[];
  readonly ingress: ConnectionRule[];
  readonly egress: ConnectionRule[];
  readonly dns?: ClusterDns;
}

export function networkPolicySpec(identity: Identity, { ports, clients, ingress, egress, dns }: NetworkRules): Json {
  const members = [{ podSelector: { matchLabels: identity.selector } }];
  return {
    podSelector: { matchLabels: identity.selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: members },
      ...clients.length > 0 ? [{ from: clients.map(peer => peer.spec), ports: undefinedIfEmpty(policyPorts(ports)) }] : [],
      ...ingress.map(rule => ({ from: [rule.peer.spec], ports: policyPorts(rule.ports) })),
    ],
    egress: [
      { to: members },
      dnsRule(dns),
      ...egress.map(rule => ({ to: [rule.peer.spec], ports: undefinedIfEmpty(policyPorts(rule.ports)) })),
    ],
  };
}

/** Where an isolated client runs, and the DNS that it asks. */
interface ClientPlace {
  /** Without it, the namespace is not known at synthesis. */
  readonly namespace?: string;
  readonly dns?: ClusterDns;
}

/**
 * Allows isolated clients to connect to the members and to DNS. This is the egress side of the policy above. Within one namespace, it names
 * no namespace, so that it stays correct if a tool changes the namespace of all objects.
 */
export function clientPolicySpec(identity: Identity, ports: Port[], clientSelector: Json, { namespace, dns }: ClientPlace): Json {
  const members = { podSelector: { matchLabels: identity.selector } };
  const elsewhere = namespace === identity.namespace || identity.namespace === undefined
    ? {}
    : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': identity.namespace } } };
  return {
    podSelector: clientSelector,
    policyTypes: ['Egress'],
    egress: [{ to: [{ ...members, ...elsewhere }], ports: undefinedIfEmpty(policyPorts(ports)) }, dnsRule(dns)],
  };
}

/**
 * Allows the pods of a Job to connect to the members of the same namespace, to DNS and to these servers. The policy names no namespace, so
 * that a tool may move it together with the pods.
 */
export function jobPolicySpec(
  identity: Identity, ports: Port[], matchLabels: Record<string, string>, servers: NetworkPeer[], dns?: ClusterDns,
): Json {
  const members = { to: [{ podSelector: { matchLabels: identity.selector } }], ports: policyPorts(ports) };
  return {
    podSelector: { matchLabels },
    policyTypes: ['Egress'],
    egress: [...ports.length > 0 ? [members] : [], dnsRule(dns), ...servers.length > 0 ? [{ to: servers.map(peer => peer.spec) }] : []],
  };
}

/** The default, which most policies share. */
let defaultDns: ClusterDns | undefined;

function dnsRule({ port, peers } = defaultDns ??= ClusterDns.kubeSystem()): Json {
  return { to: peers.map(peer => peer.spec), ports: [{ port, protocol: 'UDP' }, { port, protocol: 'TCP' }] };
}

function policyPorts(ports: Port[]): Json[] {
  return ports.map(port => ({ port: port.number, protocol: port.protocol }));
}
