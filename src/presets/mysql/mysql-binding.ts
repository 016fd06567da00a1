import { kplus } from '../../kplus';

/** Address of the set and account of the application as plain values, for clients such as a Helm release or another construct. */
export interface MySqlConnection {
  /** Host of the Service that reaches the primary. */
  readonly primaryHost: string;

  /** Host of the Service that reaches every Ready member. */
  readonly replicaHost: string;

  /** Port of both Services. */
  readonly port: number;

  /** Whether the server uses the certificate of `tls`. */
  readonly secure: boolean;

  /**
   * Name of the database.
   * @default - not set without `accounts.application`
   */
  readonly database?: string;

  /**
   * Name of the account.
   * @default - not set without `accounts.application`
   */
  readonly user?: string;

  /**
   * Password of the account, as a reference. An application in another namespace needs the Secret there.
   * @default - not set without `accounts.application`
   */
  readonly password?: kplus.SecretValue;
}

/** Options of `bind` and `connectionEnv`. */
export interface MySqlBindingOptions {
  /**
   * Names of the variables that the application reads. Set them if it expects others.
   * @default - the names in `MySqlBindingNames`
   */
  readonly names?: MySqlBindingNames;
}

/** Names of the environment variables that an application reads. */
export interface MySqlBindingNames {
  /**
   * Host of the Service for writes.
   * @default 'MYSQL_PRIMARY_HOST'
   */
  readonly primaryHost?: string;

  /**
   * Host of the Service for reads.
   * @default 'MYSQL_REPLICA_HOST'
   */
  readonly replicaHost?: string;

  /**
   * Port of both Services.
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

/** The connection as environment variables. The password stays a reference. */
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
