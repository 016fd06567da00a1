import { isIP } from 'net';
import { PORTS } from './kafka-contract';
import { KafkaExternalAccess } from './kafka-listeners';
import { KafkaProps } from './kafka-props';
import { isDnsSubdomain } from '../../checks/dns';
import type { Errors } from '../../checks/errors';
import { isIntegerIn } from '../../checks/quantity';
import { hasToken } from '../../checks/tokens';
import { kplus } from '../../kplus';
import { StatefulApp } from '../../stateful-app';
import { isPortNumber } from '../../values/port';

/** Each broker needs an address that reaches no other broker. */
export function checkExternal(external: KafkaExternalAccess, { replicas, tls }: KafkaProps, errors: Errors): void {
  const { type, addresses, allowPlaintext } = external;
  if (tls === undefined && !allowPlaintext) {
    errors.add('ExternalPlaintext', {
      rule: 'external requires tls, because otherwise clients outside the cluster connect in plain text and without a login',
      got: tls,
      remedy: 'add tls: { certificate }, and sasl for logins, or add external.allowPlaintext: true in a network that you trust',
    });
  }
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
    if (!isHost(host) && !hasToken(host)) {
      errors.add('AddressHostInvalid', {
        rule: `external.addresses[${ordinal}].host must be a host name or an IP address, without scheme, port, brackets and a dot at the `
          + 'end',
        got: host,
        remedy: `use ${hostWithin(host) ?? `kafka-${ordinal}.example.com`}`,
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

/** Clients outside the cluster have addresses and no labels. They may be admitted by a call after the constructor. */
export function checkReach(app: StatefulApp, errors: Errors): void {
  const clients = app._clientsOf(PORTS.external);
  if (clients !== undefined && !clients.some(client => client.spec.ipBlock)) {
    errors.add('ExternalBlocked', {
      rule: 'networkAccess must admit clients by their addresses with external, because the network policy would block every client '
        + 'outside the cluster',
      got: clients.map(client => client.spec),
      remedy: 'add NetworkPeer.cidr(\'203.0.113.0/24\') with the range of your clients to NetworkAccess.isolated, or call allowFrom',
    });
  }
}

/** Addresses that reach no server. Kafka does not start with the first one. */
const NO_SERVER = ['0.0.0.0', '::'];

/** The host in a URL or an address with a port, and that port. */
function hostWithin(text: string): string | undefined {
  const [, host, port] = /^(?:[a-z]+:\/\/)?\[?(.*?)\]?(?::(\d+))?\.?\/*$/i.exec(text) ?? [];
  return isHost(host) ? `${host}${port === undefined ? '' : `, and port: ${Number(port)}`}` : undefined;
}

/** A name whose last part is a number is a mistyped address. */
function isHost(text: string | undefined): boolean {
  if (text === undefined || NO_SERVER.includes(text)) { return false; }
  return isIP(text) > 0 || (isDnsSubdomain(text.toLowerCase()) && !/(^|\.)\d+$/.test(text));
}
