import { kplus } from '../../kplus';

/** What a client of the ensemble has to know: an application, or another preset that takes it as a plain value. */
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
   * Name of the environment variable with the connection string.
   * @default 'ZOOKEEPER_CONNECT'
   */
  readonly connectVariable?: string;

  /**
   * Name of the environment variable with the user.
   * @default 'ZOOKEEPER_USER'
   */
  readonly userVariable?: string;

  /**
   * Name of the environment variable with the password.
   * @default 'ZOOKEEPER_PASSWORD'
   */
  readonly passwordVariable?: string;
}

export function connectionString(hosts: string[], port: number, chroot = ''): string {
  return hosts.map(host => `${host}:${port}`).join(',') + chroot;
}

/** What an application has to know. The password stays a reference. */
export function bindingEnv(
  connect: string, password: kplus.SecretValue | undefined, options: ZooKeeperBindingOptions,
): Record<string, kplus.EnvValue> {
  const { fromValue, fromSecretValue } = kplus.EnvValue;
  const { user, connectVariable = 'ZOOKEEPER_CONNECT', userVariable = 'ZOOKEEPER_USER', passwordVariable = 'ZOOKEEPER_PASSWORD' } = options;
  return {
    [connectVariable]: fromValue(connect),
    ...user !== undefined && password ? { [userVariable]: fromValue(user), [passwordVariable]: fromSecretValue(password) } : {},
  };
}
