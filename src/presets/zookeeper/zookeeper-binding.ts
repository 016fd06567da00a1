import { Construct } from 'constructs';
import { ZooKeeperAttributes, ZooKeeperBindingOptions, ZooKeeperConnection } from './zookeeper-binding-props';
import { CLIENT_PORT, SECURE_PORT } from './zookeeper-contract';
import { checkCall } from '../../checks/calls';
import { errorAt } from '../../checks/errors';
import { kplus } from '../../kplus';
import { ClientWiring } from '../../pod/client-wiring';
import { bindingFiles, certificatePaths, checkCredentials, variablesOf } from '../shared/binding';
import { inNamespaceOf } from '../shared/preset';

/** Input of a connection. */
export interface ZooKeeperEndpoint extends ZooKeeperAttributes {
  readonly name: string;
  /** Whether the members accept only clients with a certificate. */
  readonly requiresCertificate?: boolean;
}

/** Passwords by user. */
type Users = { readonly [user: string]: kplus.SecretValue };

export function connectionOf(scope: Construct, set: ZooKeeperEndpoint, chroot?: string): ZooKeeperConnection {
  checkCall(scope, 'ZooKeeper.connection', [chroot]);
  if (chroot !== undefined && !/^(\/[^/\s,:]+)+$/.test(chroot)) {
    throw errorAt(scope, 'ChrootInvalid', {
      rule: 'chroot must be an absolute path without a trailing slash',
      got: chroot,
      remedy: 'use a path such as /shop, or omit it',
    });
  }
  const { name, replicas, authority } = set;
  const port = authority ? SECURE_PORT : CLIENT_PORT;
  const hosts = Array.from({ length: replicas }, (_, ordinal) => inNamespaceOf(set, `${name}-${ordinal}.${name}`));
  return {
    connectionString: connectionString(hosts, port, chroot),
    secure: authority !== undefined,
    ...authority ? { authority } : {},
  };
}

export function connectionString(hosts: string[], port: number, chroot = ''): string {
  return hosts.map(host => `${host}:${port}`).join(',') + chroot;
}

/** The connection as environment variables. The password stays a reference. */
export function bindingEnv(
  scope: Construct, set: ZooKeeperEndpoint, users: Users, { user, chroot, names = {}, certificate, password }: ZooKeeperBindingOptions,
): Record<string, kplus.EnvValue> {
  const { authority } = set;
  const paths = certificatePaths(set.name);
  const flags = [...authority ? tlsFlags(paths.authority) : [], ...user === undefined ? [] : ['-Dzookeeper.fips-mode=false']].join(' ');
  return variablesOf(scope, [
    [names.connectionString ?? 'ZOOKEEPER_CONNECT', connectionOf(scope, set, chroot).connectionString],
    [names.user ?? 'ZOOKEEPER_USER', user],
    [names.password ?? 'ZOOKEEPER_PASSWORD', user === undefined ? undefined : password ?? passwordOf(scope, user, users)],
    [names.jvmFlags ?? 'ZOOKEEPER_CLIENT_JVMFLAGS', flags || undefined],
    [names.caFile ?? 'ZOOKEEPER_CA_FILE', authority && paths.authority],
    [names.certificateFile ?? 'ZOOKEEPER_CERTIFICATE_FILE', certificate && paths.certificate],
    [names.keyFile ?? 'ZOOKEEPER_KEY_FILE', certificate && paths.key],
  ]);
}

/** https://zookeeper.apache.org/doc/r3.9.5/zookeeperProgrammers.html#sc_java_client_configuration */
function tlsFlags(authority: string): string[] {
  return [
    '-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty',
    '-Dzookeeper.client.secure=true',
    '-Dzookeeper.ssl.trustStore.type=PEM',
    `-Dzookeeper.ssl.trustStore.location=${authority}`,
  ];
}

function passwordOf(scope: Construct, user: string, users: Users): kplus.SecretValue {
  const password = Object.hasOwn(users, user) ? users[user] : undefined;
  if (password) { return password; }
  throw errorAt(scope, 'ClientUserUnknown', {
    rule: 'user must be one of authentication.clients, or have a password',
    got: user,
    remedy: `use ${[...Object.keys(users), '{ user, password: { secret, key } }'].join(' or ')}`,
  });
}

export function wiringOf(scope: Construct, set: ZooKeeperEndpoint, users: Users, options: ZooKeeperBindingOptions): ClientWiring {
  checkCredentials(scope, options, {
    servers: 'the members',
    needsUser: set.requireClients,
    needsCertificate: set.requiresCertificate,
    userRemedy: `use bind(client, { user: '${Object.keys(users)[0] ?? 'shop'}' })`,
  });
  return { env: bindingEnv(scope, set, users, options), secretFiles: bindingFiles(set, options) };
}
