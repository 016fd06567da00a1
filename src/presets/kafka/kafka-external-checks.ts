import { PORTS } from './kafka-contract';
import { KafkaExternalAccess } from './kafka-listeners';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { kplus } from '../../kplus';
import { isPortNumber } from '../../values/port';

/** Each broker needs an address that reaches no other broker. */
export function checkExternal({ type, addresses }: KafkaExternalAccess, replicas: number, errors: Errors): void {
  if (type !== undefined && ![kplus.ServiceType.LOAD_BALANCER, kplus.ServiceType.NODE_PORT].includes(type)) {
    errors.add('ExternalTypeInvalid', {
      rule: 'external.type must be LoadBalancer or NodePort',
      got: type,
      remedy: 'omit it for the default (LoadBalancer)',
    });
  }
  if (addresses.length < replicas) {
    errors.add('AddressesMissing', {
      rule: `external.addresses must have an address for each of the ${replicas} brokers, because a client must connect to the broker that `
        + 'leads a partition',
      got: addresses.length,
      remedy: 'add the missing addresses, including those of brokers that you plan to add',
    });
  }
  const isNodePort = type === kplus.ServiceType.NODE_PORT;
  const ordinalOf = new Map<string, number>();
  for (const [ordinal, { host, port }] of addresses.entries()) {
    if (!/^[A-Za-z0-9]([-.:A-Za-z0-9]*[A-Za-z0-9])?$/.test(host)) {
      errors.add('AddressHostInvalid', {
        rule: `external.addresses[${ordinal}].host must be a host name or an IP address`,
        got: host,
        remedy: `use kafka-${ordinal}.example.com`,
      });
    }
    if (isNodePort ? !isIntegerIn(port, 30000, 32767) : port !== undefined && !isPortNumber(port)) {
      errors.add('AddressPortInvalid', {
        rule: `external.addresses[${ordinal}].port must be ${isNodePort ? 'a node port from 30000 to 32767' : 'a port from 1 to 65535'}`,
        got: port,
        remedy: isNodePort ? `use ${31090 + ordinal}` : 'omit it for the default (9094)',
      });
    }
    // a node port is the same on all nodes, so the host name makes no difference
    const place = isNodePort ? `port ${port}` : `${host.toLowerCase()}:${port ?? PORTS.external}`;
    const other = ordinalOf.get(place);
    if (other !== undefined && !(isNodePort && port === undefined)) {
      errors.add('AddressTaken', {
        rule: `external.addresses[${ordinal}] must have a different ${isNodePort ? 'node port' : 'host or port'} than `
          + `external.addresses[${other}], because a client that asks for one broker would reach the other`,
        got: place,
        remedy: isNodePort ? 'use a different port for each broker' : 'use a different host or port for each broker',
      });
    }
    ordinalOf.set(place, ordinal);
  }
}
