import { kplus } from '../../kplus';

/** The address of the set and the account of the application, for clients that take plain values: a Helm release, another construct. */
export interface MySqlConnection {
  /** Host of the Service that reaches the primary. */
  readonly primaryHost: string;

  /** Host of the Service that reaches every Ready member. */
  readonly replicaHost: string;

  /** Port of both. */
  readonly port: number;

  /** Whether the server has the certificate of `tls`. */
  readonly secure: boolean;

  /**
   * Name of the database.
   * @default - none without `accounts.application`
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default - none without `accounts.application`
   */
  readonly user?: string;

  /**
   * Password of the account, as a reference. An application of another namespace needs the Secret there.
   * @default - none without `accounts.application`
   */
  readonly password?: kplus.SecretValue;
}

/** How an application is bound. */
export interface MySqlBindingOptions {
  /**
   * The application's own names of the variables.
   * @default - those of `MySqlBindingNames`
   */
  readonly names?: MySqlBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface MySqlBindingNames {
  /**
   * Host of the Service that takes writes.
   * @default 'MYSQL_PRIMARY_HOST'
   */
  readonly primaryHost?: string;

  /**
   * Host of the Service that takes reads.
   * @default 'MYSQL_REPLICA_HOST'
   */
  readonly replicaHost?: string;

  /**
   * Port of both.
   * @default 'MYSQL_PORT'
   */
  readonly port?: string;

  /**
   * Name of the database.
   * @default 'MYSQL_DATABASE'
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default 'MYSQL_USER'
   */
  readonly user?: string;

  /**
   * Password of the account.
   * @default 'MYSQL_PASSWORD'
   */
  readonly password?: string;
}

/** The connection as environment. The password stays a reference. */
export function bindingEnv(
  { primaryHost, replicaHost, port, database, user, password }: MySqlConnection, { names = {} }: MySqlBindingOptions,
): Record<string, kplus.EnvValue> {
  const { fromValue, fromSecretValue } = kplus.EnvValue;
  return {
    [names.primaryHost ?? 'MYSQL_PRIMARY_HOST']: fromValue(primaryHost),
    [names.replicaHost ?? 'MYSQL_REPLICA_HOST']: fromValue(replicaHost),
    [names.port ?? 'MYSQL_PORT']: fromValue(`${port}`),
    ...database !== undefined ? { [names.database ?? 'MYSQL_DATABASE']: fromValue(database) } : {},
    ...user !== undefined ? { [names.user ?? 'MYSQL_USER']: fromValue(user) } : {},
    ...password ? { [names.password ?? 'MYSQL_PASSWORD']: fromSecretValue(password) } : {},
  };
}
