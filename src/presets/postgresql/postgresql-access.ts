import { checkFactory } from '../../checks/calls';

/** The connections that a rule of `access` is about. */
export interface PostgreSqlAccessOptions {
  /**
   * Names of databases.
   * @default - all databases
   */
  readonly databases?: string[];

  /**
   * Names of accounts. A name that begins with `+` means all members of that role.
   * @default - all accounts
   */
  readonly users?: string[];

  /**
   * Addresses of the clients in CIDR notation, such as `10.0.0.0/8`.
   * @default - all addresses
   */
  readonly address?: string;
}

/**
 * A rule for connections of clients. The server applies the first rule that matches.
 *
 * @see https://www.postgresql.org/docs/18/auth-pg-hba-conf.html
 */
export class PostgreSqlAccess {
  /**
   * The client logs in with its password (SCRAM).
   * @param options the connections that the rule is about
   */
  public static password(options: PostgreSqlAccessOptions = {}): PostgreSqlAccess {
    checkFactory('PostgreSqlAccess.password', options);
    return new PostgreSqlAccess('scram-sha-256', options);
  }

  /**
   * The client presents a certificate of the authority of `tls`, whose common name is the name of the account, and needs no password.
   * @param options the connections that the rule is about
   */
  public static certificate(options: PostgreSqlAccessOptions = {}): PostgreSqlAccess {
    checkFactory('PostgreSqlAccess.certificate', options);
    return new PostgreSqlAccess('cert', options);
  }

  /**
   * The client presents a certificate of the authority of `tls`, with any name, and logs in with its password.
   * @param options the connections that the rule is about
   */
  public static passwordAndCertificate(options: PostgreSqlAccessOptions = {}): PostgreSqlAccess {
    checkFactory('PostgreSqlAccess.passwordAndCertificate', options);
    return new PostgreSqlAccess('scram-sha-256 clientcert=verify-ca', options);
  }

  /**
   * The connection is rejected.
   * @param options the connections that the rule is about
   */
  public static rejected(options: PostgreSqlAccessOptions = {}): PostgreSqlAccess {
    checkFactory('PostgreSqlAccess.rejected', options);
    return new PostgreSqlAccess('reject', options);
  }

  private constructor(
    /** Authentication method of `pg_hba.conf`, with its options. */
    public readonly method: string,
    /** The connections that the rule is about. */
    public readonly options: PostgreSqlAccessOptions,
  ) {}
}
