import { Construct } from 'constructs';
import { MySqlAttributes, MySqlBindingOptions, MySqlConnection } from './mysql-binding-props';
import { MYSQL_PORT } from './mysql-contract';
import { kplus } from '../../kplus';
import { ClientWiring } from '../../pod/client-wiring';
import { bindingFiles, certificatePaths, variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface MySqlEndpoint extends MySqlAttributes {
  readonly name: string;
}

export function connectionOf(set: MySqlEndpoint): MySqlConnection {
  const { name, application, authority } = set;
  const primaryHost = inNamespaceOf(set, `${name}-primary`);
  const database = application ? encodeURIComponent(application.database) : '';
  return {
    primaryHost,
    replicaHost: inNamespaceOf(set, `${name}-read`),
    port: MYSQL_PORT,
    secure: authority !== undefined,
    jdbcUrl: `jdbc:mysql://${primaryHost}:${MYSQL_PORT}/${database}${authority ? '?sslMode=VERIFY_IDENTITY' : ''}`,
    ...authority ? { authority } : {},
    ...application,
  };
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, set: MySqlEndpoint, { names = {}, certificate }: MySqlBindingOptions,
): Record<string, kplus.EnvValue> {
  const connection = connectionOf(set);
  const { primaryHost, replicaHost, port, database, user, password, jdbcUrl } = connection;
  const paths = certificatePaths(set.name);
  const passwordName = names.password ?? 'MYSQL_PASSWORD';
  return variablesOf(scope, [
    [names.primaryHost ?? 'MYSQL_PRIMARY_HOST', primaryHost],
    [names.replicaHost ?? 'MYSQL_REPLICA_HOST', replicaHost],
    [names.port ?? 'MYSQL_PORT', `${port}`],
    [names.database ?? 'MYSQL_DATABASE', database],
    [names.user ?? 'MYSQL_USER', user],
    [passwordName, password],
    [names.url ?? 'MYSQL_URL', password && urlOf(connection, passwordName, paths.authority)],
    [names.jdbcUrl ?? 'MYSQL_JDBC_URL', database && jdbcUrl],
    [names.sslMode ?? 'MYSQL_SSL_MODE', set.authority && 'VERIFY_IDENTITY'],
    [names.sslCa ?? 'MYSQL_SSL_CA', set.authority && paths.authority],
    [names.sslCert ?? 'MYSQL_SSL_CERT', certificate && paths.certificate],
    [names.sslKey ?? 'MYSQL_SSL_KEY', certificate && paths.key],
  ]);
}

/**
 * https://dev.mysql.com/doc/refman/9.7/en/connecting-using-uri-or-key-value-pairs.html. The kubelet inserts the password, whose variable
 * is before this one.
 */
function urlOf({ primaryHost, port, database = '', user = '', secure }: MySqlConnection, password: string, authority: string): string {
  const tls = secure ? `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${encodeURIComponent(authority)}` : '';
  return `mysql://${encodeURIComponent(user)}:$(${password})@${primaryHost}:${port}/${encodeURIComponent(database)}${tls}`;
}

export function wiringOf(scope: Construct, set: MySqlEndpoint, options: MySqlBindingOptions): ClientWiring {
  return { env: bindingEnv(scope, set, options), secretFiles: bindingFiles(set, options) };
}
