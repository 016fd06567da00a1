import { Duration } from 'cdk8s';
import { isServiceName } from '../checks/dns';
import type { Errors } from '../checks/errors';
import { checkAnnotations, checkLabels } from '../checks/labels';
import { checkSeconds } from '../checks/ranges';
import { secondsOf } from '../checks/seconds';
import { kplus } from '../kplus';
import { Identity, ordinalsOf } from '../values/identity';
import { Json, sortKeys, undefinedIfEmpty } from '../values/manifest';
import { Ordinals } from '../values/ordinals';
import { POD_INDEX } from '../values/pod-env';
import { Port, protocolField } from '../values/port';
import { checkExtraPorts, ClientServicePort } from '../values/service-port';
import { RoleTarget, ServiceTarget } from '../values/service-target';

/** Labels, annotations and ports of the headless Service. */
export interface HeadlessServiceOptions {
  /**
   * Additional labels.
   * @default - only the labels of every object
   */
  readonly labels?: { [key: string]: string };

  /**
   * Additional annotations.
   * @default - only the annotations of every object
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Ports of sidecars. They do not become ports for clients: if `networkAccess` is isolated, open them with `allowFrom` or by a client
   * Service.
   * @default - only the ports of the main container
   */
  readonly extraPorts?: ClientServicePort[];
}

/** A Service for clients, with one address for some of the pods. */
export interface ClientServiceProps {
  /**
   * The pods that the Service selects.
   * @default ServiceTarget.all()
   */
  readonly target?: ServiceTarget;

  /**
   * Names of the ports that the Service offers: those of the main container and those of containers that are added to the pods, such as a
   * proxy. `networkAccess` also opens a port of an added container to the clients.
   *
   * @default - all ports of the main container that are for clients
   */
  readonly ports?: string[];

  /**
   * Additional ports, by number. `networkAccess` also opens their target ports to the clients.
   * @default - only `ports`
   */
  readonly extraPorts?: ClientServicePort[];

  /**
   * Type of the Service, which decides from where clients can reach it.
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;

  /**
   * Additional annotations, such as settings of a cloud's load balancer.
   * @default - only the annotations of every object
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Time for which connections from one client address go to the same pod.
   * @default - each connection may go to another pod
   */
  readonly clientAffinity?: Duration;
}

/** Headless Service, and Services for clients. */
export interface ServicesProps {
  /**
   * Makes names of pods resolve before the pods are Ready. Members that look up each other at start need it.
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Additional labels, annotations and ports of the headless Service.
   * @default - it has only the labels and annotations of every object
   */
  readonly headlessService?: HeadlessServiceOptions;

  /**
   * Services for clients, by suffix. For the set `mysql`, the suffix `primary` creates `mysql-primary`.
   * @default - only the headless Service
   */
  readonly clientServices?: { [suffix: string]: ClientServiceProps };
}

export function checkServices(props: ServicesProps, ports: Port[], errors: Errors): void {
  const { extraPorts, labels, annotations } = props.headlessService ?? {};
  checkLabels('headlessService.labels', labels, errors);
  checkAnnotations('headlessService.annotations', annotations, errors);
  checkExtraPorts('headlessService.extraPorts', extraPorts, ports, false, errors);
}

interface ClientServiceInput {
  readonly suffix: string;
  readonly props: ClientServiceProps;
  readonly identity: Identity;
  /** Ports of the main container that are for clients. */
  readonly ports: Port[];
  readonly roles: RoleTarget[];
}

export function checkClientService(input: ClientServiceInput, taken: boolean, errors: Errors): void {
  const { suffix, props, identity, ports, roles } = input;
  const prop = `clientServices.${suffix}`;
  if (!isServiceName(`${identity.name}-${suffix}`)) {
    errors.add('ServiceNameInvalid', {
      rule: `${prop} must form a DNS label of at most 63 characters together with the name of the application`,
      got: `${identity.name}-${suffix}`,
      remedy: 'use a suffix such as primary',
    });
  }
  if (taken) {
    errors.add('ServiceTaken', {
      rule: 'the client Services of an application must have different names',
      got: suffix,
      remedy: 'choose another suffix',
    });
  }
  if ((props.ports ?? ports).length === 0 && !props.extraPorts?.length) {
    errors.add('ServiceWithoutPorts', {
      rule: `${prop} must have at least one port`,
      got: props.ports ?? [],
      remedy: 'declare ports of the application, or use extraPorts',
    });
  }
  checkSeconds(errors, {
    code: 'AffinityInvalid',
    prop: `${prop}.clientAffinity`,
    value: props.clientAffinity,
    because: 'Kubernetes allows at most 24 hours',
    remedy: 'use Duration.hours(3)',
  }, 1, 86400);
  if (props.type !== undefined && !EXPOSING_TYPES.includes(props.type)) {
    errors.add('ServiceTypeInvalid', {
      rule: `${prop}.type must be one of ${EXPOSING_TYPES.join(', ')}`,
      got: props.type,
      remedy: 'omit it for the default (ClusterIP)',
    });
  }
  checkAnnotations(`${prop}.annotations`, props.annotations, errors);
  checkExtraPorts(`${prop}.extraPorts`, props.extraPorts, offeredPorts(input), hasNodePorts(props.type), errors);
  checkTarget(prop, props.target ?? ServiceTarget.all(), identity, roles, errors);
}

/** The rules of a Service's ports that depend on containers that may be added until synthesis. */
export function checkOfferedPorts({ suffix, props, ports }: ClientServiceInput, added: Port[], errors: Errors): void {
  const prop = `clientServices.${suffix}`;
  const known = [...ports, ...added];
  for (const name of (props.ports ?? []).filter(n => !known.some(port => port.name === n))) {
    errors.add('ServicePortUnknown', {
      rule: `${prop}.ports must be names of ports that a container of the pods declares for clients`,
      got: name,
      remedy: `use ${known.flatMap(p => p.name ?? []).join(' or ') || 'Port.tcp(number, { name }) in ports'}`,
    });
  }
  const offered = offeredPorts({ props, ports }, added);
  if (offered.some(port => !ports.includes(port))) {
    checkExtraPorts(`${prop}.extraPorts`, props.extraPorts, offered, hasNodePorts(props.type), errors);
  }
}

/** Ports of the pods that clients reach by the Service and not by the ports of the main container. */
export function portsBehind({ ports, extraPorts = [] }: ClientServiceProps, added: Port[]): Port[] {
  return [
    ...added.filter(port => port.name !== undefined && ports?.includes(port.name)),
    ...extraPorts.map(({ port, targetPort = port }) => Port.tcp(targetPort)),
  ];
}

/** Types that select pods. ExternalName is only an alias. */
const EXPOSING_TYPES = [kplus.ServiceType.CLUSTER_IP, kplus.ServiceType.NODE_PORT, kplus.ServiceType.LOAD_BALANCER];

function hasNodePorts(type: kplus.ServiceType | undefined): boolean {
  return type === kplus.ServiceType.NODE_PORT || type === kplus.ServiceType.LOAD_BALANCER;
}

function checkTarget(prop: string, target: ServiceTarget, identity: Identity, roles: RoleTarget[], errors: Errors): void {
  if (target.podOrdinal !== undefined && !ordinalsOf(identity).includes(target.podOrdinal)) {
    errors.add('ServiceOrdinalUnknown', {
      rule: `${prop}.target must be the ordinal of an existing pod`,
      got: target.podOrdinal,
      remedy: identity.replicas > 0
        ? `use ${Ordinals.range(identity.firstOrdinal, identity.firstOrdinal + identity.replicas - 1).toString()}`
        : 'use more replicas',
    });
  }
  checkLabels(`${prop}.target`, target.podLabels, errors);
  for (const [key, value] of Object.entries(target.podLabels ?? {}).filter(([name]) => name in identity.selector)) {
    errors.add('ServiceLabelTaken', {
      rule: `${prop}.target must not contain ${key}, because all pods of the set have that label with the same value`,
      got: value,
      remedy: 'use a label that the pods get at run time, such as { leader: \'true\' }',
    });
  }
  if (target.roleName === undefined) { return; }
  const role = roles.find(r => r.name === target.roleName);
  if (!role) {
    errors.add('ServiceRoleUnknown', {
      rule: `${prop}.target must be one of the declared roles`,
      got: target.roleName,
      remedy: `use ${roles.map(r => r.name).join(' or ') || 'roles to declare one'}`,
    });
  } else if (role.ordinals && role.ordinals.first !== role.ordinals.last) {
    errors.add('ServiceRoleNotSingle', {
      rule: `${prop}.target must be a role of a single ordinal, because the selector of a Service can only compare a label with one value`,
      got: `${role.name} (${role.ordinals.toString()})`,
      remedy: 'use ServiceTarget.ordinal for each pod, ServiceTarget.all, or role(name).hosts in the client',
    });
  }
}

export function headlessServiceSpec(props: ServicesProps, identity: Identity, ports: Port[]): Json {
  return {
    clusterIP: 'None',
    publishNotReadyAddresses: props.publishNotReadyAddresses ?? true ? true : undefined,
    ports: undefinedIfEmpty(servicePorts(ports, props.headlessService?.extraPorts)),
    selector: identity.selector,
  };
}

export function clientServiceSpec({ props, identity, ports, roles }: ClientServiceInput, added: Port[]): Json {
  const target = props.target ?? ServiceTarget.all();
  const ordinal = target.podOrdinal ?? roles.find(role => role.name === target.roleName)?.ordinals.first;
  return {
    type: props.type ?? kplus.ServiceType.CLUSTER_IP,
    ports: servicePorts(offeredPorts({ props, ports }, added), props.extraPorts),
    selector: { ...sortKeys(target.podLabels ?? {}), ...identity.selector, ...ordinal === undefined ? {} : { [POD_INDEX]: `${ordinal}` } },
    sessionAffinity: props.clientAffinity && 'ClientIP',
    sessionAffinityConfig: props.clientAffinity && { clientIP: { timeoutSeconds: secondsOf(props.clientAffinity) } },
  };
}

/** A name of the main container takes precedence over the same name of an added one. */
function offeredPorts({ props, ports }: Pick<ClientServiceInput, 'props' | 'ports'>, added: Port[] = []): Port[] {
  const names = props.ports;
  if (!names) { return ports; }
  const known = [...ports, ...added].filter(port => port.name !== undefined && names.includes(port.name));
  return known.filter((port, i) => known.findIndex(other => other.name === port.name) === i);
}

function servicePorts(ports: Port[], extraPorts: ClientServicePort[] = []): Json[] {
  return [
    ...ports.map(port => ({ port: port.number, name: port.name, protocol: protocolField(port) })),
    ...extraPorts.map(({ name, port, targetPort, nodePort }) => ({ name, port, targetPort, nodePort })),
  ];
}
