import { Construct } from 'constructs';
import { PostgreSqlAttributes, PostgreSqlBindingOptions, PostgreSqlConnection } from './postgresql-binding-props';
import { POSTGRESQL_PORT } from './postgresql-contract';
import { kplus } from '../../kplus';
import { ClientWiring } from '../../pod/client-wiring';
import { bindingFiles, certificatePaths, variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface PostgreSqlEndpoint extends PostgreSqlAttributes {
  readonly name: string;
  readonly replicas: number;
}

export function connectionOf(set: PostgreSqlEndpoint): PostgreSqlConnection {
  const { name, application, authority, replicas } = set;
  const primaryHost = inNamespaceOf(set, `${name}-primary`);
  const database = application ? encodeURIComponent(application.database) : '';
  return {
    primaryHost,
    replicaHost: inNamespaceOf(set, `${name}-replicas`),
    hosts: Array.from({ length: replicas }, (_, ordinal) => inNamespaceOf(set, `${name}-${ordinal}.${name}`)),
    port: POSTGRESQL_PORT,
    secure: authority !== undefined,
    jdbcUrl: `jdbc:postgresql://${primaryHost}:${POSTGRESQL_PORT}/${database}${jdbcTls(set)}`,
    ...authority ? { authority } : {},
    ...application,
  };
}

function jdbcTls({ name, authority }: PostgreSqlEndpoint): string {
  return authority ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(certificatePaths(name).authority)}` : '';
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, set: PostgreSqlEndpoint, { names = {}, certificate }: PostgreSqlBindingOptions,
): Record<string, kplus.EnvValue> {
  const connection = connectionOf(set);
  const { primaryHost, replicaHost, hosts, port, database, user, password, jdbcUrl } = connection;
  const paths = certificatePaths(set.name);
  const passwordName = names.password ?? 'PGPASSWORD';
  return variablesOf(scope, [
    [names.primaryHost ?? 'PGHOST', primaryHost],
    [names.replicaHost ?? 'POSTGRESQL_REPLICA_HOST', replicaHost],
    [names.hosts ?? 'POSTGRESQL_HOSTS', hosts.map(host => `${host}:${port}`).join(',')],
    [names.port ?? 'PGPORT', `${port}`],
    [names.database ?? 'PGDATABASE', database],
    [names.user ?? 'PGUSER', user],
    [passwordName, password],
    [names.url ?? 'POSTGRESQL_URL', password && urlOf(connection, passwordName, paths.authority)],
    [names.jdbcUrl ?? 'POSTGRESQL_JDBC_URL', database && jdbcUrl],
    [names.sslMode ?? 'PGSSLMODE', set.authority && 'verify-full'],
    [names.sslRootCert ?? 'PGSSLROOTCERT', set.authority && paths.authority],
    [names.sslCert ?? 'PGSSLCERT', certificate && paths.certificate],
    [names.sslKey ?? 'PGSSLKEY', certificate && paths.key],
  ]);
}

/**
 * https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS. The kubelet inserts the password, whose variable is before
 * this one.
 */
function urlOf({ primaryHost, port, database = '', user = '', secure }: PostgreSqlConnection, password: string, authority: string): string {
  const tls = secure ? `?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}` : '';
  return `postgresql://${encodeURIComponent(user)}:$(${password})@${primaryHost}:${port}/${encodeURIComponent(database)}${tls}`;
}

export function wiringOf(scope: Construct, set: PostgreSqlEndpoint, options: PostgreSqlBindingOptions): ClientWiring {
  return { env: bindingEnv(scope, set, options), secretFiles: bindingFiles(set, options) };
}
