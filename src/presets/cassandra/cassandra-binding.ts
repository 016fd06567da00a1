import { Construct } from 'constructs';
import { CassandraBindingOptions, CassandraConnection } from './cassandra-binding-props';
import { CQL_PORT } from './cassandra-contract';
import { kplus } from '../../kplus';
import { ClientWiring } from '../../pod/client-wiring';
import { variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface CassandraEndpoint {
  readonly name: string;
  readonly namespace?: string;
  readonly replicas: number;
  readonly datacenter: string;
}

export function connectionOf(ring: CassandraEndpoint): CassandraConnection {
  return {
    contactPoints: Array.from({ length: ring.replicas }, (_, ordinal) => inNamespaceOf(ring, `${ring.name}-${ordinal}`)),
    port: CQL_PORT,
    datacenter: ring.datacenter,
  };
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, ring: CassandraEndpoint, { user, password, keyspace, names = {} }: CassandraBindingOptions,
): Record<string, kplus.EnvValue> {
  const { contactPoints, port, datacenter } = connectionOf(ring);
  return variablesOf(scope, [
    [names.contactPoints ?? 'CASSANDRA_CONTACT_POINTS', contactPoints.join(',')],
    [names.port ?? 'CASSANDRA_PORT', `${port}`],
    [names.datacenter ?? 'CASSANDRA_LOCAL_DATACENTER', datacenter],
    [names.user ?? 'CASSANDRA_USER', user],
    [names.password ?? 'CASSANDRA_PASSWORD', password],
    [names.keyspace ?? 'CASSANDRA_KEYSPACE', keyspace],
  ]);
}

export function wiringOf(scope: Construct, ring: CassandraEndpoint, options: CassandraBindingOptions): ClientWiring {
  return { env: bindingEnv(scope, ring, options), secretFiles: {} };
}
