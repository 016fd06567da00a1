import { PORTS } from './kafka-contract';
import { KafkaExternalAccess } from './kafka-listeners';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { isPortNumber } from '../../values/port';

/** Each broker has an address of its own, at which no other is reached. */
export function checkExternal({ type, addresses }: KafkaExternalAccess, replicas: number, errors: Errors): void {
  if (type !== undefined && ![kplus.ServiceType.LOAD_BALANCER, kplus.ServiceType.NODE_PORT].includes(type)) {
    errors.add('ExternalTypeInvalid', {
      rule: 'external.type must be LoadBalancer or NodePort',
      got: type,
      remedy: 'leave it out for LoadBalancer',
    });
  }
  if (addresses.length < replicas) {
    errors.add('AddressesMissing', {
      rule: `external.addresses must have an address for each of the ${replicas} brokers: a client connects to the leader of a partition, `
        + 'and nobody else can stand in for it',
      got: addresses.length,
      remedy: 'add those that are missing, also of brokers to come',
    });
  }
  const isNodePort = type === kplus.ServiceType.NODE_PORT;
  const ordinalOf = new Map<string, number>();
  for (const [ordinal, { host, port }] of addresses.entries()) {
    if (!/^[A-Za-z0-9]([-.:A-Za-z0-9]*[A-Za-z0-9])?$/.test(host)) {
      errors.add('AddressHostInvalid', {
        rule: `external.addresses[${ordinal}].host must be a host name or an address`,
        got: host,
        remedy: `use kafka-${ordinal}.example.com`,
      });
    }
    if (isNodePort ? !isIntegerIn(port, 30000, 32767) : port !== undefined && !isPortNumber(port)) {
      errors.add('AddressPortInvalid', {
        rule: `external.addresses[${ordinal}].port must be ${isNodePort ? 'a node port, 30000 to 32767' : 'a port, 1 to 65535'}`,
        got: port,
        remedy: isNodePort ? `use ${31090 + ordinal}` : 'leave it out for 9094',
      });
    }
    // a node port is one of all nodes, whatever name is used for them
    const place = isNodePort ? `port ${port}` : `${host.toLowerCase()}:${port ?? PORTS.external}`;
    const other = ordinalOf.get(place);
    if (other !== undefined && !(isNodePort && port === undefined)) {
      errors.add('AddressTaken', {
        rule: `external.addresses[${ordinal}] must be another ${isNodePort ? 'node port' : 'host or port'} than `
          + `external.addresses[${other}]: a client that asks for one broker would reach the other`,
        got: place,
        remedy: isNodePort ? 'give each broker a port of its own' : 'give each broker a host or a port of its own',
      });
    }
    ordinalOf.set(place, ordinal);
  }
}
