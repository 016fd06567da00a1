import { Construct } from 'constructs';
import { CassandraBindingOptions, CassandraConnection } from './cassandra-binding-props';
import { CQL_PORT } from './cassandra-contract';
import { kplus } from '../../kplus';
import { ClientWiring } from '../../pod/client-wiring';
import { bindingFiles, certificatePaths, checkCredentials, variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface CassandraEndpoint {
  readonly name: string;
  readonly namespace?: string;
  readonly replicas: number;
  readonly datacenter: string;
  readonly authority?: kplus.SecretValue;
  /** Whether the members accept only clients with a certificate. */
  readonly requiresCertificate?: boolean;
}

export function connectionOf(ring: CassandraEndpoint): CassandraConnection {
  return {
    contactPoints: Array.from({ length: ring.replicas }, (_, ordinal) => inNamespaceOf(ring, `${ring.name}-${ordinal}`)),
    port: CQL_PORT,
    datacenter: ring.datacenter,
    secure: ring.authority !== undefined,
    ...ring.authority ? { authority: ring.authority } : {},
  };
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, ring: CassandraEndpoint, { user, password, keyspace, certificate, names = {} }: CassandraBindingOptions,
): Record<string, kplus.EnvValue> {
  const { contactPoints, port, datacenter, authority } = connectionOf(ring);
  const paths = certificatePaths(ring.name);
  return variablesOf(scope, [
    [names.contactPoints ?? 'CASSANDRA_CONTACT_POINTS', contactPoints.join(',')],
    [names.port ?? 'CASSANDRA_PORT', `${port}`],
    [names.datacenter ?? 'CASSANDRA_LOCAL_DATACENTER', datacenter],
    [names.user ?? 'CASSANDRA_USER', user],
    [names.password ?? 'CASSANDRA_PASSWORD', password],
    [names.keyspace ?? 'CASSANDRA_KEYSPACE', keyspace],
    [names.sslMode ?? 'CASSANDRA_SSL_MODE', authority && 'verify-ca'],
    [names.caFile ?? 'CASSANDRA_CA_FILE', authority && paths.authority],
    [names.certificateFile ?? 'CASSANDRA_CERTIFICATE_FILE', certificate && paths.certificate],
    [names.keyFile ?? 'CASSANDRA_KEY_FILE', certificate && paths.key],
  ]);
}

export function wiringOf(scope: Construct, ring: CassandraEndpoint, options: CassandraBindingOptions): ClientWiring {
  checkCredentials(scope, options, { servers: 'the members', needsCertificate: ring.requiresCertificate, userRemedy: 'set user' });
  return { env: bindingEnv(scope, ring, options), secretFiles: bindingFiles(ring, options) };
}
