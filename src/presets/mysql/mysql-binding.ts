import { MYSQL_PORT } from './mysql-contract';
import { MySqlApplication } from './mysql-settings';
import { kplus } from '../../kplus';

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

/** The two Services, by the names that a client uses. */
export interface MySqlEndpoints {
  readonly primary: string;
  readonly replica: string;
}

/** What an application has to know. The password stays a reference: its Secret must be in the application's namespace, too. */
export function bindingEnv(
  endpoints: MySqlEndpoints, application: MySqlApplication | undefined, names: MySqlBindingNames,
): Record<string, kplus.EnvValue> {
  const { fromValue, fromSecretValue } = kplus.EnvValue;
  return {
    [names.primaryHost ?? 'MYSQL_PRIMARY_HOST']: fromValue(endpoints.primary),
    [names.replicaHost ?? 'MYSQL_REPLICA_HOST']: fromValue(endpoints.replica),
    [names.port ?? 'MYSQL_PORT']: fromValue(`${MYSQL_PORT}`),
    ...application ? {
      [names.database ?? 'MYSQL_DATABASE']: fromValue(application.database),
      [names.user ?? 'MYSQL_USER']: fromValue(application.user),
      [names.password ?? 'MYSQL_PASSWORD']: fromSecretValue(application.password),
    } : {},
  };
}
