import { kplus } from '../../kplus';

/** The address of the ensemble, for clients that take plain values: a Helm release, another construct. */
export interface ZooKeeperConnection {
  /** All members with their ports, and the root of the client: `zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181/shop`. */
  readonly connectionString: string;

  /** Whether the ports speak TLS. */
  readonly secure: boolean;
}

/** How an application is bound. */
export interface ZooKeeperBindingOptions {
  /**
   * Path that the application sees as its root. The node must exist, unless the application makes it (Kafka does).
   * @default - the root
   */
  readonly chroot?: string;

  /**
   * One of the users of `authentication.clients`. The Secret of its password must be in the application's namespace, too.
   * @default - no user and no password
   */
  readonly user?: string;

  /**
   * The application's own names of the variables.
   * @default - those of `ZooKeeperBindingNames`
   */
  readonly names?: ZooKeeperBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface ZooKeeperBindingNames {
  /**
   * All members with their ports, and the root of the client.
   * @default 'ZOOKEEPER_CONNECT'
   */
  readonly connectionString?: string;

  /**
   * Name of the user.
   * @default 'ZOOKEEPER_USER'
   */
  readonly user?: string;

  /**
   * Password of the user.
   * @default 'ZOOKEEPER_PASSWORD'
   */
  readonly password?: string;
}

export function connectionString(hosts: string[], port: number, chroot = ''): string {
  return hosts.map(host => `${host}:${port}`).join(',') + chroot;
}

/** The connection as environment. The password stays a reference. */
export function bindingEnv(
  connection: ZooKeeperConnection, password: kplus.SecretValue | undefined, { user, names = {} }: ZooKeeperBindingOptions,
): Record<string, kplus.EnvValue> {
  const { fromValue, fromSecretValue } = kplus.EnvValue;
  return {
    [names.connectionString ?? 'ZOOKEEPER_CONNECT']: fromValue(connection.connectionString),
    ...user !== undefined ? { [names.user ?? 'ZOOKEEPER_USER']: fromValue(user) } : {},
    ...password ? { [names.password ?? 'ZOOKEEPER_PASSWORD']: fromSecretValue(password) } : {},
  };
}
