import { kplus } from '../../kplus';

/** Address of the ensemble as plain values, for clients such as a Helm release or another construct. */
export interface ZooKeeperConnection {
  /** All members with their ports, and the client's root path: `zk-0.zk:2181,zk-1.zk:2181,zk-2.zk:2181/shop`. */
  readonly connectionString: string;

  /** Whether the ports use TLS. */
  readonly secure: boolean;
}

/** Options of `bind` and `connectionEnv`. */
export interface ZooKeeperBindingOptions {
  /**
   * Path that the application uses as its root. The znode must exist, unless the application creates it (Kafka does).
   * @default - the root
   */
  readonly chroot?: string;

  /**
   * One of the users of `authentication.clients`. The Secret of its password must also exist in the application's namespace.
   * @default - no user and no password
   */
  readonly user?: string;

  /**
   * Names of the variables that the application reads. Set them if it expects others.
   * @default - the names in `ZooKeeperBindingNames`
   */
  readonly names?: ZooKeeperBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface ZooKeeperBindingNames {
  /**
   * All members with their ports, and the client's root path.
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

/** The connection as environment variables. The password stays a reference. */
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
