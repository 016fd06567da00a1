import { Duration } from 'cdk8s';
import { kplus } from '../kplus';
import { isServiceName } from '../values/dns';
import { Identity, ordinalsOf } from '../values/identity';
import { Json, unlessEmpty } from '../values/manifest';
import { isPortNumber, Port, protocolField } from '../values/port';
import { Problems } from '../values/problems';
import { NamedTarget, ServiceTarget } from '../values/service-target';

/** A port of a Service beyond those of the application: a sidecar's, for instance. */
export interface ServicePort {
  /** Name of the port. */
  readonly name: string;

  /** Number under which clients reach it. */
  readonly port: number;

  /**
   * Number on the pod.
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * Port on every node, for Services of type NodePort and LoadBalancer.
   * @default - Kubernetes chooses one
   */
  readonly nodePort?: number;
}

/** What the headless Service has beside its ports and selector. */
export interface HeadlessServiceOptions {
  /**
   * Further labels.
   * @default - those of every object
   */
  readonly labels?: { [key: string]: string };

  /**
   * Further annotations.
   * @default - those of every object
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Ports of sidecars.
   * @default - the application's ports
   */
  readonly extraPorts?: ServicePort[];
}

/** A Service for clients: one address in front of some of the pods. */
export interface ClientServiceProps {
  /**
   * The pods behind it.
   * @default ServiceTarget.all()
   */
  readonly target?: ServiceTarget;

  /**
   * Names of the application's ports that it offers.
   * @default - all of them
   */
  readonly ports?: string[];

  /**
   * Further ports.
   * @default - the application's ports
   */
  readonly extraPorts?: ServicePort[];

  /**
   * Where it can be reached from.
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;

  /**
   * Further annotations: what a cloud's load balancer wants to know.
   * @default - those of every object
   */
  readonly annotations?: { [key: string]: string };

  /**
   * How long a client address stays with the same pod.
   * @default - each connection may go to another pod
   */
  readonly clientAffinity?: Duration;
}

/** Services. */
export interface ServicesProps {
  /**
   * Whether names of pods resolve before the pods are Ready. Members that look for each other at start need it.
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * What the headless Service has beside its ports and selector.
   * @default - it has the labels and annotations of every object
   */
  readonly headlessService?: HeadlessServiceOptions;

  /**
   * Services for clients, by suffix: `primary` of the application `mysql` becomes `mysql-primary`.
   * @default - only the headless Service
   */
  readonly clientServices?: { [suffix: string]: ClientServiceProps };
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#apps-kubernetes-io-pod-index, on by default since 1.28 */
const POD_INDEX = 'apps.kubernetes.io/pod-index';

export function checkServices(props: ServicesProps, problems: Problems): void {
  checkExtraPorts('headlessService.extraPorts', props.headlessService?.extraPorts, problems);
}

export interface ClientServiceInput {
  readonly suffix: string;
  readonly props: ClientServiceProps;
  readonly identity: Identity;
  readonly ports: Port[];
  readonly roles: NamedTarget[];
}

export function checkClientService({ suffix, props, identity, ports, roles }: ClientServiceInput, problems: Problems): void {
  const prop = `clientServices.${suffix}`;
  if (!isServiceName(`${identity.name}-${suffix}`)) {
    problems.add('ServiceNameInvalid', {
      rule: `${prop} must make a DNS label of at most 63 characters with the name of the application`, got: `${identity.name}-${suffix}`, remedy: 'use a suffix such as primary',
    });
  }
  for (const name of (props.ports ?? []).filter(n => !ports.some(port => port.name === n))) {
    problems.add('ServicePortUnknown', {
      rule: `${prop}.ports must be names of the application's ports`, got: name, remedy: `use ${ports.map(p => p.name ?? '(no name)').join(' or ') || 'extraPorts'}`,
    });
  }
  if (ports.length === 0 && !props.extraPorts?.length) {
    problems.add('ServiceWithoutPorts', { rule: `${prop} must offer a port`, got: [], remedy: 'declare the application\'s ports, or use extraPorts' });
  }
  if (props.clientAffinity && !(props.clientAffinity.toSeconds() >= 1 && props.clientAffinity.toSeconds() <= 86400)) {
    problems.add('AffinityInvalid', { rule: `${prop}.clientAffinity must be from 1 s to 24 h`, got: `${props.clientAffinity.toSeconds()}s`, remedy: 'use Duration.hours(3)' });
  }
  checkExtraPorts(`${prop}.extraPorts`, props.extraPorts, problems);
  checkTarget(prop, props.target ?? ServiceTarget.all(), identity, roles, problems);
}

function checkExtraPorts(prop: string, ports: ServicePort[] | undefined, problems: Problems): void {
  for (const { port, targetPort, nodePort } of ports ?? []) {
    for (const number of [port, targetPort, nodePort].filter(n => n !== undefined && !isPortNumber(n))) {
      problems.add('ServicePortOutOfRange', { rule: `${prop} must have whole numbers from 1 to 65535`, got: number, remedy: 'use the number that clients connect to' });
    }
  }
}

function checkTarget(prop: string, target: ServiceTarget, identity: Identity, roles: NamedTarget[], problems: Problems): void {
  if (target.podOrdinal !== undefined && !ordinalsOf(identity).includes(target.podOrdinal)) {
    problems.add('ServiceOrdinalUnknown', {
      rule: `${prop}.target must be one of the pods`, got: target.podOrdinal, remedy: `use ${ordinalsOf(identity).join(', ') || 'more replicas'}`,
    });
  }
  if (target.roleName === undefined) { return; }
  const role = roles.find(r => r.name === target.roleName);
  if (!role) {
    problems.add('ServiceRoleUnknown', { rule: `${prop}.target must be one of the roles`, got: target.roleName, remedy: `use ${roles.map(r => r.name).join(' or ') || 'roles to declare one'}` });
  } else if (role.ordinals && role.ordinals.first !== role.ordinals.last) {
    problems.add('ServiceRoleNotSingle', {
      rule: `${prop}.target must be a role of a single ordinal, because the selector of a Service can only say that a label equals a value`,
      got: `${role.name} (${role.ordinals.toString()})`,
      remedy: 'use ServiceTarget.ordinal for each pod, ServiceTarget.all, or role(name).hosts in the client',
    });
  }
}

export function headlessServiceSpec(props: ServicesProps, identity: Identity, ports: Port[]): Json {
  return {
    clusterIP: 'None',
    publishNotReadyAddresses: props.publishNotReadyAddresses ?? true ? true : undefined,
    ports: unlessEmpty(servicePorts(ports, props.headlessService?.extraPorts)),
    selector: identity.selector,
  };
}

export function clientServiceSpec({ props, identity, ports, roles }: ClientServiceInput): Json {
  const target = props.target ?? ServiceTarget.all();
  const ordinal = target.podOrdinal ?? roles.find(role => role.name === target.roleName)?.ordinals.first;
  return {
    type: props.type ?? kplus.ServiceType.CLUSTER_IP,
    ports: servicePorts(ports.filter(port => !props.ports || (port.name && props.ports.includes(port.name))), props.extraPorts),
    selector: { ...identity.selector, ...ordinal === undefined ? {} : { [POD_INDEX]: `${ordinal}` } },
    sessionAffinity: props.clientAffinity && 'ClientIP',
    sessionAffinityConfig: props.clientAffinity && { clientIP: { timeoutSeconds: props.clientAffinity.toSeconds() } },
  };
}

function servicePorts(ports: Port[], extraPorts: ServicePort[] = []): Json[] {
  return [
    ...ports.map(port => ({ port: port.number, name: port.name, protocol: protocolField(port) })),
    ...extraPorts.map(({ name, port, targetPort, nodePort }) => ({ name, port, targetPort, nodePort })),
  ];
}
