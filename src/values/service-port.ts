import { isPortNumber, Port } from './port';
import { isDnsLabel } from '../checks/dns';
import type { Errors } from '../checks/errors';

/** A port of a Service in addition to those of the main container, such as the port of a sidecar. */
export interface ClientServicePort {
  /** Name of the port. */
  readonly name: string;

  /** Number by which clients reach the port. */
  readonly port: number;

  /**
   * Number of the port on the pod.
   * @default - the same as `port`
   */
  readonly targetPort?: number;

  /**
   * Port on every node, for Services of type NodePort and LoadBalancer.
   * @default - Kubernetes chooses one
   */
  readonly nodePort?: number;
}

/** Checks ports in addition to those of the main container, on a Service that has both. */
export function checkExtraPorts(
  prop: string, extraPorts: ClientServicePort[] = [], appPorts: Port[], nodePorts: boolean, errors: Errors,
): void {
  if (extraPorts.length === 0) { return; }
  for (const { name, port, targetPort, nodePort } of extraPorts) {
    for (const number of [
      port,
      ...targetPort === undefined ? [] : [targetPort],
      ...nodePort === undefined ? [] : [nodePort],
    ].filter(n => !isPortNumber(n))) {
      errors.add('ServicePortOutOfRange', {
        rule: `${prop} must have whole numbers from 1 to 65535`,
        got: number,
        remedy: 'use the number that clients connect to',
      });
    }
    if (!isDnsLabel(name)) {
      errors.add('ServicePortNameInvalid', {
        rule: `${prop} must have names of lower-case letters, digits and dashes`,
        got: name,
        remedy: 'use a name such as metrics',
      });
    }
    if (nodePort !== undefined && !nodePorts) {
      errors.add('NodePortNeedsType', {
        rule: `${prop} must have a nodePort only in a Service of type NodePort or LoadBalancer`,
        got: nodePort,
        remedy: 'remove it, or set the type of a client Service',
      });
    }
  }
  const all = [
    ...appPorts.map(port => ({ name: port.name, port: `${port.number}/${port.protocol}` })),
    ...extraPorts.map(({ name, port }) => ({ name, port: `${port}/TCP` })),
  ];
  for (const [what, values] of [
    ['names', all.map((p): string | undefined => p.name)], ['numbers', all.map((p): string | undefined => p.port)],
  ] as const) {
    for (const twice of new Set(values.filter((value, i) => i >= appPorts.length && values.indexOf(value) < i))) {
      errors.add('ServicePortTaken', {
        rule: `${prop} must have ${what} that differ from those of the other ports of the Service`,
        got: twice,
        remedy: 'change one of them',
      });
    }
  }
  for (const port of appPorts.filter(p => p.name === undefined)) {
    errors.add('ServicePortUnnamed', {
      rule: `${prop} requires a name for the application's port, because the ports of a Service must all have names if it has several`,
      got: port.number,
      remedy: 'use Port.tcp(number, { name })',
    });
  }
}
